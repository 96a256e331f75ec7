"""All that is remembered from one turn to the next.

A question names what it asks about, so a late or repeated yes can do nothing it was not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from skill.shop.callbacks import CallbackReason, NumberSource
from skill.shop.products import Query

Purpose = Literal["hear", "details", "price", "stock", "add"]


@dataclass(frozen=True, slots=True)
class WhatNext:
    """Open: what shall we look for or do?"""


@dataclass(frozen=True, slots=True)
class AnythingElse:
    """After something was done: is there more?"""

    basket_known: bool = False
    """The shopper has just heard of the basket: a no needs no reminder of it."""


@dataclass(frozen=True, slots=True)
class WhichOne:
    """Which of the products on the shelf, and what to do with it."""

    purpose: Purpose = "hear"
    quantity: int = 1
    more: bool = False
    """Whether there are further pages."""


@dataclass(frozen=True, slots=True)
class AddThis:
    """Shall so many of this product go into the basket?"""

    product_id: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class LookFor:
    """Shall we search for this?"""

    phrase: str


@dataclass(frozen=True, slots=True)
class WhichLine:
    """Which line of the basket, and the quantity it shall have; zero takes it out."""

    quantity: int


@dataclass(frozen=True, slots=True)
class EmptyBasket:
    """Shall everything be taken out of the basket of this version?"""

    version: int


@dataclass(frozen=True, slots=True)
class CheckOutNow:
    """Shall the basket be read back as an order?"""


@dataclass(frozen=True, slots=True)
class ConfirmOrder:
    """Shall exactly this checkout session be ordered?"""

    session_id: str


@dataclass(frozen=True, slots=True)
class WantsCallback:
    """Shall a person call?"""

    reason: CallbackReason


@dataclass(frozen=True, slots=True)
class WhichNumber:
    """Under what number?"""

    reason: CallbackReason


@dataclass(frozen=True, slots=True)
class ConfirmNumber:
    """Is this the number that was said?"""

    phone: str
    reason: CallbackReason


@dataclass(frozen=True, slots=True)
class WhenToCall:
    """At what time shall we call this number?"""

    phone: str
    source: NumberSource
    reason: CallbackReason


@dataclass(frozen=True, slots=True)
class CallThen:
    """Is this window, the nearest we can keep, all right?"""

    start: datetime
    end: datetime
    phone: str
    source: NumberSource
    reason: CallbackReason


Question = (
    WhatNext
    | AnythingElse
    | WhichOne
    | AddThis
    | LookFor
    | WhichLine
    | EmptyBasket
    | CheckOutNow
    | ConfirmOrder
    | WantsCallback
    | WhichNumber
    | ConfirmNumber
    | WhenToCall
    | CallThen
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The products on offer: one page of a search."""

    heard: str
    query: Query
    product_ids: tuple[str, ...]
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    question: Question | None = None
    shelf: Shelf | None = None
    focus: str = ""
    """The product "it" means."""
    misses: int = 0
    """Turns in a row that were not understood."""
    empty_searches: int = 0
    """Searches in a row that found nothing."""
    said: str = ""
    """The last speech as plain text, for "repeat that"."""
