"""Products, what a shopper asks for, and the catalog that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from skill.shop.money import Money


class Availability(StrEnum):
    """Google Merchant Center's values of the `availability` attribute."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"


@dataclass(frozen=True, slots=True)
class Product:
    """One thing for sale; field names follow Google's product data specification."""

    id: str
    title: str
    spoken_title: str
    """The name for the ear: short, without article numbers."""
    price: Money
    description: str = ""
    availability: Availability = Availability.IN_STOCK
    quantity: int | None = None
    """Units in stock as the feed said, or None when the merchant does not count."""
    brand: str = ""
    product_type: tuple[str, ...] = ()
    """From the widest to the narrowest: ("accessories", "backpack")."""
    link: str = ""
    image_link: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    """Further attributes by name, such as "color" or "display diagonal"."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a shopper asked for, understood."""

    terms: str
    """The words to look for, without the wishes below."""
    min_price: Money | None = None
    max_price: Money | None = None
    cheapest_first: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What the catalog has for a query, best first."""

    query: Query
    products: tuple[Product, ...] = ()
    total: int = 0
    """How many there are in all, of which `products` is one page."""
    relaxed: tuple[str, ...] = ()
    """The wishes let go because nothing met them all: "max_price", "min_price", "terms"."""
    confident: bool = True
    """False when the results are only somewhat like what was asked for."""


class Catalog(Protocol):
    """The catalog service, seen from the conversation."""

    @property
    def version(self) -> str:
        """The snapshot that answers; "" when nothing has been published."""

    def understand(self, phrase: str, /) -> Query:
        """Turn spoken words such as "jackets under fifty dollars" into a query."""

    def search(self, query: Query, /, *, limit: int, offset: int = 0) -> Found:
        """One page of what fits; wishes that nothing meets are relaxed and named."""

    def product(self, product_id: str, /) -> Product | None:
        """The product as it is sold now, or None when it is not."""

    def departments(self, limit: int, /) -> tuple[str, ...]:
        """The widest product types, largest first: what the shop sells in a few words."""
