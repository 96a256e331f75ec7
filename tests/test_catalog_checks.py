"""Good rows are sold; bad rows stay out, with line, column, value, reason and remedy."""

from __future__ import annotations

from typing import Any

import pytest

from skill.catalog.checks import Checked, Severity, checked
from skill.catalog.feeds.google import rows
from skill.catalog.feeds.row import Row
from skill.shop.money import Money
from skill.shop.products import Availability, Product
from tests.feeds import FEEDS


def check(currency: str = "USD", **cells: str) -> Checked:
    row = Row(2, {"id": "k1", "title": "Kettle", "price": f"39.00 {currency}"} | cells)
    return next(checked([row], currency))


def product(**cells: str) -> Product:
    found = check(**cells).product
    assert found is not None
    return found


def complaint(**cells: str) -> tuple[str, Severity]:
    (problem,) = check(**cells).problems
    return problem.message, problem.severity


def test_every_broken_row_is_reported_where_it_is_and_the_good_rows_land() -> None:
    found = list(checked(rows(FEEDS / "broken.tsv"), "USD"))
    problems = [
        (p.line, p.column, p.value, p.message)
        for row in found
        for p in row.problems
        if p.severity is Severity.ERROR
    ]
    assert problems == [
        (3, "id", "", "the id is missing"),
        (4, "title", "", "the title is missing"),
        (5, "price", "", "the price is missing"),
        (6, "price", "twelve dollars", "not a price"),
        (7, "price", "0.00 USD", "nothing is sold for zero"),
        (8, "price", "12.00 EUR", "this shop sells in USD"),
        (9, "price", "12.999 USD", "more decimal places than USD has"),
        (10, "availability", "maybe", "unknown"),
        (11, "quantity", "-3", "a negative quantity"),
        (12, "quantity", "a few", "not a whole number"),
        (13, "id", "lamp-1", "the id is taken by line 2"),
        (14, "", "", "9 values for 8 columns"),
    ]
    sold = [row.product.id for row in found if row.product]
    assert sold == ["lamp-1", "lamp-12", "lamp-13", "lamp-14"]


def test_warnings_do_not_keep_a_product_out() -> None:
    warnings = [
        (p.line, p.column)
        for row in checked(rows(FEEDS / "broken.tsv"), "USD")
        for p in row.problems
        if p.severity is Severity.WARNING
    ]
    assert warnings == [(15, "price"), (15, "availability"), (16, "sale_price")]


def test_a_problem_reads_as_a_sentence_with_the_remedy() -> None:
    (problem,) = check(price="12,00 USD").problems
    assert str(problem) == (
        "line 2, price: not a price '12,00 USD'. Write the price like 129.99 USD."
    )


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    columns = {problem.column for problem in check(id="", price="0 USD", quantity="x").problems}
    assert columns == {"id", "price", "quantity"}


def test_a_hostile_title_is_kept_word_for_word() -> None:
    title = 'Tom & Jerry <b>"Deluxe"</b> Gift Box'
    found = product(title=title)
    assert found.title == title
    assert found.spoken_title == "Tom & Jerry Deluxe Gift Box"


def test_characters_that_speech_cannot_carry_are_dropped() -> None:
    assert product(title="Copper\x00\x0b Kettle\u0085 👩‍🍳").title == "Copper Kettle 👩‍🍳"


def test_the_merchant_s_own_spoken_title_wins() -> None:
    assert product(spoken_title="PS four").spoken_title == "PS four"


def test_what_is_no_field_of_its_own_becomes_a_detail() -> None:
    found = product(
        color="Copper", item_group_id="g1", shelf_life="ten years", product_detail="A:volume:1 l"
    )
    assert found.details == {
        "color": "Copper",
        "item group id": "g1",
        "shelf life": "ten years",
        "volume": "1 l",
    }


def test_product_types_go_from_wide_to_narrow() -> None:
    assert product(product_type="home > kitchen>kettles").product_type == (
        "home",
        "kitchen",
        "kettles",
    )


@pytest.mark.parametrize(
    ("cells", "amount"),
    [
        ({"sale_price": "29.00 USD"}, 2900),
        ({"sale_price": "29.00 USD", "sale_price_effective_date": "2026-01-01/2026-02-01"}, 3900),
        ({"sale_price": "49.00 USD"}, 3900),
        ({"sale_price": "cheap"}, 3900),
    ],
)
def test_a_sale_price_counts_when_it_is_plainly_valid(cells: dict[str, str], amount: int) -> None:
    assert product(**cells).price == Money(amount, "USD")


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("39 USD", "USD", 3900), ("39.5 usd", "USD", 3950), ("5000 JPY", "JPY", 5000)],
)
def test_prices_are_exact(text: str, currency: str, amount: int) -> None:
    found = check(currency, price=text).product
    assert found is not None
    assert found.price == Money(amount, currency)


@pytest.mark.parametrize(
    "text", ["$39.00", "39.00 USD each", "1,299.00 USD", "-5 USD", "NaN", "1e3 USD", "1_000 USD"]
)
def test_a_price_is_never_guessed(text: str) -> None:
    assert complaint(price=text) == ("not a price", Severity.ERROR)


def test_a_price_beyond_reason_is_a_slip() -> None:
    assert complaint(price=f"{10**30} USD")[1] is Severity.ERROR


@pytest.mark.parametrize(
    ("cells", "availability"),
    [
        ({}, Availability.IN_STOCK),
        ({"availability": "Out of Stock"}, Availability.OUT_OF_STOCK),
        ({"availability": "in_stock", "quantity": "0"}, Availability.OUT_OF_STOCK),
        ({"availability": "backorder", "quantity": "0"}, Availability.BACKORDER),
    ],
)
def test_availability_follows_google_s_values_and_the_count(
    cells: dict[str, Any], availability: Availability
) -> None:
    assert product(**cells).availability is availability


def test_an_uncounted_product_has_no_quantity() -> None:
    assert product().quantity is None


def test_an_id_longer_than_google_allows_stays_out() -> None:
    assert complaint(id="x" * 51) == ("longer than 50 characters", Severity.ERROR)
