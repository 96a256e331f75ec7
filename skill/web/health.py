"""GET /health: whether this process can sell, for whoever watches over it."""

from __future__ import annotations

import logging

from flask import Blueprint

from skill.shop.shop import Shop
from skill.stores.errors import StoreError

_log = logging.getLogger(__name__)


def blueprint(shop: Shop) -> Blueprint:
    health = Blueprint("health", __name__)

    @health.get("/health")
    def look() -> tuple[dict[str, str], int]:
        """503 while the store cannot be read; the catalog is "" until one is published."""
        try:
            shop.stock.on_hand(())
        except StoreError as error:
            _log.error("The store is not well: %s", error)
            return {"status": "unavailable"}, 503
        return {"status": "ok", "catalog": shop.catalog.version}, 200

    return health
