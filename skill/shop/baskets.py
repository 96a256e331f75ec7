"""The basket: what a caller means to buy, kept between sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

MOST_OF_ONE = 100
"""More units of one product than this are a wish for a person, not for a basket."""

MOST_LINES = 40
"""An order takes stock of each line in one transaction, and DynamoDB's hold 100 actions."""


@dataclass(frozen=True, slots=True)
class BasketLine:
    product_id: str
    name: str
    """The spoken name when it was added, so that a product since gone can still be named."""
    quantity: int


@dataclass(frozen=True, slots=True)
class Basket:
    owner: str
    """A shopper's id, or a guest's."""
    version: int = 0
    """Rises with every change; a quote names the version it was made from."""
    lines: tuple[BasketLine, ...] = ()

    def line(self, product_id: str) -> BasketLine | None:
        return next((line for line in self.lines if line.product_id == product_id), None)

    def adding(self, product_id: str, name: str, quantity: int) -> Basket:
        held = self.line(product_id)
        if held:
            return self.setting(product_id, held.quantity + quantity)
        return replace(self, lines=(*self.lines, BasketLine(product_id, name, quantity)))

    def setting(self, product_id: str, quantity: int) -> Basket:
        """The basket with this quantity of a product it holds; zero takes the line out."""
        lines = (
            replace(line, quantity=quantity) if line.product_id == product_id else line
            for line in self.lines
        )
        return replace(self, lines=tuple(line for line in lines if line.quantity > 0))

    def emptied(self) -> Basket:
        return replace(self, lines=())


class Baskets(Protocol):
    def of(self, owner: str, /) -> Basket:
        """The owner's basket; an empty one of version 0 when there is none."""

    def save(self, basket: Basket, /) -> Basket:
        """Keep a changed basket and return it with its version raised by one.

        Raises BasketChanged when the stored version is not the one this basket was read at.
        """
