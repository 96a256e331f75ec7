"""Callback requests: somebody wants a person to ring them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from skill.shop.notices import Notice
from skill.shop.opening_hours import Window


class CallbackState(StrEnum):
    QUEUED = "queued"
    CANCELED = "canceled"
    CLOSED = "closed"


class CallbackReason(StrEnum):
    ASKED_FOR_HUMAN = "asked_for_human"
    NOT_UNDERSTOOD_REPEAT = "not_understood_repeat"
    PRODUCT_NOT_FOUND = "product_not_found"
    OTHER = "other"


class NumberSource(StrEnum):
    PROFILE = "profile"
    """Alexa's customer profile, shared with the shopper's permission."""
    SPOKEN = "spoken"
    """Said by the shopper and read back."""


@dataclass(frozen=True, slots=True)
class Callback:
    id: str
    owner: str
    """A shopper's id, or a guest's: one owner has at most one open request."""
    phone: str
    """E.164."""
    phone_source: NumberSource
    window: Window
    """When the call is promised, inside opening hours."""
    reason: CallbackReason
    requested_at: datetime
    locale: str
    state: CallbackState = CallbackState.QUEUED
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is CallbackState.QUEUED


class Callbacks(Protocol):
    def file(self, callback: Callback, notice: Notice, /) -> Callback:
        """Queue a request together with its notice.

        The owner's open request, if there is one, is changed to this number and window and keeps
        its id and age; the notice is then about that one.
        """

    def open_for(self, owner: str, /) -> Callback | None: ...

    def cancel(self, callback: Callback, /) -> Callback:
        """Raises CallbackChanged when it is no longer the open request that was read."""

    def get(self, callback_id: str, /) -> Callback | None: ...

    def newest(self, *, limit: int) -> Sequence[Callback]: ...
