"""Money is exact: read, added, shared and written without losing a minor unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.money import Money, minor_digits

CURRENCIES = ["USD", "EUR", "JPY", "KRW", "KWD", "TND"]
currencies = st.sampled_from(CURRENCIES)
amounts = st.integers(-(10**15), 10**15)
moneys = st.builds(Money, amounts, currencies)


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("KWD", 3), ("TND", 3)],
)
def test_a_currency_has_the_decimal_places_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(
    ("number", "currency", "amount"),
    [
        ("129.99", "USD", 12999),
        ("129.9", "USD", 12990),
        ("129", "USD", 12900),
        ("0", "USD", 0),
        ("-5.95", "USD", -595),
        ("129.990", "USD", 12999),
        ("0.07", "USD", 7),
        ("1500", "JPY", 1500),
        ("1500.00", "JPY", 1500),
        ("1.234", "KWD", 1234),
        ("1.2", "KWD", 1200),
    ],
)
def test_a_plain_decimal_is_read_into_minor_units(number: str, currency: str, amount: int) -> None:
    assert Money.parse(number, currency) == Money(amount, currency)


@pytest.mark.parametrize(
    "number", ["", " ", "free", "12,99", "$12", "12 USD", "1.2.3", "--1", "sNaN"]
)
def test_what_is_not_a_number_is_refused_by_name(number: str) -> None:
    with pytest.raises(ValueError, match="is not a number") as refusal:
        Money.parse(number, "USD")
    assert repr(number) in str(refusal.value)


@pytest.mark.parametrize(
    ("number", "currency"),
    [
        ("1.999", "USD"),
        ("0.5", "JPY"),
        ("1.2345", "KWD"),
        ("NaN", "USD"),
        ("-Infinity", "USD"),
        ("Infinity", "USD"),
    ],
)
def test_what_is_no_exact_amount_of_the_currency_is_refused(number: str, currency: str) -> None:
    with pytest.raises(ValueError, match=f"is not an exact amount of {currency}"):
        Money.parse(number, currency)


@pytest.mark.parametrize(
    "number", ["1e999999", "1.00000000000000000000000000001", "10000000000000000000000000000.01"]
)
def test_a_number_beyond_all_measure_is_refused_and_never_rounded(number: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        Money.parse(number, "USD")


@given(moneys)
def test_what_is_written_is_read_back_the_same(money: Money) -> None:
    number, currency = str(money).split()
    assert Money.parse(number, currency) == money


@given(moneys)
def test_a_decimal_has_all_places_of_its_currency(money: Money) -> None:
    assert -int(money.decimal().as_tuple().exponent) == minor_digits(money.currency)


@given(st.lists(amounts), currencies)
def test_a_sum_is_that_of_its_minor_units(parts: list[int], currency: str) -> None:
    total = sum((Money(part, currency) for part in parts), Money.zero(currency))
    assert total == Money(sum(parts), currency)


@given(moneys, amounts, st.integers(0, 1000))
def test_adding_taking_away_and_multiplying_agree(money: Money, amount: int, quantity: int) -> None:
    other = Money(amount, money.currency)
    assert money + other - other == money
    assert (money + other) * quantity == money * quantity + other * quantity


@given(moneys, amounts)
def test_amounts_are_ordered_as_their_minor_units(money: Money, amount: int) -> None:
    other = Money(amount, money.currency)
    assert (money < other) == (money.amount < amount)
    assert (money >= other) == (money.amount >= amount)


def test_only_nothing_is_false() -> None:
    assert not Money.zero("USD")
    assert Money(1, "USD")
    assert Money(-1, "USD")


def test_currencies_do_not_mix() -> None:
    dollar, euro = Money(100, "USD"), Money(100, "EUR")
    assert dollar != euro
    with pytest.raises(ValueError, match="USD and EUR do not mix"):
        dollar + euro
    with pytest.raises(ValueError, match="USD and EUR do not mix"):
        dollar - euro
    with pytest.raises(ValueError, match="do not mix"):
        sorted([dollar, euro])
    with pytest.raises(ValueError, match="do not mix"):
        assert dollar >= euro


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "share"),
    [
        (10000, "USD", "0.091", 910),
        (50, "USD", "0.01", 1),
        (49, "USD", "0.01", 0),
        (150, "USD", "0.01", 2),
        (250, "USD", "0.01", 3),
        (-50, "USD", "0.01", -1),
        (1005, "JPY", "0.1", 101),
        (1234, "KWD", "0.05", 62),
        (4495, "USD", "0", 0),
    ],
)
def test_a_share_is_rounded_half_up_to_a_whole_minor_unit(
    amount: int, currency: str, rate: str, share: int
) -> None:
    assert Money(amount, currency).share(Decimal(rate)) == Money(share, currency)


@given(moneys, st.decimals(0, 1, places=4))
def test_a_share_is_at_most_half_a_minor_unit_off(money: Money, rate: Decimal) -> None:
    off = money.share(rate).amount - money.amount * rate
    assert abs(off) <= Decimal("0.5")
