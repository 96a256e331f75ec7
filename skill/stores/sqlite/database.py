"""The embedded store: one SQLite file in write-ahead mode, one connection per thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from skill.stores.errors import StoreDamaged, StoreUnusable
from skill.stores.sqlite import schema
from skill.stores.sqlite.connection import connect, explained, transaction, write_ahead

_OLDEST_SQLITE = (3, 31)


class Database:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the file, or make it in a folder that exists, with its tables up to date.

        Looks at the header and the list of tables only; damage further in shows when it is read.
        Raises a StoreError, and then has changed nothing.
        """
        _refuse_old_sqlite()
        _claim(path)
        database = cls(path)
        with explained(path):
            database._prepare()
        return database

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, for single statements that see one consistent state each."""
        with explained(self._path):
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection in a transaction, committed at the end or undone whole."""
        with explained(self._path), transaction(self._connection()) as connection:
            yield connection

    def one(self, query: str, *values: object) -> Any:
        """The first row, or None."""
        with self.reading() as connection:
            return connection.execute(query, values).fetchone()

    def all(self, query: str, *values: object) -> list[Any]:
        with self.reading() as connection:
            return connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        held: sqlite3.Connection | None = self._of_thread.__dict__.pop("connection", None)
        if held is not None:
            held.close()

    def _connection(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if held is None:
            held = self._of_thread.connection = connect(self._path)
        return held

    def _prepare(self) -> None:
        connection = self._connection()
        schema.refuse_foreign(connection, self._path)
        if not write_ahead(connection):
            raise StoreUnusable(
                f"The file system that holds {self._path} cannot share memory between programs. "
                "Put HAWKER_HOME on a local disk."
            )
        schema.bring_up_to_date(connection)


def _refuse_old_sqlite() -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreUnusable(
            f"SQLite {sqlite3.sqlite_version} is too old: a Python with SQLite 3.31 or newer is "
            "needed, such as the one from python.org."
        )


def _claim(path: Path) -> None:
    try:
        _refuse_orphaned_log(path)
        # Readable by its owner only: it will hold names and addresses.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be opened or made: {error.strerror}. Its folder has to exist (`hawker "
            "init` makes it), and Hawker's user has to be allowed to write the file and the folder."
        ) from error


def _refuse_orphaned_log(path: Path) -> None:
    """SQLite would delete a log whose database is gone, and with it the last orders."""
    log = path.with_name(f"{path.name}-wal")
    if _size(log) and not _size(path):
        raise StoreDamaged(
            f"{log} holds orders, but the database {path} it belongs to is missing or empty. "
            f"Put {path.name} back beside it, or move {log.name} away to begin anew."
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
