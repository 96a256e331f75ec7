"""Counted units, one row a product."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from skill.shop.checkout import LineItem
from skill.shop.errors import OutOfStock
from skill.stores.sqlite.database import Database


class SqliteStock:
    def __init__(self, database: Database) -> None:
        self._database = database

    def on_hand(self, product_ids: Iterable[str], /) -> Mapping[str, int]:
        rows = self._database.all(
            "SELECT product_id, on_hand FROM stock"
            " WHERE product_id IN (SELECT value FROM json_each(?))",
            json.dumps(list(product_ids)),
        )
        return dict(rows)

    def load(self, counts: Iterable[tuple[str, int]], /) -> None:
        # Read to its end first: a slow feed must not hold the write lock.
        rows = dict(counts).items()
        for product_id, count in rows:
            if count < 0:
                raise ValueError(f"{product_id} cannot be counted as {count}: use 0 for sold out")
        with self._database.writing() as connection:
            connection.execute("DELETE FROM stock")
            connection.executemany("INSERT INTO stock VALUES (?, ?)", rows)


def take(connection: sqlite3.Connection, lines: Iterable[LineItem]) -> None:
    """Raises OutOfStock for the first product, by id, of which fewer are left."""
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.product_id] += line.quantity
    for product_id, quantity in sorted(wanted.items()):
        _take(connection, product_id, quantity)


def _take(connection: sqlite3.Connection, product_id: str, quantity: int) -> None:
    taken = connection.execute(
        "UPDATE stock SET on_hand = on_hand - ? WHERE product_id = ? AND on_hand >= ?",
        (quantity, product_id, quantity),
    )
    if not taken.rowcount:
        query = "SELECT on_hand FROM stock WHERE product_id = ?"
        row = connection.execute(query, (product_id,)).fetchone()
        # A product without a row is not counted and never runs out.
        if row:
            raise OutOfStock(product_id, row[0])
