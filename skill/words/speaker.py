"""Acts into speech: the one place that writes SSML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from html import unescape
from typing import Any

from skill.shop.money import Money
from skill.shop.phones import national
from skill.talk.act import Act
from skill.talk.buying import Code
from skill.talk.conversation import ConfirmNumber, Question
from skill.talk.turn import Reply
from skill.words.grammar import Grammar, digits, said, spelled
from skill.words.messages import words_of


@dataclass(frozen=True, slots=True)
class Speech:
    """Bodies of SSML `speak` elements, without the element itself."""

    ssml: str
    reprompt: str


class Speaker:
    """Says replies in one locale."""

    def __init__(self, locale: str, today: Callable[[], date]) -> None:
        self._words = words_of(locale)
        self._grammar = Grammar(self._words.locale, self._words.message, today)

    def say(self, reply: Reply) -> Speech:
        """The acts in order, then the question unless it has been said with them."""
        parts = [self.act(act) for act in reply.say]
        if reply.ask is None:
            return Speech(" ".join(parts), "")
        if not reply.asked:
            parts.append(self.act(reply.ask))
        return Speech(" ".join(parts), self.act(reply.ask, "reprompt"))

    def act(self, act: Act | Question, attribute: str = "") -> str:
        return self._words.message(_id(type(act).__name__), attribute, **self._values(act))

    def card(self, act: Act) -> tuple[str, str]:
        """Title and text of the card for an act, as plain text with its amounts in figures."""
        values = self._values(act) | self._figures(act)
        id = _id(type(act).__name__)
        title, text = (
            self._words.message(id, part, **values) for part in ("card-title", "card-text")
        )
        return plain(title), plain(text)

    def price(self, amount: Money) -> str:
        """An amount as it is written: $149.99."""
        return self._grammar.written(amount)

    def _values(self, act: Act | Question) -> dict[str, str | int]:
        return {
            name: value
            for field, content in _fields(act)
            for name, value in self._named(act, field, content)
        }

    def _figures(self, act: Act) -> dict[str, str]:
        return {
            f"{name}_written": said(self._grammar.written(value))
            for name, value in _fields(act)
            if isinstance(value, Money)
        }

    def _named(self, act: Act | Question, name: str, value: Any) -> Iterator[tuple[str, Any]]:
        """A field's value in words, with what messages may want to choose by."""
        match value:
            case bool():
                yield name, str(value).lower()
            case Enum():
                yield name, str(value.value)
            case int():
                yield name, value
            case Money():
                yield name, self._grammar.money(value)
                yield f"{name}_is", "something" if value else "nothing"
            case datetime():
                yield f"{name}_day", self._grammar.day(value.date())
                yield f"{name}_time", self._grammar.time(value.timetz())
            case date():
                yield name, self._grammar.day(value)
            case tuple():
                yield name, self._grammar.listed([self._word(item) for item in value])
                yield f"{name}_count", len(value)
            case str():
                yield name, _text(act, value)
            case Act():
                yield name, self.act(value)

    def _word(self, value: Act | str) -> str:
        return self.act(value) if isinstance(value, Act) else said(value)


def plain(ssml: str) -> str:
    """Speech as text to read: tags taken out, entities undone."""
    return unescape(re.sub(r"<[^>]*>", "", ssml))


def _text(act: Act | Question, value: str) -> str:
    match act:
        case Code():
            return spelled(value)
        case ConfirmNumber():
            return digits(national(value))
        case _:
            return said(value)


def _fields(act: Act | Question) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(act, name)) for name in act.__match_args__)


@cache
def _id(name: str) -> str:
    """The message id of a class: NothingFound is nothing-found."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
