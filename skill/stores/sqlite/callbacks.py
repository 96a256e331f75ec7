"""Callback requests; an index lets an owner have one open request at most."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from skill.shop.callbacks import Callback, CallbackState
from skill.shop.errors import CallbackChanged
from skill.shop.notices import Notice
from skill.stores.documents import dump, instant, load
from skill.stores.sqlite import outbox
from skill.stores.sqlite.database import Database


class SqliteCallbacks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self, callback: Callback, notice: Notice, /) -> Callback:
        with self._database.writing() as connection:
            held = _open_for(connection, callback.owner)
            kept = _change(connection, held, callback) if held else _insert(connection, callback)
            outbox.leave(connection, (replace(notice, subject_id=kept.id),))
        return kept

    def open_for(self, owner: str, /) -> Callback | None:
        with self._database.reading() as connection:
            return _open_for(connection, owner)

    def cancel(self, callback: Callback, /) -> Callback:
        canceled = replace(callback, state=CallbackState.CANCELED, version=callback.version + 1)
        with self._database.writing() as connection:
            _update(connection, canceled)
        return canceled

    def get(self, callback_id: str, /) -> Callback | None:
        row = self._database.one("SELECT document FROM callbacks WHERE id = ?", callback_id)
        return load(Callback, row[0]) if row else None

    def newest(self, *, limit: int) -> Sequence[Callback]:
        rows = self._database.all(
            "SELECT document FROM callbacks ORDER BY requested_at DESC, rowid DESC LIMIT ?", limit
        )
        return [load(Callback, document) for (document,) in rows]


def _open_for(connection: sqlite3.Connection, owner: str) -> Callback | None:
    query = "SELECT document FROM callbacks WHERE owner = ? AND state = 'queued'"
    row = connection.execute(query, (owner,)).fetchone()
    return load(Callback, row[0]) if row else None


def _insert(connection: sqlite3.Connection, callback: Callback) -> Callback:
    connection.execute(
        "INSERT INTO callbacks (id, owner, state, version, requested_at, document)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            callback.id,
            callback.owner,
            callback.state,
            callback.version,
            instant(callback.requested_at),
            dump(callback),
        ),
    )
    return callback


def _change(connection: sqlite3.Connection, held: Callback, wish: Callback) -> Callback:
    changed = replace(
        held,
        phone=wish.phone,
        phone_source=wish.phone_source,
        window=wish.window,
        version=held.version + 1,
    )
    _update(connection, changed)
    return changed


def _update(connection: sqlite3.Connection, callback: Callback) -> None:
    """Replace the version before this one, as long as that is still open."""
    updated = connection.execute(
        "UPDATE callbacks SET state = ?, version = ?, document = ?"
        " WHERE id = ? AND version = ? AND state = 'queued'",
        (callback.state, callback.version, dump(callback), callback.id, callback.version - 1),
    )
    if not updated.rowcount:
        raise CallbackChanged(f"callback {callback.id} was changed or ended since it was read")
