"""Baskets, one row an owner."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from skill.shop.baskets import Basket
from skill.shop.errors import BasketChanged
from skill.stores.documents import dump, load
from skill.stores.sqlite.database import Database


class SqliteBaskets:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, owner: str, /) -> Basket:
        row = self._database.one("SELECT document FROM baskets WHERE owner = ?", owner)
        return load(Basket, row[0]) if row else Basket(owner)

    def save(self, basket: Basket, /) -> Basket:
        with self._database.writing() as connection:
            return keep(connection, basket)


def keep(connection: sqlite3.Connection, basket: Basket) -> Basket:
    """Keep it one version higher. Raises BasketChanged when it was read at another version."""
    kept = replace(basket, version=basket.version + 1)
    if basket.version == 0:
        query = (
            "INSERT INTO baskets (version, document, owner) VALUES (?, ?, ?)"
            " ON CONFLICT (owner) DO NOTHING"
        )
        changed = connection.execute(query, (kept.version, dump(kept), kept.owner))
    else:
        query = "UPDATE baskets SET version = ?, document = ? WHERE owner = ? AND version = ?"
        values = (kept.version, dump(kept), kept.owner, basket.version)
        changed = connection.execute(query, values)
    if not changed.rowcount:
        raise BasketChanged(f"the basket is no longer at version {basket.version}")
    return kept
