"""deploy/Dockerfile: what it copies is there and is enough, what it starts from is pinned, and nobody is root in it."""

import fnmatch
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from exporter import __version__

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PINNED = re.compile(r"python:(?P<version>\d+\.\d+\.\d+)-slim-\w+")


def instructions(text):
    """(`COPY`, `a b c`) for each of a Dockerfile, with continued lines joined."""
    joined = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def copied(text):
    """What is copied from outside: (source, target)."""
    for word, rest in instructions(text):
        if word == "COPY" and "--from=" not in rest:
            *sources, target = rest.split()
            yield from ((source, target) for source in sources)


def hidden(path, ignored):
    """Whether .dockerignore keeps a path from the image: its last pattern that matches decides."""
    verdict = False
    for pattern in filter(None, (line.strip() for line in ignored.splitlines())):
        if pattern.startswith("#"):
            continue
        kept = pattern.removeprefix("!")
        anywhere = kept.startswith("**/")
        places = Path(path).parts if anywhere else (path, *(str(parent) for parent in Path(path).parents))
        if any(fnmatch.fnmatch(place, kept.removeprefix("**/")) for place in places if place != "."):
            verdict = not pattern.startswith("!")
    return verdict


def faults(text, ignored):
    found = [f"there is no {source}" for source, _ in copied(text) if not (ROOT / source).exists()]
    found += [f"{source} is kept from the image" for source, _ in copied(text) if hidden(source, ignored)]
    users = [rest for word, rest in instructions(text) if word == "USER"]
    if not users or users[-1].startswith(("0", "root")):
        found.append("who runs in it is root")
    stages = [rest.split()[0] for word, rest in instructions(text) if word == "FROM"]
    found += [f"{stage} is another one tomorrow" for stage in stages if not PINNED.fullmatch(stage)]
    if len(set(stages)) != 1:
        found.append("it is built on one system and runs on another")
    installs = re.findall(r"pip install([^&\n]*)", re.sub(r"\\\n", " ", text))
    found += [
        f"not locked: {given}" for given in installs if "--require-hashes" not in given and "--no-deps" not in given
    ]
    return found


@pytest.fixture(scope="module")
def dockerfile():
    return DOCKERFILE.read_text()


@pytest.fixture(scope="module")
def ignored():
    return (ROOT / ".dockerignore").read_text()


def test_all_that_is_copied_is_there_all_is_locked_and_nobody_is_root(dockerfile, ignored):
    assert faults(dockerfile, ignored) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("README.md", "README.rst", "there is no README.rst"),
        ("COPY exporter ", "COPY docs ", "docs is kept from the image"),
        ("USER 10001:10001", "", "is root"),
        ("USER 10001:10001", "USER 0", "is root"),
        ("python:3.11.14-slim-bookworm AS", "python:3-slim AS", "python:3-slim is another one tomorrow"),
        ("python:3.11.14-slim-bookworm AS", "python:3.11.13-slim-bookworm AS", "runs on another"),
        (" --require-hashes -r /src/requirements/all.txt", " obstore", "not locked"),
    ],
)
def test_what_is_planted_is_found(dockerfile, ignored, old, new, found):
    assert old in dockerfile
    assert found in "\n".join(faults(dockerfile.replace(old, new), ignored))


@pytest.mark.parametrize(
    ("path", "kept_out"),
    [
        ("deploy/secrets/driver.key", True),
        ("feeds/feed.atom", True),
        (".git/config", True),
        ("exporter/__pycache__/cli.cpython-311.pyc", True),
        ("exporter/config/template.toml", False),
        ("requirements/all.txt", False),
    ],
)
def test_secrets_and_what_was_published_stay_out(ignored, path, kept_out):
    assert hidden(path, ignored) is kept_out


def test_its_python_is_one_that_we_run_on(dockerfile):
    version = PINNED.search(dockerfile)["version"]
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert SpecifierSet(asked).contains(version)
    assert f"exporter:{__version__} ." in dockerfile


def test_what_is_copied_is_enough_to_install_the_whole_program(dockerfile, tmp_path):
    for source, target in copied(dockerfile):
        place = tmp_path / target.strip("/")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, place)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, tmp_path / "src"]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    listed = subprocess.run(
        ["git", "ls-files", "exporter"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert set(listed.split()) <= set(zipfile.ZipFile(wheel).namelist())
