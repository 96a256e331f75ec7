"""A checkout session: one priced offer to buy, which a yes can accept.

States, totals and fulfilment are named after the Universal Commerce Protocol 2026-04-08, so that
other agents than this skill can drive the same sessions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from skill.shop.facts import DeliveryRule, FulfillmentType, PaymentMethod, ShopFacts
from skill.shop.money import Money
from skill.shop.products import Availability, Product
from skill.shop.shoppers import Address, Shopper


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
    """Why a line cannot be bought as wished; codes of the protocol."""

    OUT_OF_STOCK = "out_of_stock"
    ITEM_UNAVAILABLE = "item_unavailable"
    QUANTITY_ADJUSTED = "quantity_adjusted"


@dataclass(frozen=True, slots=True)
class Message:
    code: MessageCode
    product_id: str
    name: str
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


def quote(
    wanted: Sequence[Wanted],
    *,
    id: str,
    shopper: Shopper,
    facts: ShopFacts,
    products: Mapping[str, Product],
    on_hand: Mapping[str, int],
    now: datetime,
    basket_version: int | None,
) -> CheckoutSession:
    """Price what is wanted at today's prices and stock.

    What cannot be had is left out or cut to what is left, and said so in `messages`; with nothing
    left to buy the session is `incomplete`.
    """
    lines: list[LineItem] = []
    messages: list[Message] = []
    for wish in wanted:
        product = products.get(wish.product_id)
        left = _available(product, on_hand)
        if product and left:
            quantity = min(wish.quantity, left)
            line_id = f"li_{len(lines) + 1}"
            lines.append(
                LineItem(line_id, product.id, product.spoken_title, quantity, product.price)
            )
        if left < wish.quantity:
            messages.append(_shortage(wish, product, left))
    return _priced(
        id,
        shopper,
        facts,
        tuple(lines),
        now,
        basket_version=basket_version,
        messages=tuple(messages),
    )


def _available(product: Product | None, on_hand: Mapping[str, int]) -> int:
    if product is None or product.availability is Availability.OUT_OF_STOCK:
        return 0
    return on_hand.get(product.id, 1_000_000)


def _shortage(wish: Wanted, product: Product | None, left: int) -> Message:
    if product is None:
        return Message(MessageCode.ITEM_UNAVAILABLE, wish.product_id, wish.name)
    code = MessageCode.QUANTITY_ADJUSTED if left else MessageCode.OUT_OF_STOCK
    return Message(code, wish.product_id, product.spoken_title, left)


def _priced(
    id: str,
    shopper: Shopper,
    facts: ShopFacts,
    lines: tuple[LineItem, ...],
    now: datetime,
    *,
    basket_version: int | None,
    messages: tuple[Message, ...],
) -> CheckoutSession:
    subtotal = sum((line.total for line in lines), Money.zero(facts.currency))
    rule = _delivery(shopper, facts)
    return CheckoutSession(
        id=id,
        shopper_id=shopper.id,
        line_items=lines,
        fulfillment=_fulfillment(rule, shopper, now.astimezone(facts.hours.zone).date()),
        totals=_totals(subtotal, _delivery_price(rule, subtotal), facts),
        payment=facts.payment,
        tax_included=facts.tax.included,
        status=CheckoutStatus.READY_FOR_COMPLETE if lines else CheckoutStatus.INCOMPLETE,
        expires_at=now + facts.quote_lasts,
        basket_version=basket_version,
        messages=messages,
    )


def _delivery(shopper: Shopper, facts: ShopFacts) -> DeliveryRule:
    """The first rule that reaches the shopper: without an address only collection does."""
    wish = FulfillmentType.SHIPPING if shopper.address else FulfillmentType.PICKUP
    return next((rule for rule in facts.delivery if rule.type is wish), facts.delivery[0])


def _delivery_price(rule: DeliveryRule, subtotal: Money) -> Money:
    if rule.free_from is not None and subtotal >= rule.free_from:
        return Money.zero(subtotal.currency)
    return rule.price


def _fulfillment(rule: DeliveryRule, shopper: Shopper, today: date) -> Fulfillment:
    return Fulfillment(
        option_id=rule.id,
        type=rule.type,
        title=rule.title,
        earliest=today + timedelta(days=rule.earliest_days),
        latest=today + timedelta(days=rule.latest_days),
        destination=shopper.address if rule.type is FulfillmentType.SHIPPING else None,
    )


def _totals(subtotal: Money, delivery: Money, facts: ShopFacts) -> tuple[Total, ...]:
    taxed = subtotal + delivery if facts.tax.on_delivery else subtotal
    tax = Money.zero(facts.currency) if facts.tax.included else taxed.share(facts.tax.rate)
    entries = [
        Total(TotalType.SUBTOTAL, subtotal),
        Total(TotalType.FULFILLMENT, delivery),
    ]
    if tax:
        entries.append(Total(TotalType.TAX, tax))
    return (*entries, Total(TotalType.TOTAL, subtotal + delivery + tax))
