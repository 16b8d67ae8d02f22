"""deploy/certificates.sh: who it lets in, and who stays out, by the very contexts that Dask makes of its files."""

import shutil
import ssl
import subprocess
from itertools import product

import pytest
from distributed.security import Security

ROLES = {"scheduler": "scheduler", "worker": "worker", "driver": "client"}
"""Whose files are whose, in the words of Dask."""
PAIRS = list(product(["scheduler", "worker"], ROLES))


def made(script, folder, *arguments):
    return subprocess.run([script, folder, *arguments], capture_output=True, text=True, check=True)


def context(folder, name, *, listens):
    files = {f"tls_{ROLES[name]}_cert": f"{folder}/{name}.crt", f"tls_{ROLES[name]}_key": f"{folder}/{name}.key"}
    security = Security(require_encryption=True, tls_ca_file=f"{folder}/ca.crt", **files)
    arguments = security.get_listen_args if listens else security.get_connection_args
    return arguments(ROLES[name])["ssl_context"]


def shake_hands(listening, connecting):
    """Until both sides are content; raises what one of them says against the other."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    waiting = [
        connecting.wrap_bio(back, there, server_hostname="somewhere"),
        listening.wrap_bio(there, back, server_side=True),
    ]
    for side in waiting * 4:
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    for side in waiting:
        side.write(b"hello")
    for side in waiting:
        assert side.read() == b"hello"


@pytest.fixture(scope="module")
def stranger(deploy, tmp_path_factory):
    """The certificates of another cluster."""
    folder = tmp_path_factory.mktemp("stranger")
    made(deploy / "certificates.sh", folder)
    return folder


@pytest.mark.parametrize(("listens", "connects"), PAIRS)
def test_all_of_a_cluster_reach_who_listens(deploy, listens, connects):
    secrets = deploy / "secrets"
    shake_hands(context(secrets, listens, listens=True), context(secrets, connects, listens=False))


@pytest.mark.parametrize(("listens", "connects"), PAIRS)
def test_a_stranger_is_refused_by_who_listens_and_by_who_connects(deploy, stranger, listens, connects):
    for here, there in ((deploy / "secrets", stranger), (stranger, deploy / "secrets")):
        with pytest.raises(ssl.SSLError, match=r"verify failed|unknown ca"):
            shake_hands(context(here, listens, listens=True), context(there, connects, listens=False))


def test_the_driver_cannot_pose_as_a_scheduler(deploy):
    secrets = deploy / "secrets"
    with pytest.raises(ssl.SSLError, match="verify failed"):
        shake_hands(context(secrets, "driver", listens=True), context(secrets, "worker", listens=False))


def test_who_has_no_certificate_is_refused(deploy):
    bare = ssl.create_default_context(cafile=deploy / "secrets" / "ca.crt")
    bare.check_hostname = False
    with pytest.raises(ssl.SSLError, match="did not return a certificate"):
        shake_hands(context(deploy / "secrets", "scheduler", listens=True), bare)


def test_nobody_else_reads_what_is_made_and_nothing_is_left_over(deploy, tmp_path):
    made(deploy / "certificates.sh", tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()} == {
        f"{name}.{kind}": 0o600 for name in ("ca", *ROLES) for kind in ("crt", "key")
    }


def test_certificates_are_made_anew_by_the_same_authority(deploy, stranger, tmp_path):
    renewed = tmp_path / "renewed"
    shutil.copytree(stranger, renewed)
    made(deploy / "certificates.sh", renewed, "30")
    for name in ("ca.crt", "ca.key"):
        assert (renewed / name).read_bytes() == (stranger / name).read_bytes()
    for name in ROLES:
        assert (renewed / f"{name}.crt").read_bytes() != (stranger / f"{name}.crt").read_bytes()
    # Those who were restarted and those who were not yet still understand each other.
    shake_hands(context(stranger, "scheduler", listens=True), context(renewed, "worker", listens=False))
    shake_hands(context(renewed, "scheduler", listens=True), context(stranger, "worker", listens=False))
    left = subprocess.run(
        ["openssl", "x509", "-in", renewed / "worker.crt", "-noout", "-checkend", str(31 * 86_400)],
        capture_output=True,
        check=False,
    )
    assert left.returncode == 1, "it is valid for more than thirty days"


def test_without_a_folder_it_says_what_it_wants(deploy):
    done = subprocess.run([deploy / "certificates.sh"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "where to" in done.stderr


def test_if_openssl_fails_so_does_the_script_and_the_old_certificate_stays(deploy, stranger, tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(stranger, folder)
    (folder / "ca.key").write_text("no key")
    done = subprocess.run([deploy / "certificates.sh", folder], capture_output=True, check=False)
    assert done.returncode != 0
    assert (folder / "scheduler.crt").read_bytes() == (stranger / "scheduler.crt").read_bytes()
    assert (folder / "scheduler.key").read_bytes() == (stranger / "scheduler.key").read_bytes()
