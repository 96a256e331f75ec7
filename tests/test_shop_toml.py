from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import skill
from skill.shop.checkout import TotalType, Wanted
from skill.shop.facts import DeliveryRule, FulfillmentType, PaymentMethod, ShopFacts, TaxRule
from skill.shop.money import Money
from skill.shop.opening_hours import OpeningHours, Window
from skill.shop.products import Product
from skill.shop.quotes import quote
from skill.shop.shoppers import Address, Shopper
from skill.stores.errors import ShopTomlWrong
from skill.stores.shop_toml import read_shop

SAMPLE = Path(skill.__file__).parent / "sample_shop" / "shop.toml"
SHORTEST = """\
name = "Kasse"
country = "DE"
currency = "EUR"
zone = "Europe/Berlin"
payment = "on_collection"

[[delivery]]
id = "shop"
type = "pickup"
title = "our shop"
price = "0"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.toml"


def read(path: Path, text: str) -> ShopFacts:
    path.write_text(text, encoding="utf-8")
    return read_shop(path)


def problems(path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ShopTomlWrong) as wrong:
        read(path, text)
    return wrong.value.problems


def changed(line: str, to: str) -> str:
    """The sample with one line changed."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(line) == 1
    return text.replace(line, to)


def test_the_shortest_file_states_a_shop(path: Path) -> None:
    assert read(path, SHORTEST) == ShopFacts(
        name="Kasse",
        currency="EUR",
        country="DE",
        hours=OpeningHours(ZoneInfo("Europe/Berlin"), dict.fromkeys(range(7), ())),
        delivery=(DeliveryRule("shop", FulfillmentType.PICKUP, "our shop", Money.zero("EUR")),),
        payment=PaymentMethod.ON_COLLECTION,
        tax=TaxRule(),
        daily_limit=None,
        quote_lasts=timedelta(minutes=15),
    )


def test_the_sample_states_all_there_is_to_state() -> None:
    facts = read_shop(SAMPLE)

    assert (facts.name, facts.country, facts.currency) == ("Juniper Pine", "US", "USD")
    assert facts.payment is PaymentMethod.INVOICE
    assert facts.daily_limit == Money(100_000, "USD")
    assert facts.quote_lasts == timedelta(minutes=15)
    assert facts.tax == TaxRule(Decimal("0.091"), included=False, on_delivery=True)
    assert facts.delivery == (
        DeliveryRule(
            id="standard",
            type=FulfillmentType.SHIPPING,
            title="standard delivery",
            price=Money(595, "USD"),
            free_from=Money(7_500, "USD"),
            earliest_days=2,
            latest_days=4,
        ),
        DeliveryRule(
            id="collection",
            type=FulfillmentType.PICKUP,
            title="our shop on Water Street",
            price=Money.zero("USD"),
            latest_days=1,
        ),
    )


def test_the_sample_shop_is_open_when_it_says(path: Path) -> None:
    hours = read_shop(SAMPLE).hours
    zone = ZoneInfo("America/Los_Angeles")
    thanksgiving = datetime(2026, 11, 26, 10, 0, tzinfo=zone)
    after = Window(
        datetime(2026, 11, 27, 9, 0, tzinfo=zone), datetime(2026, 11, 27, 17, 0, tzinfo=zone)
    )

    assert hours.zone == zone
    assert hours.next(thanksgiving) == after
    assert hours.week[5] == ((time(10), time(14)),)
    assert hours.week[6] == ()
    assert hours.exceptions[date(2026, 12, 24)] == ((time(9), time(12)),)


def test_the_sample_shop_taxes_goods_and_delivery() -> None:
    kettle = Product("kettle", "Kettle", "Kettle", Money(3_900, "USD"))
    offer = quote(
        [Wanted("kettle", "Kettle", 1)],
        id="s1",
        shopper=Shopper("ann", "ann@example.org", address=Address("1 Main St", "Yakima", "98901")),
        facts=read_shop(SAMPLE),
        products={"kettle": kettle},
        on_hand={},
        now=datetime(2026, 11, 23, 18, 0, tzinfo=UTC),
        basket_version=None,
    )

    # 9.1 % of 39.00 and 5.95 is 4.09.
    assert offer.amount(TotalType.TAX) == Money(409, "USD")
    assert offer.total == Money(3_900 + 595 + 409, "USD")


def test_a_lunch_break_makes_two_spans(path: Path) -> None:
    facts = read(path, SHORTEST + '[hours]\nmonday = ["09:00-12:00", "13:00 - 17:00"]\n')

    assert facts.hours.week[0] == ((time(9), time(12)), (time(13), time(17)))


@pytest.mark.parametrize("written", ['"5.95"', "5.95"])
def test_an_amount_is_exact_with_or_without_quotes(path: Path, written: str) -> None:
    facts = read(path, changed('price = "5.95"', f"price = {written}"))

    assert facts.delivery[0].price == Money(595, "USD")


def test_amounts_have_the_places_of_the_currency(path: Path) -> None:
    yen = SHORTEST.replace("EUR", "JPY").replace('"0"', '"550"')
    dinar = SHORTEST.replace("EUR", "KWD").replace('"0"', '"5.125"')

    assert read(path, yen).delivery[0].price == Money(550, "JPY")
    assert read(path, dinar).delivery[0].price == Money(5_125, "KWD")


def test_the_mark_that_windows_puts_in_front_is_no_problem(path: Path) -> None:
    path.write_text(SHORTEST, encoding="utf-8-sig")

    assert read_shop(path).name == "Kasse"


@pytest.mark.parametrize(
    ("line", "to", "problem"),
    [
        ('name = "Juniper Pine"', 'name = " "', 'name = " ": write something'),
        ('country = "US"', 'country = "us"', 'country = "us": write the two capital letters'),
        ('currency = "USD"', 'currency = "$"', 'currency = "$": write the three capital letters'),
        ('zone = "America/Los_Angeles"', 'zone = "America"', 'zone = "America": write a zone by'),
        ('zone = "America/Los_Angeles"', 'zone = "../etc"', 'zone = "../etc": write a zone by'),
        ('payment = "invoice"', 'payment = "card"', "it should be 'invoice', 'on_delivery' or"),
        ('daily_limit = "1000.00"', 'daily_limit = "-5"', '= "-5": write an amount that is not'),
        ('daily_limit = "1000.00"', "daily_limit = true", "= true: write an amount in quotes"),
        ("quote_minutes = 15", 'quote_minutes = "15"', "write a whole number, without quotes"),
        ("quote_minutes = 15", "quote_minutes = 0", "= 0: it should be greater than or equal to 1"),
        ('rate = "0.091"', "rate = 9.1", "tax, rate = 9.1: write it as a part of one: 9.1 % is"),
        ("included = false", 'included = "no"', 'included = "no": write true or false'),
        (
            'saturday = ["10:00-14:00"]',
            'saturday = "10-14"',
            'hours, saturday = "10-14": write a list',
        ),
        (
            'saturday = ["10:00-14:00"]',
            'saturday = ["10-14"]',
            "write '10-14' in hours and minutes",
        ),
        ('saturday = ["10:00-14:00"]', 'saturday = ["14:00-10:00"]', "begin before they end"),
        ('saturday = ["10:00-14:00"]', 'saturday = ["10:00-10:00"]', "begin before they end"),
        (
            'saturday = ["10:00-14:00"]',
            "caturday = []",
            "hours, caturday is not known there: write saturday",
        ),
        (
            "2026-12-25 = []",
            "2026-25-12 = []",
            'hours, exceptions, 2026-25-12 = "2026-25-12": write a date',
        ),
        (
            'type = "pickup"',
            'type = "drone"',
            "delivery 2, type = \"drone\": it should be 'shipping' or",
        ),
        (
            'price = "5.95"',
            'price = "5,95"',
            "delivery 1, price = \"5,95\": '5,95' is not a number",
        ),
        ('price = "5.95"', 'price = "5.955"', "'5.955' is not an exact amount of USD"),
        (
            "latest_days = 4",
            "latest_days = 1",
            "latest_days = 1: write no fewer days than earliest_days",
        ),
        ('id = "collection"', 'id = "standard"', "give each rule an id of its own"),
        (
            "earliest_days = 2",
            "earliest_dys = 2",
            "earliest_dys is not known there: write earliest_days",
        ),
        (
            "earliest_days = 2",
            'colour = "red"',
            "delivery 1, colour is not known there: take it out",
        ),
        (
            "included = false",
            'daily_limit = "5"',
            "keys of the shop itself stand above the first [table]",
        ),
    ],
)
def test_a_problem_names_key_value_and_remedy(path: Path, line: str, to: str, problem: str) -> None:
    (told,) = problems(path, changed(line, to))

    assert problem in told


def test_all_problems_are_told_at_once_under_the_name_of_the_file(path: Path) -> None:
    path.write_text("nme = 3\n[tax]\nrate = 9.1\n[[delivery]]\n")
    with pytest.raises(ShopTomlWrong) as wrong:
        read_shop(path)

    assert str(wrong.value).splitlines() == [
        f"{path} has 11 problems:",
        '  name is missing: add name = "Juniper Pine"',
        '  country is missing: add country = "US"',
        '  currency is missing: add currency = "USD"',
        '  zone is missing: add zone = "America/Los_Angeles"',
        '  payment is missing: add payment = "invoice"',
        '  tax, rate = 9.1: write it as a part of one: 9.1 % is "0.091"',
        '  delivery 1, id is missing: add id = "standard"',
        '  delivery 1, type is missing: add type = "shipping"',
        '  delivery 1, title is missing: add title = "standard delivery"',
        '  delivery 1, price is missing: add price = "5.95"',
        "  nme is not known there: write name",
    ]


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ("delivery = []", "delivery = []: add at least one table [[delivery]]"),
        ("delivery = [3]", "delivery 1 has to be a table: write [[delivery]]"),
        ('delivery = "standard"', "delivery has to be a table: write [[delivery]]"),
        ("[delivery]\nid = 3", "delivery has to be a table: write [[delivery]]"),
        ("hours = 9", "hours has to be a table: write [hours]"),
        (
            "hours = { exceptions = 9 }",
            "hours, exceptions has to be a table: write [hours.exceptions]",
        ),
    ],
)
def test_a_table_that_is_none_is_told_how_it_is_written(
    path: Path, tables: str, problem: str
) -> None:
    assert any(problem in told for told in problems(path, tables))


def test_a_shop_needs_a_way_to_the_shopper(path: Path) -> None:
    (told,) = problems(path, SHORTEST.partition("[[delivery]]")[0])

    assert told.startswith("delivery is missing: add a table [[delivery]] with")


def test_what_is_no_toml_is_told_with_its_line(path: Path) -> None:
    (told,) = problems(path, 'name = "Kasse"\ncountry = "DE\n')

    assert "line 2" in told
    assert "missing quote" in told


def test_a_missing_file_is_told_with_the_remedy(path: Path) -> None:
    with pytest.raises(ShopTomlWrong, match=r"shop\.toml has 1 problem:\n.*`hawker init`"):
        read_shop(path)


def test_what_is_no_text_is_told(path: Path) -> None:
    path.write_bytes(b'name = "K\xe4sse"')
    with pytest.raises(ShopTomlWrong, match=r"not UTF-8 text \(byte 10\): save it as UTF-8"):
        read_shop(path)
    with pytest.raises(ShopTomlWrong, match="cannot be read: Is a directory"):
        read_shop(path.parent)
