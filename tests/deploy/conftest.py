"""The folder deploy/ as it is after what the first lines of compose.yaml say was done."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def deploy(tmp_path_factory):
    """A copy of it, with certificates, and the examples of secrets in their place."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed (Debian: apt-get install openssl): nothing of deploy/ is verified")
    folder = tmp_path_factory.mktemp("deploy") / "deploy"
    shutil.copytree(ROOT / "deploy", folder, ignore=shutil.ignore_patterns("secrets"))
    subprocess.run([folder / "certificates.sh", folder / "secrets"], check=True, capture_output=True)
    for example in (folder / "examples").iterdir():
        shutil.copy(example, folder / "secrets")
    return folder
