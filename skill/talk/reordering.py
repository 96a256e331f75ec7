"""Buying again what was bought before, from this shopper's own orders."""

from __future__ import annotations

from skill.shop.shop import Shop
from skill.talk import buying, quoting, tracking
from skill.talk.act import Act
from skill.talk.conversation import LookFor, WhatNext
from skill.talk.turn import Reply, Turn


class NeverBought(Act):
    heard: str


def reorder(turn: Turn, shop: Shop) -> Reply:
    shopper = turn.caller.shopper(shop)
    if shopper is None:
        return buying.link_first(turn, "orders")
    orders = shop.orders.latest(shopper.id, limit=tracking.LOOK_BACK)
    if not orders:
        return Reply((tracking.NoOrders(),), WhatNext(), turn.conversation)
    phrase = turn.slots.get("product", "")
    if not phrase:
        return quoting.read_back(quoting.again(orders[0].line_items), None, shopper, turn, shop)
    bought = tracking.bought_as(phrase, orders, shop)
    if bought is None:
        return Reply((NeverBought(phrase),), LookFor(phrase), turn.conversation)
    return quoting.read_back(quoting.again([bought[1]]), None, shopper, turn, shop)
