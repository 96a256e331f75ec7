"""Asking for a person: a number, a window in opening hours, and a request in the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from skill.shop.callbacks import Callback, CallbackReason, NumberSource
from skill.shop.errors import CallbackChanged, PermissionMissing
from skill.shop.notices import Notice, NoticeKind
from skill.shop.opening_hours import LOOK_AHEAD, Window
from skill.shop.phones import dialable
from skill.shop.shop import Shop
from skill.talk import basics
from skill.talk.act import Act
from skill.talk.conversation import (
    AnythingElse,
    CallThen,
    ConfirmNumber,
    WantsCallback,
    WhenToCall,
    WhichNumber,
)
from skill.talk.moments import wished
from skill.talk.turn import AskPermission, Card, Reply, Turn

_PROMISE = timedelta(hours=2)
"""The longest window that is promised: nobody waits by the phone all day."""


class Span(Act):
    """A window of time, said with its day."""

    start: datetime
    end: datetime


class OpenNow(Act):
    until: datetime


class OpenAgain(Act):
    """Nobody is there now; when somebody is."""

    window: Span


class NeedNumber(Act):
    """Alexa holds no number for us, or may not share it; it can be said."""


class NotANumber(Act):
    pass


class NobodyThen(Act):
    """The wished time is outside opening hours."""


class NeverOpen(Act):
    """The shop has no opening hours ahead, so no call can be promised."""


class Filed(Act):
    ending: str
    """The last two digits of the number: enough to know it, too little to give it away."""
    window: Span


class CallPlanned(Act):
    ending: str
    window: Span


class NoCallPlanned(Act):
    pass


class CallCanceled(Act):
    pass


def ask_for_person(turn: Turn, shop: Shop) -> Reply:
    planned = shop.callbacks.open_for(turn.owner(shop))
    if planned:
        return _planned(planned, turn)
    return start(CallbackReason.ASKED_FOR_HUMAN, turn, shop)


def start(reason: CallbackReason, turn: Turn, shop: Shop) -> Reply:
    """Take the number Alexa knows, if it may share it; else ask for one."""
    try:
        phone = dialable(turn.caller.mobile_number(), shop.facts.country)
    except PermissionMissing:
        return _ask_number(reason, turn, AskPermission())
    if phone is None:
        return _ask_number(reason, turn, None)
    return _ask_when(phone, NumberSource.PROFILE, reason, turn, shop)


def number(turn: Turn, shop: Shop) -> Reply:
    """A phone number was said: read it back before it is used."""
    question = turn.conversation.question
    reason = getattr(question, "reason", CallbackReason.ASKED_FOR_HUMAN)
    spoken = turn.slots.get("phone") or turn.slots.get("number", "")
    phone = dialable(spoken, shop.facts.country)
    if phone is None:
        return Reply((NotANumber(),), WhichNumber(reason), turn.conversation)
    return Reply((), ConfirmNumber(phone, reason), turn.conversation)


def number_confirmed(question: ConfirmNumber, turn: Turn, shop: Shop) -> Reply:
    return _ask_when(question.phone, NumberSource.SPOKEN, question.reason, turn, shop)


def time(turn: Turn, shop: Shop) -> Reply:
    """A day or time was said: promise the part of it that lies in opening hours."""
    question = turn.conversation.question
    if not isinstance(question, WhenToCall | CallThen):
        return move(turn, shop)
    asked = WhenToCall(question.phone, question.source, question.reason)
    hours, now = shop.facts.hours, shop.clock()
    wish = wished(turn.slots.get("day", ""), turn.slots.get("time", ""), now, hours)
    window = hours.overlap(wish, now) if wish else None
    if window:
        return _file(asked, window, turn, shop)
    ahead = wish.start if wish and wish.start < now + LOOK_AHEAD else now
    return _offer_next(asked, ahead, turn, shop)


def move(turn: Turn, shop: Shop) -> Reply:
    """A time was said with no call being arranged: move the one that is planned, if one is."""
    planned = shop.callbacks.open_for(turn.owner(shop))
    if planned is None:
        return basics.not_understood(turn, shop)
    ask = WhenToCall(planned.phone, planned.phone_source, planned.reason)
    return time(replace(turn, conversation=replace(turn.conversation, question=ask)), shop)


def any_time(turn: Turn, shop: Shop) -> Reply:
    question = turn.conversation.question
    if isinstance(question, CallThen):
        return this_window(question, turn, shop)
    window = shop.facts.hours.next(shop.clock())
    if isinstance(question, WhenToCall) and window:
        return _file(question, window, turn, shop)
    return ask_for_person(turn, shop)


def this_window(question: CallThen, turn: Turn, shop: Shop) -> Reply:
    when = WhenToCall(question.phone, question.source, question.reason)
    return _file(when, Window(question.start, question.end), turn, shop)


def when(turn: Turn, shop: Shop) -> Reply:
    planned = shop.callbacks.open_for(turn.owner(shop))
    if planned:
        return _planned(planned, turn)
    ask = WantsCallback(CallbackReason.ASKED_FOR_HUMAN)
    return Reply((NoCallPlanned(),), ask, turn.conversation)


def cancel(turn: Turn, shop: Shop) -> Reply:
    planned = shop.callbacks.open_for(turn.owner(shop))
    if planned is None:
        return Reply((NoCallPlanned(),), AnythingElse(), turn.conversation)
    try:
        shop.callbacks.cancel(planned)
    except CallbackChanged:
        return when(turn, shop)
    return Reply((CallCanceled(),), AnythingElse(), turn.conversation)


def _ask_number(reason: CallbackReason, turn: Turn, card: Card | None) -> Reply:
    return Reply((NeedNumber(),), WhichNumber(reason), turn.conversation, card=card)


def _ask_when(
    phone: str, source: NumberSource, reason: CallbackReason, turn: Turn, shop: Shop
) -> Reply:
    now = shop.clock()
    window = shop.facts.hours.next(now)
    if window is None:
        return Reply((NeverOpen(),), AnythingElse(), turn.conversation)
    say = OpenNow(window.end) if now in window else OpenAgain(Span(window.start, window.end))
    return Reply((say,), WhenToCall(phone, source, reason), turn.conversation)


def _offer_next(question: WhenToCall, after: datetime, turn: Turn, shop: Shop) -> Reply:
    """Nobody is there at the wished time: offer the next time somebody is."""
    window = shop.facts.hours.next(max(after, shop.clock()))
    if window is None:
        return Reply((NeverOpen(),), AnythingElse(), turn.conversation)
    near = _promise(window)
    ask = CallThen(near.start, near.end, question.phone, question.source, question.reason)
    return Reply((NobodyThen(),), ask, turn.conversation)


def _file(question: WhenToCall, window: Window, turn: Turn, shop: Shop) -> Reply:
    now = shop.clock()
    callback = Callback(
        id=shop.new_id(),
        owner=turn.owner(shop),
        phone=question.phone,
        phone_source=question.source,
        window=_promise(window),
        reason=question.reason,
        requested_at=now,
        locale=turn.locale,
    )
    notice = Notice(shop.new_id(), NoticeKind.CALLBACK_REQUESTED, callback.id, now)
    filed = shop.callbacks.file(callback, notice)
    say = Filed(filed.phone[-2:], Span(filed.window.start, filed.window.end))
    return Reply((say,), AnythingElse(), turn.conversation, card=say)


def _planned(planned: Callback, turn: Turn) -> Reply:
    span = Span(planned.window.start, planned.window.end)
    return Reply((CallPlanned(planned.phone[-2:], span),), AnythingElse(), turn.conversation)


def _promise(window: Window) -> Window:
    return Window(window.start, min(window.end, window.start + _PROMISE))
