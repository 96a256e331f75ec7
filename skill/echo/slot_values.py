"""What Amazon's built-in slot types take, as hassil's lists, and the values that Alexa sends.

The words are those of a language's data file, such as en.toml.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from hassil.intents import RangeSlotList, SlotList, TextSlotList, WildcardSlotList

Words = Mapping[str, Any]
_MINUTES = range(0, 60, 5)

FEWEST_DIGITS = 3
"""Fewer are a number, not a telephone number; the skill judges whether it can be called."""


def slot_lists(words: Words, custom: Mapping[str, Mapping[str, str]]) -> dict[str, SlotList]:
    """One list per slot type, but for AMAZON.DATE, whose values depend on the day."""
    return {
        **{name: _text_list(values.items()) for name, values in custom.items()},
        "AMAZON.SearchQuery": WildcardSlotList(name=None),
        "AMAZON.PhoneNumber": WildcardSlotList(name=None),
        "AMAZON.NUMBER": RangeSlotList(name=None, start=0, stop=words["numbers"]["highest"]),
        "AMAZON.Ordinal": _text_list(_ordinals(words)),
        "AMAZON.TIME": _text_list(_times(words["times"])),
    }


def date_list(words: Words, today: date) -> SlotList:
    """AMAZON.DATE: a day is 2026-11-23, a week 2026-W48, a weekend 2026-W48-WE."""
    return _text_list(itertools.chain(_days(words, today), _weeks(words["dates"], today)))


def telephone(text: str, words: Words) -> str | None:
    """The digits of a telephone number as it is said or typed, or None when it is none."""
    said, repeats = _each(words["phone"]["digits"]), words["phone"]["repeats"]
    groups: list[str] = []
    times = 1
    for token in re.findall(r"[^\W_]+", text.lower()):
        if token in repeats:
            times = repeats[token]
            continue
        heard = token if token.isdecimal() else said.get(token)
        if heard is None:
            return None
        if groups and _is_tens(groups[-1]) and heard in tuple("123456789") and token in said:
            groups[-1] = groups[-1][0] + heard
        else:
            groups.append(heard * times)
        times = 1
    digits = "".join(groups)
    return digits if len(digits) >= FEWEST_DIGITS else None


def _is_tens(group: str) -> bool:
    return len(group) == 2 and group[0] in "23456789" and group[1] == "0"


def _ordinals(words: Words) -> Iterator[tuple[str, str]]:
    for place, spoken in enumerate(words["numbers"]["ordinals"], start=1):
        for word in spoken.split("|"):
            yield word, str(place)


def _times(words: Words) -> Iterator[tuple[str, str]]:
    yield from _each(words["named"]).items()
    for clock in (f"{hour:02}:{minute:02}" for hour in range(24) for minute in _MINUTES):
        yield clock, clock
    halves = _each(words["halves"])
    for spoken, minutes in itertools.chain(_spoken_times(words), _typed_times()):
        yield spoken, _clock(minutes)
        for half, hours in halves.items():
            time = _clock(minutes % (12 * 60) + hours * 60)
            yield f"{spoken} {half}", time
            if spoken[-1].isdigit():
                yield f"{spoken}{half}", time


def _spoken_times(words: Words) -> Iterator[tuple[str, int]]:
    for pattern, minutes in _each(words["minutes"]).items():
        for word, hour in _each(words["hours"]).items():
            yield pattern.format(hour=word), hour * 60 + minutes


def _typed_times() -> Iterator[tuple[str, int]]:
    for hour in range(1, 13):
        yield str(hour), hour * 60
        yield from ((f"{hour}:{minute:02}", hour * 60 + minute) for minute in _MINUTES)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % (24 * 60), 60)
    return f"{hour:02}:{minute:02}"


def _days(words: Words, today: date) -> Iterator[tuple[str, str]]:
    names = words["dates"]
    for spoken, days in names["days"].items():
        yield spoken, str(today + timedelta(days))
    monday = today - timedelta(today.weekday())
    for place, name in enumerate(names["weekdays"]):
        coming = today + timedelta((place - today.weekday() - 1) % 7 + 1)
        yield from _said(names["coming_weekday"], str(coming), weekday=name)
        next_week = monday + timedelta(7 + place)
        yield from _said(names["weekday_next_week"], str(next_week), weekday=name)
    for day in (today + timedelta(days) for days in range(365)):
        month = names["months"][day.month - 1]
        for ordinal in words["numbers"]["ordinals"][day.day - 1].split("|"):
            patterns = names["day_of_month"]
            yield from _said(patterns, str(day), month=month, ordinal=ordinal, number=day.day)


def _weeks(names: Words, today: date) -> Iterator[tuple[str, str]]:
    for kind, ending in (("weeks", ""), ("weekends", "-WE")):
        for spoken, weeks in names[kind].items():
            year, week, _ = (today + timedelta(weeks=weeks)).isocalendar()
            yield spoken, f"{year}-W{week:02}{ending}"


def _said(patterns: list[str], value: str, **names: str | int) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        yield pattern.format(**names), value


def _each(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with a key for every one of the words parted by "|"."""
    return {word: value for words, value in table.items() for word in words.split("|")}


def _text_list(values: Iterable[tuple[str, str]]) -> SlotList:
    # As a dict, because hassil would report a value once for each time it is listed.
    return TextSlotList.from_tuples(dict(values).items(), allow_template=False)
