"""Messages owed to somebody, kept until they are delivered (the outbox)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    ORDER_PLACED = "order_placed"
    CALLBACK_REQUESTED = "callback_requested"


@dataclass(frozen=True, slots=True)
class Notice:
    """A hint, not the truth: it names the record to read and carries no personal data."""

    id: str
    kind: NoticeKind
    subject_id: str
    """The id of the order or callback it is about."""
    created_at: datetime
