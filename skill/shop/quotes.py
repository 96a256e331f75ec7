"""Pricing what somebody wants: lines, delivery, tax and total, at today's prices and stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from skill.shop.checkout import (
    CheckoutSession,
    CheckoutStatus,
    Fulfillment,
    LineItem,
    Message,
    MessageCode,
    Total,
    TotalType,
    Wanted,
)
from skill.shop.facts import DeliveryRule, FulfillmentType, ShopFacts
from skill.shop.money import Money
from skill.shop.products import Availability, Product
from skill.shop.shoppers import Shopper


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
    left to buy the session is `incomplete`. Where the goods cannot reach the shopper it is
    `requires_escalation`: a person has to help.
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
    reachable = rule.type is FulfillmentType.PICKUP or shopper.address is not None
    if not reachable:
        messages = (*messages, Message(MessageCode.ADDRESS_UNDELIVERABLE))
    return CheckoutSession(
        id=id,
        shopper_id=shopper.id,
        line_items=lines,
        fulfillment=_fulfillment(rule, shopper, now.astimezone(facts.hours.zone).date()),
        totals=_totals(subtotal, _delivery_price(rule, subtotal), facts),
        payment=facts.payment,
        tax_included=facts.tax.included,
        status=_status(lines, reachable=reachable),
        expires_at=now + facts.quote_lasts,
        basket_version=basket_version,
        messages=messages,
    )


def _status(lines: Sequence[LineItem], *, reachable: bool) -> CheckoutStatus:
    if not lines:
        return CheckoutStatus.INCOMPLETE
    return CheckoutStatus.READY_FOR_COMPLETE if reachable else CheckoutStatus.REQUIRES_ESCALATION


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
