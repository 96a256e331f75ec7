"""A checkout session: one priced offer to buy, which a yes can accept.

States, totals and fulfilment are named after the Universal Commerce Protocol 2026-04-08, so that
other agents than this skill can drive the same sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from skill.shop.facts import FulfillmentType, PaymentMethod
from skill.shop.money import Money
from skill.shop.shoppers import Address


class CheckoutStatus(StrEnum):
    INCOMPLETE = "incomplete"
    REQUIRES_ESCALATION = "requires_escalation"
    READY_FOR_COMPLETE = "ready_for_complete"
    COMPLETE_IN_PROGRESS = "complete_in_progress"
    COMPLETED = "completed"
    CANCELED = "canceled"


class TotalType(StrEnum):
    SUBTOTAL = "subtotal"
    FULFILLMENT = "fulfillment"
    TAX = "tax"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Total:
    """One signed entry; all entries but the total sum to the total."""

    type: TotalType
    amount: Money


@dataclass(frozen=True, slots=True)
class LineItem:
    id: str
    product_id: str
    name: str
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class Fulfillment:
    """The chosen option of how and by when the goods arrive."""

    option_id: str
    type: FulfillmentType
    title: str
    earliest: date
    latest: date
    destination: Address | None = None


class MessageCode(StrEnum):
    """Why something cannot be bought as wished; codes of the protocol."""

    OUT_OF_STOCK = "out_of_stock"
    ITEM_UNAVAILABLE = "item_unavailable"
    QUANTITY_ADJUSTED = "quantity_adjusted"
    ADDRESS_UNDELIVERABLE = "address_undeliverable"
    """The shop only sends, and there is no address to send to."""


@dataclass(frozen=True, slots=True)
class Message:
    code: MessageCode
    product_id: str = ""
    """The product it is about; "" when it is about all of them."""
    name: str = ""
    left: int = 0
    """Units that could be had, when the quantity was adjusted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants a price for: a basket line or a line of an old order."""

    product_id: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class CheckoutSession:
    id: str
    shopper_id: str
    line_items: tuple[LineItem, ...]
    fulfillment: Fulfillment
    totals: tuple[Total, ...]
    payment: PaymentMethod
    tax_included: bool
    status: CheckoutStatus
    expires_at: datetime
    basket_version: int | None = None
    """The basket this was made from, to be emptied on completion; None for a reorder."""
    messages: tuple[Message, ...] = ()

    def amount(self, type_: TotalType) -> Money | None:
        return next((entry.amount for entry in self.totals if entry.type is type_), None)

    @property
    def total(self) -> Money:
        return self.totals[-1].amount

    def same_offer(self, other: CheckoutSession) -> bool:
        """Whether a yes to this one would be a yes to the other: same goods at the same price."""
        return (self.line_items, self.totals) == (other.line_items, other.totals)


class Checkouts(Protocol):
    def save(self, session: CheckoutSession, /) -> None: ...

    def get(self, shopper_id: str, session_id: str, /) -> CheckoutSession | None:
        """The shopper's own session; None for somebody else's as for none at all."""
