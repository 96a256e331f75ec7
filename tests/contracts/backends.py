"""The backends that the contracts are held against: a row each, openable from any process."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from skill.shop.baskets import Baskets
from skill.shop.callbacks import Callbacks
from skill.shop.checkout import Checkouts
from skill.shop.notices import Notice
from skill.shop.orders import Orders
from skill.shop.shoppers import Shoppers
from skill.shop.staff import Staff
from skill.shop.stock import Stock


class Outbox(Protocol):
    def pending(self, *, limit: int) -> Sequence[Notice]: ...


@dataclass(frozen=True)
class Stores:
    stock: Stock
    baskets: Baskets
    checkouts: Checkouts
    orders: Orders
    shoppers: Shoppers
    callbacks: Callbacks
    outbox: Outbox
    staff: Staff


NewCode = Callable[[], str]


def _sqlite(place: str, new_code: NewCode) -> Stores:
    from skill.stores import sqlite

    database = sqlite.Database.open(Path(place))
    return Stores(
        sqlite.SqliteStock(database),
        sqlite.SqliteBaskets(database),
        sqlite.SqliteCheckouts(database),
        sqlite.SqliteOrders(database, new_code),
        sqlite.SqliteShoppers(database),
        sqlite.SqliteCallbacks(database),
        sqlite.SqliteOutbox(database),
        sqlite.SqliteStaff(database),
    )


BACKENDS: dict[str, Callable[[str, NewCode], Stores]] = {"sqlite": _sqlite}


def random_code() -> str:
    return secrets.token_hex(3)


@dataclass(frozen=True)
class Backend:
    """One backend at one place, which every opening shares."""

    name: str
    place: str

    def open(self, new_code: NewCode = random_code) -> Stores:
        return BACKENDS[self.name](self.place, new_code)
