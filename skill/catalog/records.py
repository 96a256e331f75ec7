"""A product as it is kept in a snapshot, word for word."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from skill.shop.money import Money
from skill.shop.products import Availability, Product


def dump(product: Product) -> bytes:
    """The product as JSON, without its currency, which the whole snapshot shares."""
    fields = asdict(product) | {"price": product.price.amount}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def load(record: bytes, currency: str) -> Product:
    """Raise ValueError, KeyError or TypeError when the record is not what `dump` wrote."""
    fields: dict[str, Any] = json.loads(record)
    fields["price"] = Money(fields["price"], currency)
    fields["availability"] = Availability(fields["availability"])
    fields["product_type"] = tuple(fields["product_type"])
    return Product(**fields)
