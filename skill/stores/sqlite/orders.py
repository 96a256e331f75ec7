"""Orders: placing one is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace

from skill.shop.baskets import Basket
from skill.shop.checkout import CheckoutStatus
from skill.shop.orders import Order, OrderEvent, Placement
from skill.stores.documents import dump, instant, load
from skill.stores.errors import StoreFull
from skill.stores.sqlite import baskets, checkouts, outbox, spending, stock
from skill.stores.sqlite.database import Database

_CODE_TRIES = 50


class SqliteOrders:
    def __init__(self, database: Database, new_code: Callable[[], str]) -> None:
        self._database = database
        self._new_code = new_code

    def place(self, placement: Placement, /) -> Order:
        order, session = placement.order, placement.session
        with self._database.writing() as connection:
            placed = _from_checkout(connection, order.shopper_id, order.checkout_id)
            if placed:
                return placed
            if session.basket_version is not None:
                baskets.keep(connection, Basket(order.shopper_id, session.basket_version))
            stock.take(connection, order.line_items)
            spending.count(
                connection, order.shopper_id, placement.day, order.total, placement.daily_limit
            )
            order = replace(order, code=self._free_code(connection, order.shopper_id))
            _insert(connection, order)
            checkouts.keep(connection, replace(session, status=CheckoutStatus.COMPLETED))
            outbox.leave(connection, placement.notices)
        return order

    def add(self, order: Order, /) -> bool:
        with self._database.writing() as connection:
            if _known(connection, order):
                return False
            _insert(connection, replace(order, code=self._free_code(connection, order.shopper_id)))
        return True

    def from_checkout(self, shopper_id: str, session_id: str, /) -> Order | None:
        with self._database.reading() as connection:
            return _from_checkout(connection, shopper_id, session_id)

    def latest(self, shopper_id: str, /, *, limit: int) -> Sequence[Order]:
        rows = self._database.all(
            "SELECT document FROM orders WHERE shopper_id = ?"
            " ORDER BY placed_at DESC, rowid DESC LIMIT ?",
            shopper_id,
            limit,
        )
        return [load(Order, document) for (document,) in rows]

    def newest(self, *, limit: int) -> Sequence[Order]:
        rows = self._database.all(
            "SELECT document FROM orders ORDER BY placed_at DESC, rowid DESC LIMIT ?", limit
        )
        return [load(Order, document) for (document,) in rows]

    def get(self, order_id: str, /) -> Order | None:
        row = self._database.one("SELECT document FROM orders WHERE id = ?", order_id)
        return load(Order, row[0]) if row else None

    def append(self, order_id: str, event: OrderEvent, /) -> Order:
        # Appended inside the document, so that what a later Hawker wrote there stays.
        query = (
            "UPDATE orders SET document = json_insert(document, '$.events[#]', json(?))"
            " WHERE id = ?"
        )
        with self._database.writing() as connection:
            connection.execute(query, (dump(event), order_id))
            row = connection.execute(
                "SELECT document FROM orders WHERE id = ?", (order_id,)
            ).fetchone()
        if not row:
            raise LookupError(f"there is no order {order_id}")
        return load(Order, row[0])

    def _free_code(self, connection: sqlite3.Connection, shopper_id: str) -> str:
        """A code that none of the shopper's orders has."""
        query = "SELECT 1 FROM orders WHERE shopper_id = ? AND code = ?"
        for _ in range(_CODE_TRIES):
            code = self._new_code()
            if not connection.execute(query, (shopper_id, code)).fetchone():
                return code
        raise StoreFull(f"all of {_CODE_TRIES} spoken order codes drawn were taken: lengthen them")


def _from_checkout(
    connection: sqlite3.Connection, shopper_id: str, session_id: str
) -> Order | None:
    query = "SELECT document FROM orders WHERE shopper_id = ? AND checkout_id = ?"
    row = connection.execute(query, (shopper_id, session_id)).fetchone()
    return load(Order, row[0]) if row else None


def _known(connection: sqlite3.Connection, order: Order) -> bool:
    query = "SELECT 1 FROM orders WHERE id = ? OR (shopper_id = ? AND checkout_id = ?)"
    key = (order.id, order.shopper_id, order.checkout_id)
    return connection.execute(query, key).fetchone() is not None


def _insert(connection: sqlite3.Connection, order: Order) -> None:
    connection.execute(
        "INSERT INTO orders (id, shopper_id, checkout_id, code, placed_at, document)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            order.id,
            order.shopper_id,
            order.checkout_id,
            order.code,
            instant(order.placed_at),
            dump(order),
        ),
    )
