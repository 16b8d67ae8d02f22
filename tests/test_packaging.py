"""Wheel and sdist hold what they should, and what they hold works."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        text=True,
    )
    return folder


def tracked(*below):
    listed = subprocess.run(["git", "ls-files", *below], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return set(listed.splitlines())


def test_the_wheel_is_the_package_and_nothing_else(built):
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if not name.startswith("exporter-")} >= tracked("exporter")
    assert {name.split("/")[0].split("-")[0] for name in names} == {"exporter"}


def test_the_sdist_has_the_tests_the_dumps_and_the_docs(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    folders = ("exporter", "tests", "dumps", "docs", "requirements", "systemd", "deploy")
    wanted = tracked(*folders, "config.toml", "Makefile", "README.md", "LICENSE")
    assert wanted <= names
    assert not [name for name in names if name.startswith(("feeds/", "state/", ".venv"))]


def test_the_installed_wheel_runs_without_the_checkout(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(tmp_path / "lib"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    code = (
        "import sys; sys.path.insert(0, 'lib'); sys.argv = ['exporter', 'init']; from exporter.cli import main; main()"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert run.stdout.startswith("config.toml: written")


def test_what_is_locked_satisfies_what_is_asked_for():
    """The lock files are not older than pyproject.toml's ranges; and every line of them has a hash."""
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    locked = dict(
        line.split(";")[0].removesuffix("\\").strip().split("==")
        for line in (ROOT / "requirements" / "run.txt").read_text().splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    )
    asked = [Requirement(text) for text in requires("exporter") or () if "extra" not in text]
    assert len(asked) > 5
    assert [str(one) for one in asked if not one.specifier.contains(locked[one.name.lower()])] == []
    for name in ("build.txt", "run.txt", "all.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text().replace("\\\n", " ").splitlines()
        assert [
            line for line in lines if "==" in line and not line.lstrip().startswith("#") and "--hash=" not in line
        ] == []


def needed(extra):
    """Names and versions of what is installed because `exporter[extra]` is, on this machine."""
    from importlib.metadata import requires, version

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found, waiting = {}, [Requirement(f"exporter[{extra}]")]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if not found.keys() >= {(name, extra) for extra in ("", *wanted.extras)}:
            found |= {(name, extra): version(name) for extra in ("", *wanted.extras)}
            beneath = [Requirement(text) for text in requires(name) or ()]
            extras = wanted.extras or {""}
            waiting += [
                one for one in beneath if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in extras)
            ]
    return {name: release for (name, _), release in found.items() if name != "exporter"}


def test_the_lock_of_the_image_names_all_that_every_extra_needs_and_no_tests():
    def pins(name):
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", "\n".join(lines), re.MULTILINE))

    locked = pins("all.txt")
    assert {"psycopg-binary", "obstore", "distributed", "pyarrow", "feedgen"} <= locked.keys()
    assert needed("all").keys() - locked.keys() == set()
    assert "pytest" not in locked
    assert locked.items() <= pins("dev.txt").items()
