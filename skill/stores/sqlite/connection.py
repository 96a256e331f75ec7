"""Connections to the file: how one is set up, its transactions, and its failures in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skill.stores.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreUnusable

BUSY_SECONDS = 2.0
"""How long a call waits for another writer, out of the eight seconds that Alexa waits."""


class _Connection(sqlite3.Connection):
    def __del__(self) -> None:
        # The collector may come to it before its holder, and Python 3.13 warns of one left open.
        with suppress(sqlite3.ProgrammingError):
            self.close()


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection whose commits return when the disk has them."""
    connection = sqlite3.connect(
        # A plain path would make an empty database in the place of one that was moved away.
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        # Used by one thread only, but the last to let go of it closes it.
        check_same_thread=False,
        factory=_Connection,
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def make(path: Path) -> None:
    """Make an empty file that only its owner may read.

    Through SQLite: closing a file of one's own would drop the locks this process has on it
    (sqlite.org/howtocorrupt.html, 2.2).
    """
    connect(path, "rwc").close()
    path.chmod(0o600)


def write_ahead(connection: sqlite3.Connection) -> bool:
    """Have the file keep a write-ahead log; False when its file system cannot."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return bool(connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",))
        except sqlite3.OperationalError as error:
            # Here alone SQLite does not wait for another program that opens the file too.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing. Takes the write lock at once: upgrading a read lock later can deadlock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise SQLite's failures as store errors that name the file and the remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _FAILURES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if known is None:
            raise
        kind, remedy = known
        raise kind(f"{remedy.format(path=path)} ({error})") from error


_BUSY = (StoreBusy, "{path} is locked by another program. Try again, or stop that program.")
_NOT_WRITABLE = (
    StoreUnusable,
    "{path} cannot be written. Let Hawker's user write both the file and its folder.",
)
_DAMAGED = (
    StoreDamaged,
    "{path} is damaged or is no database. Move it aside with the files {path}-wal and "
    "{path}-shm and put a backup in its place; Hawker leaves it as it is.",
)
_FAILURES: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: (
        StoreFull,
        "The disk that holds {path} is full. Make room and try again; nothing was changed.",
    ),
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: (
        StoreUnusable,
        "{path} cannot be opened. It has to be a file in a folder that Hawker's user may write; "
        "`hawker init` makes both.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreUnusable,
        "The disk that holds {path} fails to read or write. Check the disk and how it is mounted.",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
