"""The outbox: notices that were left in the transaction of what they tell of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from skill.shop.notices import Notice, NoticeKind
from skill.stores.documents import instant
from skill.stores.sqlite.database import Database


class SqliteOutbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, *, limit: int) -> Sequence[Notice]:
        """Notices not yet delivered, oldest first."""
        rows = self._database.all(
            "SELECT id, kind, subject_id, created_at FROM outbox WHERE delivered_at IS NULL"
            " ORDER BY created_at, rowid LIMIT ?",
            limit,
        )
        return [_notice(*row) for row in rows]


def leave(connection: sqlite3.Connection, notices: Iterable[Notice]) -> None:
    connection.executemany(
        "INSERT INTO outbox (id, kind, subject_id, created_at) VALUES (?, ?, ?, ?)",
        [(note.id, note.kind, note.subject_id, instant(note.created_at)) for note in notices],
    )


def _notice(id: str, kind: str, subject_id: str, created_at: str) -> Notice:
    return Notice(id, NoticeKind(kind), subject_id, datetime.fromisoformat(created_at))
