"""Orders: what was bought, and what has happened to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from skill.shop.checkout import CheckoutSession, Fulfillment, LineItem, Total
from skill.shop.money import Money
from skill.shop.notices import Notice


class OrderStatus(StrEnum):
    """Where an order is; the protocol's event types that concern a whole order."""

    PROCESSING = "processing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """Something that happened; events are only ever appended."""

    status: OrderStatus
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    id: str
    shopper_id: str
    checkout_id: str
    placed_at: datetime
    line_items: tuple[LineItem, ...]
    totals: tuple[Total, ...]
    fulfillment: Fulfillment
    events: tuple[OrderEvent, ...]
    code: str = ""
    """Short, to be said; it means something only among its shopper's own orders."""

    @property
    def status(self) -> OrderStatus:
        return self.events[-1].status

    @property
    def total(self) -> Money:
        return self.totals[-1].amount


@dataclass(frozen=True, slots=True)
class Placement:
    """All that placing an order changes, so that it can change in one transaction."""

    order: Order
    session: CheckoutSession
    day: str
    """The shop's calendar day the order counts towards, as YYYY-MM-DD."""
    daily_limit: Money | None
    notices: tuple[Notice, ...]


class Orders(Protocol):
    def place(self, placement: Placement, /) -> Order:
        """Place the order, all or nothing, and return it with its spoken code.

        Takes the stock, empties the basket, counts towards the daily limit, completes the session
        and leaves the notices in the outbox. Placing a session a second time changes nothing and
        returns the first order. Raises OutOfStock, BasketChanged or LimitReached.
        """

    def add(self, order: Order, /) -> bool:
        """Keep an order placed elsewhere, with a spoken code; False when it is there already.

        Touches nothing else: no stock, basket or limit, and nobody is told.
        """

    def from_checkout(self, shopper_id: str, session_id: str, /) -> Order | None:
        """The order a session became, if it did."""

    def latest(self, shopper_id: str, /, *, limit: int) -> Sequence[Order]:
        """The shopper's own orders, newest first."""

    def newest(self, *, limit: int) -> Sequence[Order]:
        """Orders of all shoppers, newest first, for the merchant."""

    def get(self, order_id: str, /) -> Order | None: ...

    def append(self, order_id: str, event: OrderEvent, /) -> Order:
        """Add an event. Raises LookupError when there is no such order."""
