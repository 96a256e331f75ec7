"""Hearing about one product: by its number, by touch, or as "it"."""

from __future__ import annotations

from dataclasses import replace

from skill.shop.money import Money
from skill.shop.products import Availability, Product
from skill.shop.shop import Shop
from skill.talk.act import Act
from skill.talk.conversation import AddThis, AnythingElse, Purpose, WhatNext, WhichOne
from skill.talk.turn import Reply, ShowProduct, Turn

_FEW = 3
_LISTENING = 300
"""Characters of a description that are read out: about twenty seconds."""


class NothingOffered(Act):
    """There is no product that "it" could mean."""


class NotThatMany(Act):
    offered: int


class Gone(Act):
    """The product has left the catalog since it was offered."""


class Chosen(Act):
    name: str
    price: Money


class About(Act):
    name: str
    description: str


class PriceIs(Act):
    name: str
    price: Money


class InStock(Act):
    name: str


class FewLeft(Act):
    name: str
    left: int


class ComesLater(Act):
    """Sold ahead of its arrival: a preorder or backorder."""

    name: str


class SoldOut(Act):
    name: str


def choose(turn: Turn, shop: Shop) -> Reply:
    question = turn.conversation.question
    return speak_of(question.purpose if isinstance(question, WhichOne) else "hear", turn, shop)


def details(turn: Turn, shop: Shop) -> Reply:
    return speak_of("details", turn, shop)


def price(turn: Turn, shop: Shop) -> Reply:
    return speak_of("price", turn, shop)


def stock(turn: Turn, shop: Shop) -> Reply:
    return speak_of("stock", turn, shop)


def touch(turn: Turn, shop: Shop) -> Reply:
    """A product was touched on the screen."""
    product = shop.catalog.product(turn.slots.get("product_id", ""))
    if product is None:
        return Reply((Gone(),), WhatNext(), turn.conversation)
    return present("hear", product, turn, shop)


def speak_of(purpose: Purpose, turn: Turn, shop: Shop) -> Reply:
    """Say one thing about the product that is meant, or ask which is."""
    product = meant(turn, shop)
    if isinstance(product, Reply):
        return product
    if product is None:
        asked = turn.conversation.question
        which = asked if isinstance(asked, WhichOne) else WhichOne()
        return Reply(ask=replace(which, purpose=purpose), keep=turn.conversation)
    return present(purpose, product, turn, shop)


def meant(turn: Turn, shop: Shop) -> Product | Reply | None:
    """The product a turn is about: by its position, or the one at hand.

    None when it could be any of several; a reply when there is nothing it could be.
    """
    shelf, focus = turn.conversation.shelf, turn.conversation.focus
    on_offer = shelf.product_ids if shelf else ()
    position = turn.number("ordinal") or turn.number("number")
    if position and on_offer:
        if position > len(on_offer):
            say = NotThatMany(len(on_offer))
            return Reply((say,), turn.conversation.question or WhichOne(), turn.conversation)
        focus = on_offer[position - 1]
    elif not focus and len(on_offer) == 1:
        focus = on_offer[0]
    if not focus:
        return None if on_offer else nothing_offered(turn)
    return shop.catalog.product(focus) or Reply((Gone(),), WhatNext(), turn.conversation)


def present(purpose: Purpose, product: Product, turn: Turn, shop: Shop) -> Reply:
    """Say what was asked about a product; with that it is the one at hand."""
    keep = replace(turn.conversation, focus=product.id)
    left = shop.stock.on_hand([product.id]).get(product.id)
    say = (_fact(purpose, product, left), *warning(purpose, product, left))
    settled = is_sold_out(product, left) or turn.basket(shop).line(product.id)
    return Reply(
        say, AnythingElse() if settled else AddThis(product.id), keep, ShowProduct(product)
    )


def is_sold_out(product: Product, left: int | None) -> bool:
    return left == 0 or product.availability is Availability.OUT_OF_STOCK


def stock_fact(product: Product, left: int | None) -> Act:
    """How available a product is; `left` is the count, None when it is not counted."""
    name = product.spoken_title
    if is_sold_out(product, left):
        return SoldOut(name)
    if product.availability is not Availability.IN_STOCK:
        return ComesLater(name)
    return FewLeft(name, left) if left and left <= _FEW else InStock(name)


def _fact(purpose: Purpose, product: Product, left: int | None) -> Act:
    name = product.spoken_title
    match purpose:
        case "details":
            return About(name, _gist(product.description) or product.title)
        case "price":
            return PriceIs(name, product.price)
        case "stock":
            return stock_fact(product, left)
        case "hear" | "add":
            return Chosen(name, product.price)


def _gist(description: str) -> str:
    """The first sentences, as many as a listener keeps in mind."""
    if len(description) <= _LISTENING:
        return description
    start = description[:_LISTENING]
    return start[: start.rfind(". ") + 1] or start[: start.rfind(" ")]


def warning(purpose: Purpose, product: Product, left: int | None) -> tuple[Act, ...]:
    """What the shopper should know before a yes, unless it was just said."""
    if purpose == "stock":
        return ()
    fact = stock_fact(product, left)
    return () if isinstance(fact, InStock) else (fact,)


def nothing_offered(turn: Turn) -> Reply:
    return Reply((NothingOffered(),), WhatNext(), turn.conversation)
