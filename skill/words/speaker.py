"""Acts into speech: the one place that writes SSML."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from babel import localedata
from fluent.runtime import FluentBundle, FluentResource

from skill.shop.money import Money
from skill.shop.phones import national
from skill.talk.buying import Code
from skill.talk.conversation import ConfirmNumber, Question
from skill.talk.turn import Act, Reply
from skill.words.grammar import Grammar, digits, said, spelled

_log = logging.getLogger(__name__)
_DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Speech:
    """Bodies of SSML `speak` elements, without the element itself."""

    ssml: str
    reprompt: str


class Speaker:
    """Says replies in one locale."""

    def __init__(self, locale: str, today: Callable[[], date]) -> None:
        self._bundle = _bundle(locale)
        self._grammar = Grammar(self._bundle.locales[0], self._message, today)

    def say(self, reply: Reply) -> Speech:
        """The acts in order, then the question unless it has been said with them."""
        parts = [self.act(act) for act in reply.say]
        if reply.ask is None:
            return Speech(" ".join(parts), "")
        if not reply.asked:
            parts.append(self.act(reply.ask))
        return Speech(" ".join(parts), self.act(reply.ask, "reprompt"))

    def act(self, act: Act | Question, attribute: str = "") -> str:
        return self._message(_id(type(act).__name__), attribute, **self._values(act))

    def card(self, act: Act) -> tuple[str, str]:
        """Title and text of the card for an act, as plain text with its amounts in figures."""
        values = self._values(act) | self._figures(act)
        id = _id(type(act).__name__)
        title, text = (self._message(id, part, **values) for part in ("card-title", "card-text"))
        return plain(title), plain(text)

    def price(self, amount: Money) -> str:
        """An amount as it is written: $149.99."""
        return self._grammar.written(amount)

    def _message(self, id: str, attribute: str = "", /, **values: str | int) -> str:
        """The message with its values; "" when the locale has none of that name."""
        if not self._bundle.has_message(id):
            return ""
        message = self._bundle.get_message(id)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            return ""
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise LookupError(f"{id} in {self._bundle.locales[0]}: {errors[0]}")
        return str(text)

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


def _fields(act: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(act, field.name)) for field in fields(act))


@cache
def _id(name: str) -> str:
    """The message id of a class: NothingFound is nothing-found."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


@cache
def _bundle(locale: str) -> FluentBundle:
    """The locale's words: the language's file, then its region's over it, else English."""
    language = locale.partition("-")[0]
    found = [name for name in dict.fromkeys((language, locale)) if _file(name).is_file()]
    if not found:
        _log.warning("There are no words for %s; %s is spoken instead.", locale, _DEFAULT)
        return _bundle(_DEFAULT)
    if locale not in found:
        _log.info("There are no words of %s alone; %s is spoken.", locale, language)
    # Numbers and days follow the region even where the words do not.
    bundle = FluentBundle(
        [name for name in (locale, language) if localedata.exists(name.replace("-", "_"))],
        use_isolating=False,
    )
    for name in found:
        source = _file(name).read_text(encoding="utf-8")
        bundle.add_resource(FluentResource(source), allow_overrides=True)
    return bundle


def _file(name: str) -> Any:
    return files("skill.words").joinpath(f"{name}.ftl")
