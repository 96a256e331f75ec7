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
from skill.stores.sqlite.connection import connect, explained, make, transaction, write_ahead

_OLDEST_SQLITE = (3, 31)
_SMALLEST = 512
"""Bytes of SQLite's smallest page."""


class _Held:
    """A thread's connection, closed with its thread; left alone, it waits for the collector."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Database:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the file, or make it in a folder that exists, with its tables up to date.

        Looks at the header and the list of tables only; damage further in shows when it is read.
        Raises a StoreError, and then leaves what was there as it was.
        """
        _refuse_old_sqlite()
        _refuse_unusable(path)
        database = cls(path)
        with explained(path):
            if not _size(path):
                make(path)
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
        self._of_thread.__dict__.clear()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._of_thread, "held"):
            self._of_thread.held = _Held(connect(self._path))
        connection: sqlite3.Connection = self._of_thread.held.connection
        return connection

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


def _refuse_unusable(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    # The log is looked at first: whoever makes both at this moment makes it last.
    logged, size = _size(log), _size(path)
    if logged and not size:
        # SQLite would delete the log, and with it the last orders.
        raise StoreDamaged(
            f"{log} holds orders, but the database {path} it belongs to is missing or empty. "
            f"Put {path.name} back beside it, or move {log.name} away to begin anew."
        )
    if 0 < size < _SMALLEST:
        # SQLite would take it for an empty database and write over it.
        raise StoreDamaged(f"{path} is no database. Move it aside; Hawker leaves it as it is.")
    if size and not os.access(path, os.W_OK):
        raise StoreUnusable(f"{path} may not be written. Give Hawker's user the right to.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
