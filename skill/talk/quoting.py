"""Reading back what an order would be: everything a yes would buy, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from skill.shop.baskets import BasketLine
from skill.shop.callbacks import CallbackReason
from skill.shop.checkout import (
    CheckoutSession,
    CheckoutStatus,
    Fulfillment,
    LineItem,
    Message,
    MessageCode,
    TotalType,
    Wanted,
)
from skill.shop.facts import FulfillmentType, PaymentMethod
from skill.shop.money import Money
from skill.shop.orders import Order
from skill.shop.quotes import quote
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.talk.act import Act
from skill.talk.basket import Item
from skill.talk.conversation import AnythingElse, ConfirmOrder, WantsCallback
from skill.talk.turn import Reply, Turn


class Days(Act):
    """The days between which something is promised."""

    earliest: date
    latest: date
    one_day: bool


class Arrives(Act):
    """Goods on their way to the shopper."""

    days: Days


class ReadyBy(Act):
    """Goods to be collected."""

    day: date


class Shipped(Act):
    price: Money
    street_address: str
    days: Days


class Collected(Act):
    place: str
    price: Money
    day: date


class ReadBack(Act):
    """All that Amazon requires to be said before a purchase is completed."""

    seller: str
    items: tuple[Item, ...]
    delivery: Act
    tax: Money
    tax_included: bool
    total: Money
    payment: PaymentMethod


class Unavailable(Act):
    name: str


class NowhereToSend(Act):
    """The account holds no address, and nothing can be collected."""


class CutTo(Act):
    name: str
    left: int


def read_back(
    wanted: Sequence[Wanted],
    basket_version: int | None,
    shopper: Shopper,
    turn: Turn,
    shop: Shop,
    *first: Act,
) -> Reply:
    """Quote what is wanted, keep the session, and ask for a yes to it."""
    session = quoted(wanted, basket_version, shopper, shop)
    shortages = tuple(_shortage(message) for message in session.messages)
    if session.status is CheckoutStatus.REQUIRES_ESCALATION:
        ask = WantsCallback(CallbackReason.OTHER)
        return Reply((*first, *shortages), ask, turn.conversation)
    if session.status is not CheckoutStatus.READY_FOR_COMPLETE:
        return Reply((*first, *shortages), AnythingElse(), turn.conversation)
    shop.checkouts.save(session)
    say = (*first, *shortages, _read(session, shop.facts.name))
    return Reply(say, ConfirmOrder(session.id), turn.conversation)


def again(lines: Iterable[LineItem | BasketLine]) -> list[Wanted]:
    """A wish for the same goods in the same quantities."""
    return [Wanted(line.product_id, line.name, line.quantity) for line in lines]


def quoted(
    wanted: Sequence[Wanted], basket_version: int | None, shopper: Shopper, shop: Shop
) -> CheckoutSession:
    ids = [wish.product_id for wish in wanted]
    return quote(
        wanted,
        id=shop.new_id(),
        shopper=shopper,
        facts=shop.facts,
        products={id: product for id in ids if (product := shop.catalog.product(id))},
        on_hand=shop.stock.on_hand(ids),
        now=shop.clock(),
        basket_version=basket_version,
    )


def promise(fulfillment: Fulfillment) -> Act:
    """When the goods are there, for somebody who has ordered them."""
    if fulfillment.type is FulfillmentType.PICKUP:
        return ReadyBy(fulfillment.latest)
    return Arrives(_days(fulfillment))


def _days(fulfillment: Fulfillment) -> Days:
    earliest, latest = fulfillment.earliest, fulfillment.latest
    return Days(earliest, latest, earliest == latest)


def items(bought: Order | CheckoutSession) -> tuple[Item, ...]:
    return tuple(Item(line.quantity, line.name) for line in bought.line_items)


def _read(session: CheckoutSession, seller: str) -> ReadBack:
    nothing = Money.zero(session.total.currency)
    return ReadBack(
        seller=seller,
        items=items(session),
        delivery=_delivery(session, session.amount(TotalType.FULFILLMENT) or nothing),
        tax=session.amount(TotalType.TAX) or nothing,
        tax_included=session.tax_included,
        total=session.total,
        payment=session.payment,
    )


def _delivery(session: CheckoutSession, price: Money) -> Act:
    chosen = session.fulfillment
    if chosen.type is FulfillmentType.PICKUP or chosen.destination is None:
        return Collected(chosen.title, price, chosen.latest)
    return Shipped(price, chosen.destination.street_address, _days(chosen))


def _shortage(message: Message) -> Act:
    match message.code:
        case MessageCode.QUANTITY_ADJUSTED:
            return CutTo(message.name, message.left)
        case MessageCode.ADDRESS_UNDELIVERABLE:
            return NowhereToSend()
        case MessageCode.OUT_OF_STOCK | MessageCode.ITEM_UNAVAILABLE:
            return Unavailable(message.name)
        case _:
            assert_never(message.code)
