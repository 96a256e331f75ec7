"""Reading an order back, and placing exactly what a yes was given to."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from skill.shop.checkout import CheckoutSession, CheckoutStatus
from skill.shop.errors import BasketChanged, LimitReached, OutOfStock
from skill.shop.money import Money
from skill.shop.notices import Notice, NoticeKind
from skill.shop.orders import Order, OrderEvent, OrderStatus, Placement
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.talk import basket, quoting
from skill.talk.act import Act
from skill.talk.basket import BasketIsEmpty, Item
from skill.talk.conversation import AddThis, AnythingElse, ConfirmOrder, WhatNext
from skill.talk.turn import LinkAccount, Reply, Turn


class Code(Act):
    """An order's short code, to be said letter by letter."""

    letters: str


class LinkFirst(Act):
    """Only a linked account can do this; a card shows how."""

    purpose: Literal["buy", "orders"]


class Placed(Act):
    code: Code
    total: Money
    seller: str
    items: tuple[Item, ...]
    promise: Act


class NotPlaced(Act):
    """Nothing was ordered, and the basket is as it was."""


class OfferChanged(Act):
    """Price, stock or basket moved since the read-back; a new one follows."""


class QuoteExpired(Act):
    """The read-back was too long ago for a yes; the same follows afresh."""


class OverDailyLimit(Act):
    limit: Money


def check_out(turn: Turn, shop: Shop) -> Reply:
    """Read the basket back as an order; a product just offered goes into it first."""
    offered = turn.conversation.question
    added = basket.add_this(offered, turn, shop) if isinstance(offered, AddThis) else None
    held = turn.basket(shop)
    if added and isinstance(offered, AddThis) and not held.line(offered.product_id):
        return added
    shopper = turn.caller.shopper(shop)
    if shopper is None:
        return link_first(turn)
    if isinstance(offered, ConfirmOrder):
        asked = shop.checkouts.get(shopper.id, offered.session_id)
        if asked and asked.basket_version is None:
            # An old order is being asked about, not the basket.
            wanted = quoting.again(asked.line_items)
            return quoting.read_back(wanted, None, shopper, turn, shop)
    if not held.lines:
        return Reply((BasketIsEmpty(),), WhatNext(), turn.conversation)
    return quoting.read_back(quoting.again(held.lines), held.version, shopper, turn, shop)


def place(session_id: str, turn: Turn, shop: Shop) -> Reply:
    """A yes to this session. Said twice it orders once; to an old offer it orders nothing."""
    shopper = turn.caller.shopper(shop)
    if shopper is None:
        return link_first(turn)
    order = shop.orders.from_checkout(shopper.id, session_id)
    if order:
        return _placed(order, turn, shop)
    session = shop.checkouts.get(shopper.id, session_id)
    if session is None or session.status is not CheckoutStatus.READY_FOR_COMPLETE:
        return check_out(turn, shop)
    fresh = quoting.quoted(quoting.again(session.line_items), session.basket_version, shopper, shop)
    if shop.clock() >= session.expires_at or not session.same_offer(fresh):
        return _offer_again(session, shopper, turn, shop)
    return _commit(session, shopper, turn, shop)


def decline(session_id: str, turn: Turn, shop: Shop) -> Reply:
    """A no to this session: nothing is ordered, and a later yes to it orders nothing either."""
    shopper = turn.caller.shopper(shop)
    session = shop.checkouts.get(shopper.id, session_id) if shopper else None
    if session and session.status is CheckoutStatus.READY_FOR_COMPLETE:
        shop.checkouts.save(replace(session, status=CheckoutStatus.CANCELED))
    return Reply((NotPlaced(),), AnythingElse(basket_known=True), turn.conversation)


def link_first(turn: Turn, purpose: Literal["buy", "orders"] = "buy") -> Reply:
    ask = AnythingElse(basket_known=True)
    return Reply((LinkFirst(purpose),), ask, turn.conversation, card=LinkAccount())


def _commit(session: CheckoutSession, shopper: Shopper, turn: Turn, shop: Shop) -> Reply:
    try:
        order = shop.orders.place(_placement(session, shopper, shop))
    except (OutOfStock, BasketChanged):
        return _offer_again(session, shopper, turn, shop)
    except LimitReached:
        limit = shop.facts.daily_limit or session.total
        return Reply((OverDailyLimit(limit),), AnythingElse(), turn.conversation)
    return _placed(order, turn, shop)


def _offer_again(session: CheckoutSession, shopper: Shopper, turn: Turn, shop: Shop) -> Reply:
    """What the old yes meant, at today's prices: the basket as it is, or the same old order."""
    why = QuoteExpired() if shop.clock() >= session.expires_at else OfferChanged()
    if session.basket_version is None:
        wanted = quoting.again(session.line_items)
        return quoting.read_back(wanted, None, shopper, turn, shop, why)
    held = turn.basket(shop)
    wanted = quoting.again(held.lines)
    return quoting.read_back(wanted, held.version, shopper, turn, shop, why)


def _placement(session: CheckoutSession, shopper: Shopper, shop: Shop) -> Placement:
    now = shop.clock()
    order = Order(
        id=shop.new_id(),
        shopper_id=shopper.id,
        checkout_id=session.id,
        placed_at=now,
        line_items=session.line_items,
        totals=session.totals,
        fulfillment=session.fulfillment,
        events=(OrderEvent(OrderStatus.PROCESSING, now),),
    )
    return Placement(
        order=order,
        session=session,
        day=now.astimezone(shop.facts.hours.zone).date().isoformat(),
        daily_limit=shop.facts.daily_limit,
        notices=(Notice(shop.new_id(), NoticeKind.ORDER_PLACED, order.id, now),),
    )


def _placed(order: Order, turn: Turn, shop: Shop) -> Reply:
    placed = Placed(
        code=Code(order.code),
        total=order.total,
        seller=shop.facts.name,
        items=quoting.items(order),
        promise=quoting.promise(order.fulfillment),
    )
    return Reply((placed,), AnythingElse(), turn.conversation, card=placed)
