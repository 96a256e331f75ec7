"""Which rows of a feed may be sold, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from skill.catalog.feeds.google import details
from skill.catalog.feeds.row import Row
from skill.catalog.naming import spoken_title
from skill.shop.money import Money
from skill.shop.products import Availability, Product

# Google's limit, https://support.google.com/merchants/answer/6324405
_LONGEST_ID = 50
# A price beyond this is a slip, and the index holds 64-bit integers.
_HIGHEST_PRICE = 10**12
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_PRICE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]{3})?")
_OWN_FIELDS = (
    *("id", "title", "spoken_title", "description", "link", "image_link", "brand"),
    *("price", "sale_price", "sale_price_effective_date", "availability", "quantity"),
    *("product_type", "product_detail"),
)


class Severity(StrEnum):
    ERROR = "error"
    """The row stays out of the catalog."""
    WARNING = "warning"
    """The row is sold, with one value read differently or left out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the merchant can put right."""

    line: int
    column: str
    """"" when the whole row is meant."""
    value: str
    severity: Severity
    message: str
    fix: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        value = f" {self.value[:60]!r}" if self.value else ""
        return f"{where}: {self.message}{value}. {self.fix}."


@dataclass(frozen=True, slots=True)
class Checked:
    """A row after the checks: a product unless something is wrong with it."""

    line: int
    product: Product | None
    problems: tuple[Problem, ...]


def checked(rows: Iterable[Row], currency: str) -> Iterator[Checked]:
    """Check every row on its own, and that no id comes twice."""
    first_lines: dict[str, int] = {}
    for row in rows:
        reading = _Reading(row, currency)
        product = reading.product()
        if product and (first := first_lines.setdefault(product.id, row.line)) != row.line:
            reading.error("id", f"the id is taken by line {first}", "Give every product its own id")
            product = None
        yield Checked(row.line, product, tuple(reading.problems))


@dataclass(slots=True)
class _Reading:
    """One row on its way to becoming a product; collects every problem, not just the first."""

    row: Row
    currency: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, column: str, message: str, fix: str) -> None:
        self._note(column, Severity.ERROR, message, fix)

    def warn(self, column: str, message: str, fix: str) -> None:
        self._note(column, Severity.WARNING, message, fix)

    def product(self) -> Product | None:
        if self.row.fault:
            self.error("", self.row.fault, "Put the value in quotes, and double quotes inside it")
            return None
        product_id, title = self._id(), self._title()
        price = self._sale_price(self._price())
        quantity = self._quantity()
        availability = self._availability(quantity)
        if price is None or any(p.severity is Severity.ERROR for p in self.problems):
            return None
        brand = self._text("brand")
        return Product(
            id=product_id,
            title=title,
            spoken_title=self._text("spoken_title") or spoken_title(title, brand),
            price=price,
            description=self._text("description"),
            availability=availability,
            quantity=quantity,
            brand=brand,
            product_type=self._product_type(),
            link=self._text("link"),
            image_link=self._text("image_link"),
            details=self._details(),
        )

    def _id(self) -> str:
        product_id = self._text("id")
        if not product_id:
            self.error("id", "the id is missing", "Give the product an id that never changes")
        elif len(product_id) > _LONGEST_ID:
            self.error("id", f"longer than {_LONGEST_ID} characters", "Shorten the id")
        return product_id

    def _title(self) -> str:
        title = self._text("title")
        if not title:
            self.error("title", "the title is missing", "Name the product")
        return title

    def _price(self) -> Money | None:
        if not self._text("price"):
            fix = f"Write the price like 129.99 {self.currency}"
            self.error("price", "the price is missing", fix)
            return None
        match self._money("price"):
            case Money() as price:
                return price
            case str(message):
                self.error("price", message, f"Write the price like 129.99 {self.currency}")
        return None

    def _sale_price(self, price: Money | None) -> Money | None:
        # A sale with dates needs a clock at every answer; the regular price is never too low.
        if not self._text("sale_price") or self._text("sale_price_effective_date"):
            return price
        match self._money("sale_price"):
            case Money() as sale if price and sale <= price:
                return sale
            case Money():
                message = "above the price, so the price is used"
            case str(message):
                message = f"{message}, so the price is used"
        self.warn("sale_price", message, "Correct the sale price or leave it empty")
        return price

    def _money(self, column: str) -> Money | str:
        """The amount, or what is wrong with it."""
        match = _PRICE.fullmatch(self._text(column))
        if not match:
            return "not a price"
        number, currency = match.groups()
        if not currency:
            self.warn(column, f"no currency, read as {self.currency}", "Add the currency")
        elif currency.upper() != self.currency:
            return f"this shop sells in {self.currency}"
        try:
            amount = Money.parse(number, self.currency)
        except ValueError:
            return f"more decimal places than {self.currency} has"
        if not amount:
            return "nothing is sold for zero"
        return amount if amount.amount <= _HIGHEST_PRICE else "too high to be a price"

    def _quantity(self) -> int | None:
        text = self._text("quantity")
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,9}", text):
            return int(text)
        fix = "Write a whole number, 0 when none is left, or leave it empty"
        negative = re.fullmatch(r"-[0-9.]+", text)
        self.error("quantity", "a negative quantity" if negative else "not a whole number", fix)
        return None

    def _availability(self, quantity: int | None) -> Availability:
        text = self._text("availability").lower().replace(" ", "_") or Availability.IN_STOCK
        if text not in list(Availability):
            self.error("availability", "unknown", f"Write one of {', '.join(Availability)}")
            return Availability.OUT_OF_STOCK
        if text == Availability.IN_STOCK and quantity == 0:
            self.warn(
                "availability",
                "in stock with a quantity of 0, read as out_of_stock",
                "Correct the availability or the quantity",
            )
            return Availability.OUT_OF_STOCK
        return Availability(text)

    def _product_type(self) -> tuple[str, ...]:
        steps = (step.strip() for step in self._text("product_type").split(">"))
        return tuple(step for step in steps if step)

    def _details(self) -> dict[str, str]:
        others = {
            name.replace("_", " "): self._text(name)
            for name in self.row.cells
            if name and name not in _OWN_FIELDS
        }
        return details(self._text("product_detail")) | others

    def _text(self, column: str) -> str:
        """The cell on one line; characters that XML 1.0, and so speech, cannot carry go."""
        value = self.row.cells.get(column, "")
        return value if value.isprintable() else " ".join(_CONTROL.sub(" ", value).split())

    def _note(self, column: str, severity: Severity, message: str, fix: str) -> None:
        value = self.row.cells.get(column, "")
        self.problems.append(Problem(self.row.line, column, value, severity, message, fix))
