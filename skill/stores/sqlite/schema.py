"""The tables: numbered SQL files, each applied once and in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from skill.stores.errors import StoreUnusable
from skill.stores.sqlite.connection import transaction

MIGRATIONS = Path(__file__).parent / "migrations"
APPLICATION_ID = 0x4861776B
"""Marks the file as Hawker's in SQLite's header; the letters "Hawk"."""


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreUnusable for another program's database and for a later Hawker's."""
    # In this order: whoever makes the tables at this moment has set the mark along with them.
    tables = _number(connection, "SELECT count(*) FROM sqlite_master")
    mark = _number(connection, "PRAGMA application_id")
    if mark != APPLICATION_ID and (mark or tables):
        raise StoreUnusable(
            f"{path} is the database of another program. Point HAWKER_HOME at another folder."
        )
    version, newest = _version(connection), len(_scripts())
    if version > newest:
        raise StoreUnusable(
            f"{path} was written by a later Hawker (its tables are number {version}, this one "
            f"knows {newest}). Install that Hawker again; this one leaves the file as it is."
        )


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    for number, script in enumerate(_scripts(), start=1):
        if _version(connection) < number:
            _apply(connection, number, script)


def _apply(connection: sqlite3.Connection, number: int, script: Path) -> None:
    with transaction(connection):
        # Whoever held the lock until this moment may have applied it.
        if _version(connection) < number:
            for statement in _statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _scripts() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


def _statements(script: str) -> Iterator[str]:
    """Its statements one by one: executescript would commit the open transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: sqlite3.Connection) -> int:
    return _number(connection, "PRAGMA user_version")


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
