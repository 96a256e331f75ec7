"""What each shopper has ordered in one day of the shop."""

from __future__ import annotations

import sqlite3

from skill.shop.errors import LimitReached
from skill.shop.money import Money


def count(
    connection: sqlite3.Connection, shopper_id: str, day: str, total: Money, limit: Money | None
) -> None:
    """Add to the day's spending. Raises LimitReached when it would pass the limit."""
    key = (shopper_id, day, total.currency)
    query = "SELECT amount FROM spending WHERE shopper_id = ? AND day = ? AND currency = ?"
    row = connection.execute(query, key).fetchone()
    spent = total + Money(row[0] if row else 0, total.currency)
    if limit is not None and spent > limit:
        raise LimitReached(f"{spent} on {day} would pass the limit of {limit}")
    connection.execute("INSERT OR REPLACE INTO spending VALUES (?, ?, ?, ?)", (*key, spent.amount))
