"""How single values of shop.toml are written: amounts, zones, opening hours and the like.

An amount is of the currency given as the validation's context.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationInfo

from skill.shop.money import Money


def is_currency(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("write something between the quotes")
    return value.strip()


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError('write the two capital letters of ISO 3166, such as "US"')
    return value


def _currency(value: str) -> str:
    if not is_currency(value):
        raise ValueError('write the three capital letters of ISO 4217, such as "USD"')
    return value


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    # A name that is a folder of the zone database, such as "America", is an OSError.
    except (KeyError, ValueError, OSError):
        raise ValueError('write a zone by region and city, such as "Europe/Berlin"') from None


def _money(value: object, info: ValidationInfo) -> Money:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError('write an amount in quotes, such as "5.95"')
    try:
        amount = Money.parse(str(value), str(info.context))
    except ValueError as error:
        raise ValueError(f'{error}: write a plain amount with a point, such as "5.95"') from None
    if amount.amount < 0:
        raise ValueError("write an amount that is not below zero")
    return amount


def _rate(value: Decimal) -> Decimal:
    if not 0 <= value < 1:
        raise ValueError('write it as a part of one: 9.1 % is "0.091"')
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("write a date as year-month-day, such as 2026-12-25") from None


def _spans(value: object) -> tuple[tuple[time, time], ...]:
    if not isinstance(value, list):
        raise ValueError('write a list in brackets, such as ["09:00-17:00"], or [] when closed')
    spans = tuple(map(_span, value))
    ends = [moment for span in spans for moment in span]
    if ends != sorted(ends) or any(start == end for start, end in spans):
        raise ValueError("write spans that begin before they end and follow one another")
    return spans


def _span(value: object) -> tuple[time, time]:
    clocks = re.fullmatch(r"(\d\d:\d\d) ?- ?(\d\d:\d\d)", str(value))
    try:
        start, end = map(time.fromisoformat, clocks.groups() if clocks else ())
    except ValueError:
        raise ValueError(f'write {value!r} in hours and minutes, as in "09:00-17:00"') from None
    return start, end


Text = Annotated[str, AfterValidator(_text)]
Country = Annotated[str, AfterValidator(_country)]
Currency = Annotated[str, AfterValidator(_currency)]
Zone = Annotated[ZoneInfo, PlainValidator(_zone)]
Amount = Annotated[Money, PlainValidator(_money)]
Rate = Annotated[Decimal, AfterValidator(_rate)]
Day = Annotated[date, BeforeValidator(_day)]
Spans = Annotated[tuple[tuple[time, time], ...], PlainValidator(_spans)]
