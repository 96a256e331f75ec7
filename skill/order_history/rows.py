"""The rows of an order history, each checked on its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from skill.catalog.checks import Problem, Severity
from skill.catalog.feeds import sniff
from skill.catalog.feeds.row import Row
from skill.catalog.naming import spoken_title
from skill.shop.checkout import LineItem
from skill.shop.emails import email_key, is_email
from skill.shop.facts import ShopFacts
from skill.shop.money import Money
from skill.shop.orders import OrderStatus

if TYPE_CHECKING:
    from _csv import Reader

_REQUIRED = ("order_id", "email", "placed_at", "product_id", "name", "quantity", "unit_price")
_LONGEST = 200
_EARLIEST_YEAR = 1970

_Value = TypeVar("_Value")


class HistoryUnreadable(Exception):
    """No row of the file can be trusted, so nothing was imported."""

    def __init__(self, file: Path, what: str, fix: str) -> None:
        super().__init__(f"{file.name}: {what}. {fix}. Nothing was imported.")


def rows(file: Path) -> Iterator[Row]:
    """Every row under the header, with the line it begins in."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        try:
            delimiter = sniff.delimiter(source.readline())
            source.seek(0)
            yield from _cells(file, csv.reader(source, delimiter=delimiter, strict=True))
        except UnicodeDecodeError:
            raise HistoryUnreadable(file, "the text is not UTF-8", "Save it as CSV UTF-8") from None


def _cells(file: Path, table: Reader) -> Iterator[Row]:
    lines = _lines(file, table)
    _, names = next(lines, (1, []))
    columns = _columns(file, names)
    for line, values in lines:
        if any(values):
            more = any(values[len(columns) :])
            # Spreadsheets leave out empty cells at the end of a row.
            cells = dict(zip(columns, values + [""] * len(columns), strict=False))
            yield Row(line, cells, "more values than columns" if more else "")


def _lines(file: Path, table: Reader) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = table.line_num + 1
        try:
            values = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            # Which rows were swallowed nobody knows, so no order in the file is surely whole.
            what, fix = f"the quotation marks do not pair ({error})", "Double those inside a value"
            raise HistoryUnreadable(file, f"line {line}: {what}", fix) from None
        yield line, [" ".join(value.split()) for value in values]


def _columns(file: Path, names: Sequence[str]) -> Sequence[str]:
    columns = [name.lower().replace(" ", "_") for name in names]
    missing = ", ".join(name for name in _REQUIRED if name not in columns)
    if missing:
        what = f"the first line does not name the column {missing}"
        raise HistoryUnreadable(file, what, f"Begin with the line {','.join(_REQUIRED)},status")
    return columns


@dataclass(frozen=True, slots=True)
class Bought:
    line: int
    email: str
    placed_at: datetime
    status: OrderStatus
    product_id: str
    name: str
    quantity: int
    unit_price: Money

    def line_item(self, id: str) -> LineItem:
        name = spoken_title(self.name)
        return LineItem(id, self.product_id, name, self.quantity, self.unit_price)


@dataclass(slots=True)
class Reading:
    """One row on its way to becoming a line item; collects every problem, not just the first."""

    source: Row
    facts: ShopFacts
    now: datetime
    problems: list[Problem] = field(default_factory=list)

    def row(self) -> Bought | None:
        """None when something is wrong with it."""
        if self.source.fault:
            self._note("", self.source.fault, "Put a value with a comma in it in quotes")
        self._read("order_id", _text, "")
        row = Bought(
            line=self.source.line,
            email=self._read("email", _email, ""),
            placed_at=self._read("placed_at", self._moment, self.now),
            status=self._read("status", _status, OrderStatus.DELIVERED),
            product_id=self._read("product_id", _text, ""),
            name=self._read("name", _text, ""),
            quantity=self._read("quantity", _quantity, 1),
            unit_price=self._read("unit_price", self._price, Money.zero(self.facts.currency)),
        )
        return None if self.problems else row

    def compare(self, row: Bought, first: Bought) -> None:
        """Note what the rows of an order have to say alike and do not."""
        alike = {
            "email": email_key(row.email) == email_key(first.email),
            "placed_at": row.placed_at == first.placed_at,
            "status": row.status == first.status,
        }
        for column in (column for column, same in alike.items() if not same):
            what = f"not that of line {first.line}, which is of the same order"
            self._note(column, what, f"Write the same {column} in all rows of an order")

    def _read(self, column: str, how: Callable[[str], _Value], otherwise: _Value) -> _Value:
        try:
            return how(self.source.cells.get(column, ""))
        except _Wrong as wrong:
            self._note(column, str(wrong), wrong.fix)
            return otherwise

    def _note(self, column: str, message: str, fix: str) -> None:
        value = self.source.cells.get(column, "")
        problem = Problem(self.source.line, column, value, Severity.ERROR, message, fix)
        self.problems.append(problem)

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            fix = "Write it like 2026-11-23 or 2026-11-23T17:30:00-08:00"
            raise _Wrong("not a date of ISO 8601", fix) from None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=self.facts.hours.zone)
        if moment.year < _EARLIEST_YEAR or moment > self.now:
            raise _Wrong("not in the past", "Write the day the order was placed")
        return moment

    def _price(self, text: str) -> Money:
        currency = self.facts.currency
        try:
            if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", text):
                raise ValueError(text)
            return Money.parse(text, currency)
        except ValueError:
            fix = f"Write the price of one, such as {Money(12900, currency).decimal()}"
            raise _Wrong(f"not an amount of {currency}", fix) from None


class _Wrong(ValueError):
    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def _text(text: str) -> str:
    if not text:
        raise _Wrong("missing", "Fill it in")
    if len(text) > _LONGEST:
        raise _Wrong(f"longer than {_LONGEST} characters", "Shorten it")
    if not text.isprintable():
        raise _Wrong("holds a character that cannot be written", "Type it again")
    return text


def _email(text: str) -> str:
    if not is_email(text):
        raise _Wrong("not an e-mail address", "Write the shopper's, such as ann@example.com")
    return _text(text)


def _status(text: str) -> OrderStatus:
    if text and text.lower() not in list(OrderStatus):
        raise _Wrong("unknown", f"Write one of {', '.join(OrderStatus)}, or nothing for delivered")
    return OrderStatus(text.lower() or OrderStatus.DELIVERED)


def _quantity(text: str) -> int:
    if not re.fullmatch("0*[1-9][0-9]{0,5}", text):
        raise _Wrong("not a whole number from 1 on", "Write how many were bought")
    return int(text)
