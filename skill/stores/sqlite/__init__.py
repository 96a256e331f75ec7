"""The embedded store: everything in one SQLite file, for a laptop or a single server."""

from __future__ import annotations

from skill.stores.sqlite.baskets import SqliteBaskets
from skill.stores.sqlite.callbacks import SqliteCallbacks
from skill.stores.sqlite.checkouts import SqliteCheckouts
from skill.stores.sqlite.database import Database
from skill.stores.sqlite.orders import SqliteOrders
from skill.stores.sqlite.outbox import SqliteOutbox
from skill.stores.sqlite.shoppers import SqliteShoppers
from skill.stores.sqlite.staff import SqliteStaff
from skill.stores.sqlite.stock import SqliteStock

__all__ = [
    "Database",
    "SqliteBaskets",
    "SqliteCallbacks",
    "SqliteCheckouts",
    "SqliteOrders",
    "SqliteOutbox",
    "SqliteShoppers",
    "SqliteStaff",
    "SqliteStock",
]
