"""The shop a conversation is held with: its facts and everything it may ask or change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from skill.shop.baskets import Baskets
from skill.shop.callbacks import Callbacks
from skill.shop.checkout import Checkouts
from skill.shop.facts import ShopFacts
from skill.shop.orders import Orders
from skill.shop.products import Catalog
from skill.shop.shoppers import Shoppers
from skill.shop.stock import Stock


@dataclass(frozen=True, slots=True)
class Shop:
    facts: ShopFacts
    catalog: Catalog
    stock: Stock
    baskets: Baskets
    checkouts: Checkouts
    orders: Orders
    shoppers: Shoppers
    callbacks: Callbacks
    clock: Callable[[], datetime]
    """The present moment, aware."""
    new_id: Callable[[], str]
    """A fresh unguessable id of at least 60 random bits."""
