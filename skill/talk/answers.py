"""Yes, no, a number: what they mean depends on the one open question."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from skill.shop.shop import Shop
from skill.talk import adjusting, basics, basket, browsing, buying, callbacks, choosing
from skill.talk.act import Act
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CallThen,
    CheckOutNow,
    ConfirmNumber,
    ConfirmOrder,
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


class NothingAsked(Act):
    """A yes or a no, and no question is open."""


class Gladly(Act):
    """A yes to a question that wants more than a yes."""


class AllRight(Act):
    """A no that leaves everything as it is."""


def yes(turn: Turn, shop: Shop) -> Reply:
    question = turn.conversation.question
    match question:
        case None:
            return Reply((NothingAsked(),), WhatNext(), turn.conversation)
        case WhatNext() | AnythingElse():
            return Reply((Gladly(),), WhatNext(), turn.conversation)
        case WhichOne() | WhichLine() | WhichNumber() | WhenToCall():
            return Reply((Gladly(),), question, turn.conversation)
        case AddThis():
            return basket.add_this(question, turn, shop)
        case LookFor():
            return browsing.look_for(question.phrase, turn.conversation, shop)
        case EmptyBasket():
            return adjusting.empty_this(question.version, turn, shop)
        case CheckOutNow():
            return buying.check_out(turn, shop)
        case ConfirmOrder():
            return buying.place(question.session_id, turn, shop)
        case WantsCallback():
            return callbacks.start(question.reason, turn, shop)
        case ConfirmNumber():
            return callbacks.number_confirmed(question, turn, shop)
        case CallThen():
            return callbacks.this_window(question, turn, shop)
        case _:
            assert_never(question)


def no(turn: Turn, shop: Shop) -> Reply:
    question = turn.conversation.question
    match question:
        case None:
            return Reply((NothingAsked(),), WhatNext(), turn.conversation)
        case AnythingElse():
            return _enough(question, turn, shop)
        case WhatNext():
            return basics.stop(turn, shop)
        case CheckOutNow():
            return Reply((AllRight(),), AnythingElse(basket_known=True), turn.conversation)
        case AddThis():
            return _back_to_list(turn)
        case EmptyBasket():
            return Reply(
                (adjusting.KeptBasket(),), AnythingElse(basket_known=True), turn.conversation
            )
        case ConfirmOrder():
            return buying.decline(question.session_id, turn, shop)
        case ConfirmNumber():
            return Reply((AllRight(),), WhichNumber(question.reason), turn.conversation)
        case CallThen():
            when = WhenToCall(question.phone, question.source, question.reason)
            return Reply((AllRight(),), when, turn.conversation)
        case WhichOne() | WhichLine() | LookFor() | WantsCallback() | WhichNumber() | WhenToCall():
            return Reply((AllRight(),), AnythingElse(), turn.conversation)
        case _:
            assert_never(question)


def cancel(turn: Turn, shop: Shop) -> Reply:
    """Cancel leaves what is being asked about; with nothing at stake it leaves the shop."""
    if isinstance(turn.conversation.question, ConfirmOrder | EmptyBasket):
        return no(turn, shop)
    if isinstance(turn.conversation.question, WhichNumber | ConfirmNumber | WhenToCall | CallThen):
        return Reply((AllRight(),), AnythingElse(), turn.conversation)
    return basics.stop(turn, shop)


def number(turn: Turn, shop: Shop) -> Reply:
    """ "The second one", "number three", a bare "two": a choice, a quantity or a phone number."""
    question = turn.conversation.question
    match question:
        case WhichLine():
            return adjusting.pick_line(turn, shop, question.quantity)
        case WhichNumber():
            return callbacks.number(turn, shop)
        case WhichOne(purpose="add"):
            return basket.add(turn, shop)
        case WhenToCall() | CallThen():
            hour = turn.number("number") or turn.number("ordinal") or 0
            return callbacks.time(replace(turn, slots={"time": f"{hour:02}:00"}), shop)
        case _:
            return choosing.choose(turn, shop)


def moment(turn: Turn, shop: Shop) -> Reply:
    """A day or a time. Where a number is asked for, Alexa may have heard one as such: "two"."""
    heard = turn.slots.get("time", "")[:2] or turn.slots.get("day", "")[-2:]
    match turn.conversation.question:
        case WhichOne() | WhichLine() if heard.isdigit():
            return number(replace(turn, slots={"number": str(int(heard))}), shop)
        case WhenToCall() | CallThen():
            return callbacks.time(turn, shop)
        case _:
            return callbacks.move(turn, shop)


def _enough(question: AnythingElse, turn: Turn, shop: Shop) -> Reply:
    """Nothing else: on to the basket if there is one to be reminded of, else goodbye."""
    if question.basket_known or not turn.basket(shop).lines:
        return basics.stop(turn, shop)
    return basket.show(turn, shop)


def _back_to_list(turn: Turn) -> Reply:
    ask = WhichOne() if turn.conversation.shelf else AnythingElse()
    return Reply((AllRight(),), ask, replace(turn.conversation, focus=""))
