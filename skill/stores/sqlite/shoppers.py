"""Shoppers, and the hashes of the tokens that stand for them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from skill.shop.emails import email_key
from skill.shop.shoppers import Shopper
from skill.stores.documents import dump, instant, load
from skill.stores.sqlite.database import Database


class SqliteShoppers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def by_token(self, access_token: str, now: datetime, /) -> Shopper | None:
        row = self._database.one(
            "SELECT expires_at, document FROM tokens JOIN shoppers ON shoppers.id = shopper_id"
            " WHERE hash = ?",
            _hash(access_token),
        )
        if row is None or now >= datetime.fromisoformat(row[0]):
            return None
        return load(Shopper, row[1])

    def by_email(self, email: str, /) -> Shopper | None:
        with self._database.reading() as connection:
            return _by_email(connection, email)

    def get(self, shopper_id: str, /) -> Shopper | None:
        row = self._database.one("SELECT document FROM shoppers WHERE id = ?", shopper_id)
        return load(Shopper, row[0]) if row else None

    def first(self, *, limit: int) -> Sequence[Shopper]:
        rows = self._database.all("SELECT document FROM shoppers ORDER BY email_key LIMIT ?", limit)
        return [load(Shopper, document) for (document,) in rows]

    def add(self, shopper: Shopper, /) -> Shopper:
        with self._database.writing() as connection:
            held = _by_email(connection, shopper.email)
            kept = replace(shopper, id=held.id) if held else shopper
            connection.execute(
                "INSERT INTO shoppers (id, email_key, document) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE"
                " SET email_key = excluded.email_key, document = excluded.document",
                (kept.id, email_key(kept.email), dump(kept)),
            )
        return kept

    def grant(self, shopper_id: str, access_token: str, expires_at: datetime, /) -> None:
        query = "SELECT 1 FROM shoppers WHERE id = ?"
        with self._database.writing() as connection:
            if not connection.execute(query, (shopper_id,)).fetchone():
                raise LookupError(f"there is no shopper {shopper_id}")
            connection.execute(
                "INSERT OR REPLACE INTO tokens (hash, shopper_id, expires_at) VALUES (?, ?, ?)",
                (_hash(access_token), shopper_id, instant(expires_at)),
            )


def _by_email(connection: sqlite3.Connection, email: str) -> Shopper | None:
    query = "SELECT document FROM shoppers WHERE email_key = ?"
    row = connection.execute(query, (email_key(email),)).fetchone()
    return load(Shopper, row[0]) if row else None


def _hash(token: str) -> str:
    # Without salt: a token is random enough, and it has to be found by its hash.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
