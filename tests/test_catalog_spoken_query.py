"""Spoken wishes: what to look for, and what it may cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.catalog.spoken_query import understand
from skill.shop.money import Money


def heard(phrase: str, currency: str = "USD") -> tuple[str, str, str]:
    query = understand(phrase, currency)
    low, high = query.min_price, query.max_price
    return query.terms, str(low.decimal()) if low else "", str(high.decimal()) if high else ""


@pytest.mark.parametrize(
    ("phrase", "terms", "low", "high"),
    [
        ("jackets under fifty dollars", "jackets", "", "50.00"),
        ("coffee table under two hundred dollars", "coffee table", "", "200.00"),
        ("under fifty dollars jackets", "jackets", "", "50.00"),
        ("less than 30", "", "", "30.00"),
        ("headphones at most fifty bucks", "headphones", "", "50.00"),
        ("headphones up to $50", "headphones", "", "50.00"),
        ("laptops below $1,299.99.", "laptops", "", "1299.99"),
        ("kettle cheaper than nineteen ninety-nine", "kettle", "", "19.99"),
        ("kettle under thirty nine ninety five", "kettle", "", "39.95"),
        ("kettle under nineteen dollars and ninety nine cents", "kettle", "", "19.99"),
        ("batteries under ninety nine cents", "batteries", "", "0.99"),
        ("sweets under a dollar", "sweets", "", "1.00"),
        ("phone case for less than two fifty", "phone case", "", "250.00"),
        ("gift under a hundred and fifty dollars", "gift", "", "150.00"),
        ("laptop under twelve hundred dollars", "laptop", "", "1200.00"),
        ("backpack fifty dollars or less", "backpack", "", "50.00"),
        ("jackets that cost less than 80 dollars or so", "jackets", "", "80.00"),
        ("headphones under 50 for running", "headphones for running", "", "50.00"),
        ("tv over five hundred dollars", "tv", "500.00", ""),
        ("watches at least one hundred dollars", "watches", "100.00", ""),
        ("watch one hundred dollars and up", "watch", "100.00", ""),
        ("lamps between twenty and forty dollars", "lamps", "20.00", "40.00"),
        ("lamps between forty and twenty dollars", "lamps", "20.00", "40.00"),
        ("lamps from 20 to 40 dollars", "lamps", "20.00", "40.00"),
        ("a jacket between one hundred and two hundred dollars", "jacket", "100.00", "200.00"),
        ("between one hundred and fifty and two hundred", "", "150.00", "200.00"),
        ("between twenty and one hundred and fifty", "", "20.00", "150.00"),
        ("jacket over 50 and under 100 dollars", "jacket", "50.00", "100.00"),
    ],
)
def test_price_limits_are_understood(phrase: str, terms: str, low: str, high: str) -> None:
    assert heard(phrase) == (terms, low, high)


@pytest.mark.parametrize(
    "phrase",
    [
        "two piece suit",
        "17 inch laptop",
        "17 inch laptop under 15 inches",
        "4 pack",
        "more than one usb cable",
        "under armour shirt",
        "over the ear headphones",
        "up to date calendar",
        "galaxy s 10 max",
        "from 2020 calendar",
        "dumbbells under 20 pounds",
        "nineteen ninety nine",
        "under",
        "between 50",
    ],
)
def test_what_is_no_price_stays_a_word(phrase: str) -> None:
    assert heard(phrase) == (phrase, "", "")


@pytest.mark.parametrize(
    ("phrase", "currency", "high"),
    [
        ("under 20 pounds", "GBP", "20.00"),
        ("under twenty quid", "GBP", "20.00"),
        ("£50 or less", "GBP", "50.00"),
        ("under fifty pence", "GBP", "0.50"),
        ("under 20€", "EUR", "20.00"),
        ("under five thousand yen", "JPY", "5000"),
        ("under fifty dollars", "CAD", "50.00"),
        ("under fifty", "CHF", "50.00"),
    ],
)
def test_prices_are_in_the_shop_s_currency(phrase: str, currency: str, high: str) -> None:
    assert heard(phrase, currency) == ("", "", high)


def test_another_currency_is_not_taken_for_the_shop_s() -> None:
    assert understand("shoes under twenty euros", "USD").max_price is None


@pytest.mark.parametrize(
    ("phrase", "terms"),
    [
        ("I'm looking for some scented candles for me please", "scented candles"),
        ("do you have any jackets", "jackets"),
        ("what jackets do you have", "jackets"),
        ("could you find me a kettle, please?", "kettle"),
        ("a gift for a kid", "gift for a kid"),
        ("anything", ""),
        ("please", ""),
        ("", ""),
    ],
)
def test_fillers_are_not_looked_for(phrase: str, terms: str) -> None:
    assert understand(phrase, "USD").terms == terms


@pytest.mark.parametrize(
    ("phrase", "terms"),
    [("any cheap kettles", "kettles"), ("the cheapest one", ""), ("least expensive tv", "tv")],
)
def test_cheap_asks_for_the_lowest_price_first(phrase: str, terms: str) -> None:
    query = understand(phrase, "USD")
    assert (query.terms, query.cheapest_first) == (terms, True)


def test_a_limit_is_exact_money_of_the_shop() -> None:
    assert understand("under 19.99", "USD").max_price == Money(1999, "USD")


WORDS = "under over between and a hundred fifty 20 dollars cents $5 or less kettle , . please to"


@given(st.lists(st.sampled_from(WORDS.split()) | st.text(max_size=8)))
def test_any_words_are_understood_somehow(words: list[str]) -> None:
    query = understand(" ".join(words), "USD")
    low, high = query.min_price, query.max_price
    assert all(limit is None or limit.amount >= 0 for limit in (low, high))


def test_a_very_long_text_is_no_burden() -> None:
    assert len(understand("under " * 10_000, "USD").terms.split()) <= 40
