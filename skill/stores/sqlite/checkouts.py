"""Checkout sessions, one row each, found only together with their shopper."""

from __future__ import annotations

import sqlite3

from skill.shop.checkout import CheckoutSession
from skill.stores.documents import dump, load
from skill.stores.sqlite.database import Database


class SqliteCheckouts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, session: CheckoutSession, /) -> None:
        with self._database.writing() as connection:
            keep(connection, session)

    def get(self, shopper_id: str, session_id: str, /) -> CheckoutSession | None:
        row = self._database.one(
            "SELECT document FROM checkouts WHERE shopper_id = ? AND id = ?", shopper_id, session_id
        )
        return load(CheckoutSession, row[0]) if row else None


def keep(connection: sqlite3.Connection, session: CheckoutSession) -> None:
    connection.execute(
        "INSERT INTO checkouts (shopper_id, id, document) VALUES (?, ?, ?)"
        " ON CONFLICT (shopper_id, id) DO UPDATE SET document = excluded.document",
        (session.shopper_id, session.id, dump(session)),
    )
