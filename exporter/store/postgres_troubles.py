"""What psycopg raises for a bad world, in our own words."""

import psycopg

from exporter.config.stores import ESCAPES
from exporter.errors import Damaged, ExporterError, StoreError, Unavailable
from exporter.store.checksums import ADVICE

_ADVICE: tuple[tuple[str, str], ...] = (
    ("53100", "its disk is full: make room and run it again"),
    ("53300", "it has no connection left: raise max_connections, or run less at once"),
    ("53", "run it again when it has room"),
    ("42501", "grant that to this user, or name another one in store.url"),
    ("25006", "it only reads, as a standby does: name the server that writes"),
    ("55P03", "somebody else keeps it busy: run it again"),
    ("57014", "the server has cancelled it: run it again"),
    ("57", "run it again when the server is up"),
)
"""By the beginning of an SQLSTATE (its manual, appendix A), what to do. The first that fits."""
_WAYS_IN = (
    ("password", "; set PGPASSWORD, or name its file in PGPASSFILE"),
    ("does not support SSL", "; set up TLS there, or name another sslmode in store.url"),
    ("does not exist", "; name another one in store.url, or make it as docs/operations.md says"),
)
"""By words of a failed connection, which has no SQLSTATE, what to do. Servers in another language say others:
then there is no advice."""
_DAMAGED = ("23", "XX001", "XX002")
"""Constraints that what is stored breaks; pages and indexes that are corrupted."""
_BAD_WORLD = ("08", "25006", "40", "42501", "53", "55", "57", "58")


def told(where: str, error: psycopg.Error) -> Exception:
    """The error to raise for what a statement raised; wrong SQL is a bug of ours, and stays what it is."""
    state, said = error.sqlstate or "", in_one_line(error)
    if state.startswith(_DAMAGED):
        return Damaged(f"{where}: what is stored does not fit together: {said}; {ADVICE}")
    if state.startswith("54"):
        return StoreError(
            f"{where}: PostgreSQL has no room for a name in an index: {said}; nothing was half done. Is there a dump"
            " whose path has more than 1,500 bytes? Rename it, or a folder around it, or leave it out by `include`"
        )
    if state.startswith(_BAD_WORLD):
        advice = next((advice for prefix, advice in _ADVICE if state.startswith(prefix)), "run it again")
        return Unavailable(f"{where}: the store cannot be used now: {said}; nothing was half done, {advice}")
    if not state and isinstance(error, psycopg.OperationalError):
        return Unavailable(f"{where}: the connection to the store is lost: {said}; nothing was half done, run it again")
    return error


def not_connected(where: str, error: psycopg.Error) -> ExporterError:
    """The error to raise where no connection can be had. What libpq says names no password, but for an URL that it
    cannot read, of which it quotes some."""
    if isinstance(error, psycopg.ProgrammingError):
        return ExporterError(f"{where}: libpq cannot read store.url, or does not know one of its options; {ESCAPES}")
    said = in_one_line(error)
    advice = next((advice for words, advice in _WAYS_IN if words in said), "")
    return Unavailable(f"{where}: cannot reach the store: {said}{advice}")


def in_one_line(error: psycopg.Error) -> str:
    """What the server says, or else what psycopg does."""
    said = error.diag.message_primary or str(error) or type(error).__name__
    return " ".join(said.split())
