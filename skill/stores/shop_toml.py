"""shop.toml: what the merchant states about the shop, checked and told in whole at once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from skill.shop.facts import DeliveryRule, FulfillmentType, PaymentMethod, ShopFacts, TaxRule
from skill.shop.opening_hours import OpeningHours
from skill.stores.errors import ShopTomlWrong
from skill.stores.shop_values import (
    Amount,
    Country,
    Currency,
    Day,
    Rate,
    Spans,
    Text,
    Zone,
    is_currency,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# With a currency that is wrong itself, amounts are checked as those of one with many places.
_ANY_CURRENCY = "KWD"


def read_shop(path: Path) -> ShopFacts:
    """Raises ShopTomlWrong, which lists every problem found."""
    tables = _tables(path)
    currency = tables.get("currency")
    try:
        stated = _ShopToml.model_validate(
            tables, context=currency if is_currency(currency) else _ANY_CURRENCY
        )
    except ValidationError as error:
        raise ShopTomlWrong(path, tuple(map(_explained, error.errors()))) from None
    return stated.facts()


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


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Tax(_Table):
    rate: Rate = Decimal(0)
    included: StrictBool = False
    on_delivery: StrictBool = True


class _Hours(_Table):
    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()
    exceptions: dict[Day, Spans] = {}


class _Delivery(_Table):
    id: Text
    type: FulfillmentType
    title: Text
    price: Amount
    free_from: Amount | None = None
    earliest_days: Annotated[StrictInt, Field(ge=0)] = 0
    latest_days: Annotated[StrictInt, Field(ge=0)] = 0

    @field_validator("latest_days")
    @classmethod
    def _not_before_earliest(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("earliest_days", 0):
            raise ValueError("write no fewer days than earliest_days")
        return value


def _rules(rules: tuple[_Delivery, ...]) -> tuple[_Delivery, ...]:
    if not rules:
        raise ValueError("add at least one table [[delivery]]")
    if len({rule.id for rule in rules}) < len(rules):
        raise ValueError("give each rule an id of its own")
    return rules


class _ShopToml(_Table):
    name: Text
    country: Country
    currency: Currency
    zone: Zone
    payment: PaymentMethod
    daily_limit: Amount | None = None
    quote_minutes: Annotated[StrictInt, Field(ge=1)] = 15
    tax: _Tax = _Tax()
    hours: _Hours = _Hours()
    delivery: Annotated[tuple[_Delivery, ...], AfterValidator(_rules)]

    def facts(self) -> ShopFacts:
        week = {number: getattr(self.hours, day) for number, day in enumerate(_DAYS)}
        return ShopFacts(
            name=self.name,
            currency=self.currency,
            country=self.country,
            hours=OpeningHours(self.zone, week, self.hours.exceptions),
            delivery=tuple(DeliveryRule(**dict(rule)) for rule in self.delivery),
            payment=self.payment,
            tax=TaxRule(**dict(self.tax)),
            daily_limit=self.daily_limit,
            quote_lasts=timedelta(minutes=self.quote_minutes),
        )


_EXAMPLES = {
    "name": 'name = "Juniper and Pine"',
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
_NAMES = [name for table in (_ShopToml, _Tax, _Hours, _Delivery) for name in table.model_fields]


def _explained(error: ErrorDetails) -> str:
    """One problem in one sentence: the key, its value, and what to write instead."""
    key, name = _key(error["loc"]), str(error["loc"][-1])
    match error["type"]:
        case "missing":
            return f"{key} is missing: add {_EXAMPLES[name]}"
        case "extra_forbidden":
            return f"{key} is not known there: {_meant(name)}"
        case "model_type" | "dict_type" | "tuple_type":
            dotted = ".".join(map(str, error["loc"]))
            brackets = "[[delivery]]" if "delivery" in error["loc"] else f"[{dotted}]"
            return f"{key} has to be a table: write {brackets} on a line of its own"
        case "bool_type":
            remedy = "write true or false, without quotes"
        case "int_type":
            remedy = "write a whole number, without quotes"
        case "value_error":
            remedy = str(error["ctx"]["error"])
        case _:
            remedy = error["msg"].replace("Input", "it")
    return f"{key} = {_shown(error['input'])}: {remedy}"


def _key(location: Iterable[int | str]) -> str:
    """Where it stands, rules counted from one: `delivery 2, price`, `hours, monday`."""
    parts = [part for part in location if part != "[key]"]
    words = [f" {part + 1}" if isinstance(part, int) else f", {part}" for part in parts]
    return "".join(words).removeprefix(", ")


def _meant(name: str) -> str:
    if name in _NAMES:
        return "keys of the shop itself stand above the first [table], others below their own"
    near = get_close_matches(name, _NAMES, n=1, cutoff=0.75)
    return f"write {near[0]}" if near else "take it out"


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, default=str, ensure_ascii=False)
