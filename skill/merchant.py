"""What a merchant does to a shop's catalog: the shelves and the counts of stock change together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from skill import app
from skill.catalog import publish as feeds
from skill.catalog import versions
from skill.catalog.publish import Report
from skill.settings import Settings
from skill.shop.products import Product, Query
from skill.shop.shop import Shop
from skill.stores.shop_toml import read_shop

_PAGE = 500


def check(feed: Path, settings: Settings) -> Report:
    """What `publish` would say; changes nothing."""
    currency = read_shop(settings.shop_file).currency
    return feeds.check(feed, settings.catalog, currency)


def publish(
    feed: Path,
    settings: Settings,
    *,
    force: bool = False,
    clock: Callable[[], datetime] = app.now,
) -> Report:
    """Put a feed on the shelves and count the stock as it says, unless the report says why not."""
    currency = read_shop(settings.shop_file).currency
    report = feeds.publish(feed, settings.catalog, currency, clock, force=force)
    if report.version:
        shop = app.open_shop(settings, clock=clock)
        shop.stock.load(counts(shop).items())
    return report


def roll_back(settings: Settings, version: str = "") -> str:
    """Put an earlier catalog back on the shelves, the one before when none is named.

    What has been sold since stays sold: only products without a count get their feed's.
    """
    version = versions.rollback(settings.catalog, version)
    shop = app.open_shop(settings)
    feed = counts(shop)
    shop.stock.load((feed | dict(shop.stock.on_hand(feed))).items())
    return version


def counts(shop: Shop) -> dict[str, int]:
    """Units of each product on the shelves as its feed said, if it said so."""
    products = _products(shop)
    return {product.id: product.quantity for product in products if product.quantity is not None}


def _products(shop: Shop) -> Iterator[Product]:
    everything = Query("")
    offset = 0
    while page := shop.catalog.search(everything, limit=_PAGE, offset=offset).products:
        yield from page
        offset += len(page)
