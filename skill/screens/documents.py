"""The list of products and the single product, as APL documents and their data.

The documents keep to features of APL 1.4 and to primitives: the ready-made layouts are loaded from
Amazon's servers and could not be rendered in a test.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, assert_never

from skill.shop.money import Money
from skill.shop.products import Product
from skill.talk.turn import Show, ShowProduct, ShowProducts

TOKEN = "hawker"
_LONGEST = 400
"""Characters of one text on a screen."""


def of(show: Show, price: Callable[[Money], str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document and the data sources for what is to be shown; `price` writes a price."""
    match show:
        case ShowProducts():
            rows = [
                _row(position, product, price)
                for position, product in enumerate(show.products, start=1)
            ]
            return _document("list"), {"list": {"title": _short(show.heard), "rows": rows}}
        case ShowProduct():
            texts = _texts(show.product, price)
            description = _short(show.product.description)
            return _document("detail"), {"detail": {**texts, "description": description}}
        case _:
            assert_never(show)


def _row(position: int, product: Product, price: Callable[[Money], str]) -> dict[str, Any]:
    # A screen reader gets the label, which no markup is read in.
    label = f"{position}. {product.spoken_title[:_LONGEST]}, {price(product.price)}"
    return {
        "position": position,
        "id": product.id,
        "label": label,
        **_texts(product, price),
    }


def _texts(product: Product, price: Callable[[Money], str]) -> dict[str, str]:
    return {
        "name": _short(product.spoken_title),
        "price": price(product.price),
        "image": product.image_link if product.image_link.startswith("https://") else "",
    }


def _short(text: str) -> str:
    """Text for an APL `Text`, which reads markup: angle brackets and ampersands are escaped."""
    cut = text[:_LONGEST]
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _document(name: str) -> dict[str, Any]:
    source = Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(source)
    return document
