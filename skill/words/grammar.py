"""How values sound in one locale: money, days, times, lists, letters said one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import cache, lru_cache
from html import escape

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_name

from skill.shop.money import Money, minor_digits

_LONGEST = 1_000
"""Characters of one value that are said; a reply holds few values and must stay under 8,000."""
_BY_WEEKDAY = 6
"""Days ahead for which the weekday alone is enough."""

Format = Callable[..., str]


def said(text: str) -> str:
    """Text from outside, made safe to stand in SSML: cut first, then escaped, once and only here.

    Control and direction characters are dropped: no voice says them and some renderers obey them.
    """
    cut = text[:_LONGEST]
    return escape(cut if cut.isprintable() else _speakable(cut), quote=False)


def _speakable(text: str) -> str:
    spaced = (" " if letter.isspace() else letter for letter in text)
    return "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")


def spelled(letters: str) -> str:
    """Letters and digits said one by one."""
    return f'<say-as interpret-as="spell-out">{said(letters)}</say-as>'


def digits(number: str) -> str:
    """A phone number in its groups, each digit by digit."""
    return ", ".join(spelled(group) for group in re.findall(r"\d+", number))


class Grammar:
    """The rules of one locale. `format_message` looks up its Fluent messages."""

    def __init__(self, locale: str, format_message: Format, today: Callable[[], date]) -> None:
        self._locale = locale.replace("-", "_")
        self._format = format_message
        self._today = today
        # Few prices make up most of a catalog, and a plural rule is slow to apply.
        self.money = lru_cache(maxsize=4096)(self._money)

    def _money(self, amount: Money) -> str:
        major, minor = divmod(abs(amount.amount), 10 ** minor_digits(amount.currency))
        spoken = self._format(f"money-{amount.currency.lower()}", major=major, minor=minor)
        if spoken:
            return spoken
        name = get_currency_name(amount.currency, amount.decimal(), self._locale)
        return f"{amount.decimal()} {name}"

    def written(self, amount: Money) -> str:
        return format_currency(amount.decimal(), amount.currency, locale=self._locale)

    def day(self, day: date) -> str:
        """Today, tomorrow, a weekday within a week, else the weekday with its date."""
        ahead = (day - self._today()).days
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(ahead)
        if near:
            return self._format(near)
        pattern = "EEEE" if 0 < ahead <= _BY_WEEKDAY else _day_pattern(self._locale)
        return said(format_date(day, pattern, locale=self._locale))

    def time(self, clock: time) -> str:
        """A time of day; noon by its name where the locale has one."""
        noon = self._format("noon") if (clock.hour, clock.minute) == (12, 0) else ""
        return noon or _clock(clock, self._locale)

    def listed(self, items: Sequence[str]) -> str:
        """Whole sentences follow one another; anything else is joined by commas and "and"."""
        if all(item.endswith((".", "?", "!")) for item in items):
            return " ".join(items)
        return str(format_list(list(items), locale=self._locale))


@cache
def _day_pattern(locale: str) -> str:
    """The locale's pattern of weekday, month and day in full: "EEEE, MMMM d"."""
    short = str(Locale.parse(locale).datetime_skeletons["MMMEd"])
    return re.sub("E+|c+", "EEEE", re.sub("L{3,}|M{3,}", "MMMM", short))


def _clock(clock: time, locale: str) -> str:
    """Where hours are counted to twelve, a full one is said without its minutes: "9 AM"."""
    pattern = "h a" if locale.startswith("en") and not clock.minute else "short"
    return said(format_time(clock, pattern, locale=locale).replace("\u202f", " "))
