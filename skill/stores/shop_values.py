"""How single values of shop.toml are written. Each reader raises ValueError with the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from skill.shop.money import Money

_Choice = TypeVar("_Choice", bound=StrEnum)


def is_currency(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("write it in quotes")
    if not value.strip():
        raise ValueError("write something between the quotes")
    return value.strip()


def country(value: Any) -> str:
    if not re.fullmatch("[A-Z]{2}", text(value)):
        raise ValueError('write the two capital letters of ISO 3166, such as "US"')
    return str(value)


def currency(value: Any) -> str:
    if not is_currency(value):
        raise ValueError('write the three capital letters of ISO 4217, such as "USD"')
    return str(value)


def zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    # A name that is a folder of the zone database, such as "America", is an OSError.
    except (KeyError, ValueError, OSError):
        raise ValueError('write a zone by region and city, such as "Europe/Berlin"') from None


def amount(currency: str) -> Callable[[Any], Money]:
    """A reader of amounts of that currency."""

    def read(value: Any) -> Money:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise ValueError('write an amount in quotes, such as "5.95"')
        try:
            money = Money.parse(str(value), currency)
        except ValueError as error:
            remedy = 'write a plain amount with a point, such as "5.95"'
            raise ValueError(f"{error}: {remedy}") from None
        if money.amount < 0:
            raise ValueError("write an amount that is not below zero")
        return money

    return read


def rate(value: Any) -> Decimal:
    try:
        part = Decimal(str(value))
    except InvalidOperation:
        part = Decimal(-1)
    if not 0 <= part < 1:
        raise ValueError('write it as a part of one: 9.1 % is "0.091"')
    return part


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false, without quotes")
    return value


def whole(least: int) -> Callable[[Any], int]:
    """A reader of whole numbers from `least` on."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("write a whole number, without quotes")
        if value < least:
            raise ValueError(f"it should be greater than or equal to {least}")
        return value

    return read


def one_of(choices: type[_Choice]) -> Callable[[Any], _Choice]:
    """A reader of one of the words of an enumeration."""

    def read(value: Any) -> _Choice:
        try:
            return choices(value)
        except ValueError:
            *some, last = (repr(choice.value) for choice in choices)
            raise ValueError(f"it should be {', '.join(some)} or {last}") from None

    return read


def day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date as year-month-day, such as 2026-12-25") from None


def spans(value: Any) -> tuple[tuple[time, time], ...]:
    if not isinstance(value, list):
        raise ValueError('write a list in brackets, such as ["09:00-17:00"], or [] when closed')
    open_spans = tuple(map(_span, value))
    ends = [moment for span in open_spans for moment in span]
    if ends != sorted(ends) or any(start == end for start, end in open_spans):
        raise ValueError("write spans that begin before they end and follow one another")
    return open_spans


def _span(value: object) -> tuple[time, time]:
    clocks = re.fullmatch(r"(\d\d:\d\d) ?- ?(\d\d:\d\d)", str(value))
    try:
        start, end = map(time.fromisoformat, clocks.groups() if clocks else ())
    except ValueError:
        raise ValueError(f'write {value!r} in hours and minutes, as in "09:00-17:00"') from None
    return start, end
