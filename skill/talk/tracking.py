"""Where an order is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from skill.shop.checkout import LineItem
from skill.shop.orders import Order, OrderStatus
from skill.shop.shop import Shop
from skill.talk import buying, quoting
from skill.talk.act import Act
from skill.talk.basket import Item
from skill.talk.conversation import AnythingElse, WhatNext
from skill.talk.mentions import describe, mentioned
from skill.talk.turn import Reply, Turn

LOOK_BACK = 50
"""Orders that are searched for a product by name."""


class OrderIs(Act):
    """One order's state, with what was promised for it."""

    code: buying.Code
    items: tuple[Item, ...]
    status: OrderStatus
    promise: Act
    since: date
    """The day its state was reached."""


class NoOrders(Act):
    pass


class NoSuchOrder(Act):
    heard: str


def status(turn: Turn, shop: Shop) -> Reply:
    """The latest order, or the latest with the product that was named."""
    shopper = turn.caller.shopper(shop)
    if shopper is None:
        return buying.link_first(turn, "orders")
    orders = shop.orders.latest(shopper.id, limit=LOOK_BACK)
    if not orders:
        return Reply((NoOrders(),), WhatNext(), turn.conversation)
    phrase = turn.slots.get("product", "")
    if not phrase:
        return Reply((_state(orders[0], shop),), AnythingElse(), turn.conversation)
    bought = bought_as(phrase, orders, shop)
    if bought is None:
        say = (NoSuchOrder(phrase), _state(orders[0], shop))
        return Reply(say, AnythingElse(), turn.conversation)
    return Reply((_state(bought[0], shop),), AnythingElse(), turn.conversation)


def bought_as(phrase: str, orders: Sequence[Order], shop: Shop) -> tuple[Order, LineItem] | None:
    """The latest purchase that the phrase names best, with the order it was in."""
    bought = [(order, line) for order in orders for line in order.line_items]
    named = mentioned(phrase, [line.name for _, line in bought])
    if not named:
        kinds = [describe(line.product_id, line.name, shop) for _, line in bought]
        named = mentioned(phrase, kinds)
    return bought[named[0]] if named else None


def _state(order: Order, shop: Shop) -> OrderIs:
    return OrderIs(
        code=buying.Code(order.code),
        items=quoting.items(order),
        status=order.status,
        promise=quoting.promise(order.fulfillment),
        since=order.events[-1].occurred_at.astimezone(shop.facts.hours.zone).date(),
    )
