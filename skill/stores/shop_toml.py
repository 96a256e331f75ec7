"""shop.toml: what the merchant states about the shop, checked and told in whole at once.

Read by hand and not by pydantic: every cold start reads it, and pydantic would be a quarter of one.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from skill.shop.facts import DeliveryRule, FulfillmentType, PaymentMethod, ShopFacts, TaxRule
from skill.shop.opening_hours import OpeningHours
from skill.stores import shop_values as values
from skill.stores.errors import ShopTomlWrong

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# With a currency that is wrong itself, amounts are checked as those of one with many places.
_ANY_CURRENCY = "KWD"
_REQUIRED: Any = object()
_EXAMPLES = {
    "name": 'name = "Juniper Pine"',
    "country": 'country = "US"',
    "currency": 'currency = "USD"',
    "zone": 'zone = "America/Los_Angeles"',
    "payment": 'payment = "invoice"',
    "delivery": 'a table [[delivery]] with id = "standard", type, title and price',
    "id": 'id = "standard"',
    "type": 'type = "shipping"',
    "title": 'title = "standard delivery"',
    "price": 'price = "5.95"',
}
_NAMES = (
    *("name", "country", "currency", "zone", "payment", "daily_limit", "quote_minutes"),
    *("tax", "hours", "delivery", "rate", "included", "on_delivery", *_DAYS, "exceptions"),
    *("id", "type", "title", "price", "free_from", "earliest_days", "latest_days"),
)
_Value = TypeVar("_Value")
_Spans = tuple[tuple[time, time], ...]
_CLOSED: _Spans = ()


def read_shop(path: Path) -> ShopFacts:
    """Raises ShopTomlWrong, which lists every problem found."""
    problems: list[str] = []
    shop = _Table(_tables(path), problems)
    facts = _facts(shop)
    shop.refuse_the_rest()
    if problems:
        raise ShopTomlWrong(path, tuple(problems))
    return facts


def _tables(path: Path) -> dict[str, Any]:
    try:
        # Windows' editor puts a byte order mark in front, which TOML does not know.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        problem = "it does not exist: `hawker init` makes one"
    except OSError as error:
        problem = f"it cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        problem = f"it is not UTF-8 text (byte {error.start + 1}): save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        problem = f"{error}: look there and just before for a missing quote, bracket or ="
    raise ShopTomlWrong(path, (problem,))


class _Table:
    """A table read key by key. A problem is noted and the reading goes on, so what is read may be
    used only when no problem was noted.
    """

    def __init__(self, keys: dict[str, Any], problems: list[str], *place: str) -> None:
        self._keys = dict(keys)
        self._problems = problems
        self._place = place

    def read(self, key: str, how: Callable[[Any], _Value], default: _Value = _REQUIRED) -> _Value:
        if key not in self._keys:
            if default is _REQUIRED:
                self._note(key, f" is missing: add {_EXAMPLES[key]}")
            return default
        value = self._keys.pop(key)
        try:
            return how(value)
        except ValueError as error:
            self._note(key, f" = {_shown(value)}: {error}")
            return default

    def table(self, key: str) -> _Table:
        """A table in this one, empty when it is left out."""
        return self._below(self._keys.pop(key, {}), f"[{'.'.join((*self._place, key))}]", key)

    def tables(self, key: str) -> list[_Table]:
        rows = self.read(key, lambda value: value)
        if rows is _REQUIRED:
            return []
        if not isinstance(rows, list):
            self._note(key, f" has to be a table: write [[{key}]] on a line of its own")
            return []
        if not rows:
            self._note(key, f" = []: add at least one table [[{key}]]")
        return [
            self._below(row, f"[[{key}]]", f"{key} {number}")
            for number, row in enumerate(rows, start=1)
        ]

    def dates(self) -> dict[date, _Spans]:
        """The whole table as opening spans by date."""
        found: dict[date, _Spans] = {}
        for key in list(self._keys):
            value = self.read(key, values.spans, _CLOSED)
            try:
                found[values.day(key)] = value
            except ValueError as error:
                self._note(key, f' = "{key}": {error}')
        return found

    def refuse_the_rest(self) -> None:
        """Note every key that nobody asked for: it is misspelt, or in the wrong table."""
        for key in self._keys:
            self._note(key, f" is not known there: {_meant(key)}")

    def _below(self, content: Any, brackets: str, name: str) -> _Table:
        if not isinstance(content, dict):
            self._note(name, f" has to be a table: write {brackets} on a line of its own")
            content = {}
        return _Table(content, self._problems, *self._place, name)

    def _note(self, key: str, what: str) -> None:
        self._problems.append(", ".join((*self._place, key)) + what)


def _facts(shop: _Table) -> ShopFacts:
    name, country = shop.read("name", values.text), shop.read("country", values.country)
    currency = shop.read("currency", values.currency)
    money = values.amount(currency if values.is_currency(currency) else _ANY_CURRENCY)
    zone = shop.read("zone", values.zone)
    return ShopFacts(
        name=name,
        currency=currency,
        country=country,
        payment=shop.read("payment", values.one_of(PaymentMethod)),
        daily_limit=shop.read("daily_limit", money, None),
        quote_lasts=timedelta(minutes=shop.read("quote_minutes", values.whole(1), 15)),
        tax=_tax(shop.table("tax")),
        hours=OpeningHours(zone, *_hours(shop.table("hours"))),
        delivery=_delivery(shop.tables("delivery"), money),
    )


def _tax(table: _Table) -> TaxRule:
    tax = TaxRule(
        rate=table.read("rate", values.rate, Decimal(0)),
        included=table.read("included", values.flag, False),
        on_delivery=table.read("on_delivery", values.flag, True),
    )
    table.refuse_the_rest()
    return tax


def _hours(table: _Table) -> tuple[dict[int, _Spans], dict[date, _Spans]]:
    week = {number: table.read(day, values.spans, _CLOSED) for number, day in enumerate(_DAYS)}
    exceptions = table.table("exceptions").dates()
    table.refuse_the_rest()
    return week, exceptions


def _delivery(tables: list[_Table], money: Callable[[Any], Any]) -> tuple[DeliveryRule, ...]:
    ids: set[str] = set()
    return tuple(_rule(table, money, ids) for table in tables)


def _rule(table: _Table, money: Callable[[Any], Any], ids: set[str]) -> DeliveryRule:
    earliest = 0

    def own_id(value: Any) -> str:
        if value in ids:
            raise ValueError("give each rule an id of its own")
        ids.add(value)
        return values.text(value)

    def latest(value: Any) -> int:
        days = values.whole(0)(value)
        if days < earliest:
            raise ValueError("write no fewer days than earliest_days")
        return days

    rule_id, kind = table.read("id", own_id), table.read("type", values.one_of(FulfillmentType))
    title, price = table.read("title", values.text), table.read("price", money)
    free_from = table.read("free_from", money, None)
    earliest = table.read("earliest_days", values.whole(0), 0)
    rule = DeliveryRule(
        rule_id,
        kind,
        title,
        price,
        free_from,
        earliest,
        table.read("latest_days", latest, earliest),
    )
    table.refuse_the_rest()
    return rule


def _meant(name: str) -> str:
    if name in _NAMES:
        return "keys of the shop itself stand above the first [table], others below their own"
    near = get_close_matches(name, _NAMES, n=1, cutoff=0.75)
    return f"write {near[0]}" if near else "take it out"


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, default=str, ensure_ascii=False)
