"""Changing what is in the basket: taking out, more or fewer of something, emptying."""

from __future__ import annotations

from dataclasses import replace

from skill.shop.baskets import Basket, BasketLine
from skill.shop.errors import BasketChanged
from skill.shop.shop import Shop
from skill.talk import basket as baskets
from skill.talk import choosing
from skill.talk.act import Act
from skill.talk.conversation import (
    AddThis,
    CheckOutNow,
    EmptyBasket,
    WhatNext,
    WhichLine,
    WhichOne,
)
from skill.talk.mentions import describe, mentioned
from skill.talk.turn import Reply, Turn


class TakenOut(Act):
    name: str


class QuantityIs(Act):
    quantity: int
    name: str


class NotInBasket(Act):
    heard: str


class Emptied(Act):
    pass


class KeptBasket(Act):
    pass


def remove(turn: Turn, shop: Shop) -> Reply:
    basket = turn.basket(shop)
    return _change(_line_meant(turn, basket), 0, turn, shop, basket)


def remove_named(turn: Turn, shop: Shop) -> Reply:
    """Take out the line that is named. One that is only of the kind named is asked about first."""
    basket = turn.basket(shop)
    phrase = turn.slots.get("product", "")
    named = mentioned(phrase, [line.name for line in basket.lines])
    if named:
        return _change([basket.lines[position] for position in named], 0, turn, shop, basket)
    kinds = [describe(line.product_id, line.name, shop) for line in basket.lines]
    if mentioned(phrase, kinds) or not basket.lines:
        return _change([], 0, turn, shop, basket)
    return Reply((NotInBasket(phrase),), CheckOutNow(), turn.conversation)


def change_quantity(turn: Turn, shop: Shop) -> Reply:
    """ "Make it three": of what is asked about, else of what is at hand in the basket."""
    quantity = turn.number("quantity")
    if quantity is None:
        return baskets.show(turn, shop)
    question = turn.conversation.question
    if isinstance(question, AddThis | WhichOne) and quantity:
        return baskets.add(turn, shop)
    basket = turn.basket(shop)
    return _change(_line_meant(turn, basket), quantity, turn, shop, basket)


def pick_line(turn: Turn, shop: Shop, quantity: int) -> Reply:
    """The answer to "which line of your basket?"; asked again when no number was heard."""
    basket = turn.basket(shop)
    heard = turn.number("ordinal") or turn.number("number")
    lines = _line_meant(turn, basket) if heard else []
    return _change(lines, quantity, turn, shop, basket)


def empty(turn: Turn, shop: Shop) -> Reply:
    basket = turn.basket(shop)
    if not basket.lines:
        return baskets.is_empty(turn)
    return Reply((baskets.holds(basket, shop),), EmptyBasket(basket.version), turn.conversation)


def empty_this(version: int, turn: Turn, shop: Shop) -> Reply:
    """A yes to emptying the basket of that version; another version is asked about afresh."""
    basket = turn.basket(shop)
    if basket.version != version:
        return empty(turn, shop)
    try:
        shop.baskets.save(basket.emptied())
    except BasketChanged:
        return empty(turn, shop)
    return Reply((Emptied(),), WhatNext(), turn.conversation)


def _change(
    lines: list[BasketLine], quantity: int, turn: Turn, shop: Shop, basket: Basket
) -> Reply:
    """Set the quantity of the one line that is meant, or ask which is."""
    if not basket.lines:
        return baskets.is_empty(turn)
    if len(lines) != 1:
        return Reply((baskets.holds(basket, shop),), WhichLine(quantity), turn.conversation)
    [line] = lines
    product = shop.catalog.product(line.product_id)
    keep = replace(turn.conversation, focus=line.product_id)
    if quantity > line.quantity:
        more = quantity - line.quantity
        refused = (
            baskets.refusal(product, more, line.quantity, keep, shop)
            if product
            else Reply((choosing.Gone(),), CheckOutNow(), keep)
        )
        if refused:
            return refused
    saved = baskets.save(turn, shop, lambda fresh: fresh.setting(line.product_id, quantity))
    done = QuantityIs(quantity, line.name) if quantity else TakenOut(line.name)
    return Reply((done,), CheckOutNow() if saved.lines else WhatNext(), keep)


def _line_meant(turn: Turn, basket: Basket) -> list[BasketLine]:
    """By position in the basket, else the product at hand, else the only line."""
    position = turn.number("ordinal") or turn.number("number")
    if position:
        return list(basket.lines[position - 1 : position])
    at_hand = basket.line(turn.conversation.focus)
    return [at_hand] if at_hand else list(basket.lines)
