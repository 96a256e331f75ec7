"""Opening, help, repeat, starting over, stopping, and what was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from skill.shop.callbacks import CallbackReason
from skill.shop.shop import Shop
from skill.talk.act import Act
from skill.talk.basket import BasketWaits, read_out
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CallThen,
    CheckOutNow,
    ConfirmNumber,
    ConfirmOrder,
    Conversation,
    EmptyBasket,
    LookFor,
    WantsCallback,
    WhatNext,
    WhenToCall,
    WhichLine,
    WhichNumber,
    WhichOne,
)
from skill.talk.turn import Reply, Turn

_ENOUGH = 3
"""Turns in a row not understood, after which a person is offered."""

Place = Literal["start", "list", "product", "basket", "order", "person"]


class Welcome(Act):
    seller: str


class Help(Act):
    place: Place


class Again(Act):
    """What was said last, as plain text."""

    said: str


class StartingOver(Act):
    pass


class Goodbye(Act):
    pass


class NotUnderstood(Act):
    times: int
    place: Place


class Trouble(Act):
    """Something broke on our side; nothing the shopper did."""


def launch(turn: Turn, shop: Shop) -> Reply:
    basket = turn.basket(shop)
    waits = (BasketWaits(*read_out(basket.lines)),) if basket.lines else ()
    return Reply((Welcome(shop.facts.name), *waits), WhatNext())


def help(turn: Turn, shop: Shop) -> Reply:
    ask = turn.conversation.question or WhatNext()
    return Reply((Help(_place(turn.conversation)),), ask, turn.conversation)


def repeat(turn: Turn, shop: Shop) -> Reply:
    """The last speech holds its question, which stays open without being asked twice."""
    said = turn.conversation.said
    if not said:
        return help(turn, shop)
    ask = turn.conversation.question or WhatNext()
    return Reply((Again(said),), ask, turn.conversation, asked=True)


def start_over(turn: Turn, shop: Shop) -> Reply:
    return Reply((StartingOver(),), WhatNext())


def stop(turn: Turn, shop: Shop) -> Reply:
    return Reply((Goodbye(),))


def not_understood(turn: Turn, shop: Shop) -> Reply:
    """A different, more helpful answer each time; the third time a person is offered."""
    misses = turn.conversation.misses + 1
    keep = replace(turn.conversation, misses=misses)
    say = NotUnderstood(min(misses, _ENOUGH), _place(turn.conversation))
    if misses >= _ENOUGH:
        return Reply((say,), WantsCallback(CallbackReason.NOT_UNDERSTOOD_REPEAT), keep)
    return Reply((say,), turn.conversation.question or WhatNext(), keep)


def _place(conversation: Conversation) -> Place:
    """Where the shopper is, as far as help is concerned."""
    match conversation.question:
        case WhichOne():
            return "list"
        case AddThis():
            return "product"
        case CheckOutNow() | EmptyBasket() | WhichLine():
            return "basket"
        case ConfirmOrder():
            return "order"
        case WantsCallback() | WhichNumber() | ConfirmNumber() | WhenToCall() | CallThen():
            return "person"
        case WhatNext() | AnythingElse() | LookFor() | None:
            return "start"
