"""The basket: putting in, taking out, changing, reading back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from skill.shop.baskets import MOST_LINES, MOST_OF_ONE, Basket, BasketLine
from skill.shop.callbacks import CallbackReason
from skill.shop.errors import BasketChanged
from skill.shop.money import Money
from skill.shop.products import Product
from skill.shop.shop import Shop
from skill.talk import browsing, choosing
from skill.talk.act import Act
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CheckOutNow,
    Conversation,
    WantsCallback,
    WhatNext,
    WhichOne,
)
from skill.talk.turn import Reply, Turn

_READ_OUT = 4


class Item(Act):
    quantity: int
    name: str


class Added(Act):
    quantity: int
    name: str
    held: int
    """How many of it the basket holds with these."""
    more: bool
    """Whether it held some before."""


class OnlyLeft(Act):
    name: str
    left: int


class AllTheRestIsYours(Act):
    """Everything that is left of a product is in this basket already."""

    name: str
    held: int


class TooMany(Act):
    """More than a basket should hold: a person can help with that."""

    most: int


class BasketIsFull(Act):
    most: int


class BasketHolds(Act):
    items: tuple[Item, ...]
    more: int
    """Lines that are not read out."""
    subtotal: Money


class BasketWaits(Act):
    """The basket that was left last time."""

    items: tuple[Item, ...]
    more: int


class BasketIsEmpty(Act):
    pass


def add(turn: Turn, shop: Shop) -> Reply:
    question = turn.conversation.question
    asked = question.quantity if isinstance(question, AddThis | WhichOne) else 1
    quantity = turn.number("quantity") or asked
    product = choosing.meant(turn, shop)
    if isinstance(product, Reply):
        return product
    if product is None:
        return Reply(ask=WhichOne("add", quantity), keep=turn.conversation)
    return put(product, quantity, turn, shop)


def add_this(question: AddThis, turn: Turn, shop: Shop) -> Reply:
    """A yes to putting this product into the basket."""
    product = shop.catalog.product(question.product_id)
    if product is None:
        return Reply((choosing.Gone(),), WhatNext(), turn.conversation)
    return put(product, question.quantity, turn, shop)


def add_named(turn: Turn, shop: Shop) -> Reply:
    """ "Add oat milk to my basket": search for it, and add the one that is picked."""
    phrase = turn.slots.get("product", "")
    return browsing.look_for(phrase, turn.conversation, shop, WhichOne("add"))


def put(product: Product, quantity: int, turn: Turn, shop: Shop) -> Reply:
    """Put so many of a product into the caller's basket, as far as stock allows."""
    basket = turn.basket(shop)
    line = basket.line(product.id)
    held = line.quantity if line else 0
    keep = replace(turn.conversation, focus=product.id)
    if not line and len(basket.lines) >= MOST_LINES:
        return Reply((BasketIsFull(MOST_LINES),), CheckOutNow(), keep)
    refused = refusal(product, quantity, held, keep, shop)
    if refused:
        return refused
    save(turn, shop, lambda fresh: fresh.adding(product.id, product.spoken_title, quantity))
    added = Added(quantity, product.spoken_title, held + quantity, more=held > 0)
    return Reply((added,), AnythingElse(), keep)


def show(turn: Turn, shop: Shop) -> Reply:
    basket = turn.basket(shop)
    if not basket.lines:
        return is_empty(turn)
    return Reply((holds(basket, shop),), CheckOutNow(), turn.conversation)


def holds(basket: Basket, shop: Shop) -> BasketHolds:
    """What is in the basket, at today's prices."""
    prices = (
        product.price * line.quantity
        for line in basket.lines
        if (product := shop.catalog.product(line.product_id))
    )
    return BasketHolds(
        *read_out(basket.lines), subtotal=sum(prices, Money.zero(shop.facts.currency))
    )


def read_out(lines: tuple[BasketLine, ...]) -> tuple[tuple[Item, ...], int]:
    """The lines to be said aloud, and how many are not."""
    spoken = lines if len(lines) <= _READ_OUT else lines[: _READ_OUT - 1]
    return tuple(Item(line.quantity, line.name) for line in spoken), len(lines) - len(spoken)


def refusal(
    product: Product, quantity: int, held: int, keep: Conversation, shop: Shop
) -> Reply | None:
    """Why so many cannot be added, with what can be done instead."""
    name = product.spoken_title
    left = shop.stock.on_hand([product.id]).get(product.id)
    if choosing.is_sold_out(product, left):
        return Reply((choosing.SoldOut(name),), AnythingElse(), keep)
    if held + quantity > MOST_OF_ONE:
        return Reply((TooMany(MOST_OF_ONE),), WantsCallback(CallbackReason.OTHER), keep)
    if left is None or held + quantity <= left:
        return None
    if held >= left:
        return Reply((AllTheRestIsYours(name, held),), AnythingElse(), keep)
    return Reply((OnlyLeft(name, left),), AddThis(product.id, left - held), keep)


def save(turn: Turn, shop: Shop, change: Callable[[Basket], Basket]) -> Basket:
    """Apply a change; when the basket moved on meanwhile, to the fresh one."""
    try:
        return shop.baskets.save(change(turn.basket(shop)))
    except BasketChanged:
        return shop.baskets.save(change(turn.basket(shop)))


def is_empty(turn: Turn) -> Reply:
    return Reply((BasketIsEmpty(),), WhatNext(), turn.conversation)
