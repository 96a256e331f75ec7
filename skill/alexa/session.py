"""The conversation as session attributes, versioned and small.

What comes back is treated as a hint: anything unreadable, or written by another version, starts
the conversation afresh, and whatever is bought is read again from the store.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from skill.talk.conversation import Conversation, Question, Shelf

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_log = logging.getLogger(__name__)
VERSION = 1
LONGEST_SAID = 1_500
"""Characters of the last speech that are kept to be repeated; attributes must stay under 6 kB."""
_FARTHEST = 10_000
"""Products into a search that anybody listens."""
_LONGEST_HEARD = 300
_MOST_SHOWN = 10
_QUESTIONS: Mapping[str, Any] = {kind.__name__: kind for kind in get_args(Question)}


def dump(conversation: Conversation) -> dict[str, Any]:
    attributes = asdict(conversation) | {"version": VERSION}
    attributes["said"] = conversation.said[:LONGEST_SAID]
    if conversation.question:
        attributes["question"]["kind"] = type(conversation.question).__name__
    return attributes


def load(attributes: Mapping[str, Any]) -> Conversation:
    if attributes.get("version") != VERSION:
        return Conversation()
    try:
        return Conversation(
            question=_question(attributes["question"]),
            shelf=_shelf(attributes["shelf"]),
            focus=str(attributes["focus"]),
            misses=int(attributes["misses"]),
            empty_searches=int(attributes["empty_searches"]),
            said=str(attributes["said"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        _log.warning("Session attributes were not readable: %s", type(error).__name__)
        return Conversation()


def _question(stored: Any) -> Question | None:
    if stored is None:
        return None
    fields = dict(stored)
    question: Question | None = _read(_QUESTIONS[fields.pop("kind")], fields)
    return question


def _shelf(stored: Any) -> Shelf | None:
    """A shelf no larger than one of ours: its texts go back out, and its offset to the index."""
    shelf: Shelf | None = _read(Shelf, stored)
    if shelf and not (
        0 <= shelf.offset <= _FARTHEST
        and len(shelf.heard) <= _LONGEST_HEARD
        and len(shelf.query.terms) <= _LONGEST_HEARD
        and all(len(id) <= _LONGEST_HEARD for id in shelf.product_ids[:_MOST_SHOWN])
        and len(shelf.product_ids) <= _MOST_SHOWN
    ):
        raise ValueError("a shelf that was never filled here")
    return shelf


def _read(kind: Any, stored: Any) -> Any:
    return None if stored is None else _adapter(kind).validate_python(stored)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # A first turn has nothing to read, so it need not wait for this import.
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
