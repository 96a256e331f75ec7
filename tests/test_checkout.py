"""A quote: what can be had, what it costs in all, and how and when it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.checkout import (
    CheckoutSession,
    CheckoutStatus,
    Message,
    MessageCode,
    TotalType,
    Wanted,
)
from skill.shop.facts import (
    DeliveryRule,
    FulfillmentType,
    PaymentMethod,
    ShopFacts,
    TaxRule,
)
from skill.shop.money import Money
from skill.shop.opening_hours import OpeningHours
from skill.shop.products import Availability, Product
from skill.shop.quotes import quote
from skill.shop.shoppers import Address, Shopper

HOME = Address("1 Water Street", "Port Townsend", "98368", "WA", "US")
ANN = Shopper("ann", "ann@example.com", "Ann", HOME)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def usd(number: str) -> Money:
    return Money.parse(number, "USD")


SHIPPED = DeliveryRule(
    "standard", FulfillmentType.SHIPPING, "standard delivery", usd("5.95"), usd("75"), 2, 4
)
COLLECTED = DeliveryRule("shop", FulfillmentType.PICKUP, "our shop", usd("0"), latest_days=1)
FACTS = ShopFacts(
    name="Juniper Pine",
    currency="USD",
    country="US",
    hours=OpeningHours(ZoneInfo("America/Los_Angeles"), {}),
    delivery=(SHIPPED, COLLECTED),
    payment=PaymentMethod.INVOICE,
    tax=TaxRule(Decimal("0.1")),
)
GOODS = {
    "kettle": Product("kettle", "Gooseneck Kettle 1 l", "Gooseneck Kettle", usd("39")),
    "lamp": Product("lamp", "Desk Lamp", "Desk Lamp", usd("74.99")),
    "mug": Product("mug", "Mug", "Mug", usd("0.05")),
    "bed": Product("bed", "Cat Bed", "Cat Bed", usd("59"), availability=Availability.OUT_OF_STOCK),
    "player": Product("player", "Player", "Player", usd("139"), availability=Availability.PREORDER),
}


def quoted(*wanted: tuple[str, int], **changes: Any) -> CheckoutSession:
    """A quote for (product, quantity) pairs; keywords replace arguments of `quote`."""
    arguments: dict[str, Any] = {
        "id": "s1",
        "shopper": ANN,
        "facts": FACTS,
        "products": GOODS,
        "on_hand": {},
        "now": NOW,
        "basket_version": 3,
    }
    wishes = [Wanted(product_id, f"the old {product_id}", count) for product_id, count in wanted]
    return quote(wishes, **(arguments | changes))


def entries(session: CheckoutSession) -> list[tuple[str, int]]:
    return [(total.type.value, total.amount.amount) for total in session.totals]


def bought(session: CheckoutSession) -> dict[str, int]:
    return {line.product_id: line.quantity for line in session.line_items}


def test_the_totals_are_a_subtotal_delivery_tax_and_last_the_total() -> None:
    session = quoted(("kettle", 1), ("mug", 3))
    assert entries(session) == [
        ("subtotal", 3915),
        ("fulfillment", 595),
        ("tax", 451),
        ("total", 4961),
    ]
    assert session.total == usd("49.61")
    assert session.amount(TotalType.TAX) == usd("4.51")


def test_a_line_costs_its_unit_price_times_its_quantity() -> None:
    [line] = quoted(("kettle", 3)).line_items
    assert (line.unit_price, line.quantity, line.total) == (usd("39"), 3, usd("117"))
    assert line.name == "Gooseneck Kettle"


def test_lines_are_numbered_without_a_gap_where_something_is_left_out() -> None:
    lines = quoted(("mug", 1), ("gone", 1), ("kettle", 1)).line_items
    assert [(line.id, line.product_id) for line in lines] == [("li_1", "mug"), ("li_2", "kettle")]


@pytest.mark.parametrize(
    ("lamps", "mugs", "delivery"), [(1, 0, 595), (1, 1, 0), (1, 2, 0), (0, 1, 595)]
)
def test_delivery_is_free_from_the_threshold_on(lamps: int, mugs: int, delivery: int) -> None:
    lamp = replace(GOODS["lamp"], price=usd("74.95"))
    goods = [(id, count) for id, count in (("lamp", lamps), ("mug", mugs)) if count]
    session = quoted(*goods, products=GOODS | {"lamp": lamp})
    assert session.amount(TotalType.FULFILLMENT) == Money(delivery, "USD")


def test_without_a_threshold_delivery_is_never_free() -> None:
    facts = replace(FACTS, delivery=(replace(SHIPPED, free_from=None),))
    session = quoted(("lamp", 100), facts=facts)
    assert session.amount(TotalType.FULFILLMENT) == usd("5.95")


@pytest.mark.parametrize(
    ("tax", "expected"),
    [
        (TaxRule(Decimal("0.1")), [3900, 595, 450, 4945]),
        (TaxRule(Decimal("0.1"), on_delivery=False), [3900, 595, 390, 4885]),
        (TaxRule(Decimal("0.19"), included=True), [3900, 595, 4495]),
        (TaxRule(), [3900, 595, 4495]),
    ],
)
def test_tax_is_added_only_where_prices_do_not_contain_it(
    tax: TaxRule, expected: list[int]
) -> None:
    session = quoted(("kettle", 1), facts=replace(FACTS, tax=tax))
    assert [amount for _, amount in entries(session)] == expected
    assert (session.amount(TotalType.TAX) is None) == (len(expected) == 3)
    assert session.tax_included == tax.included


def test_a_currency_without_minor_units_is_taxed_to_the_whole_yen() -> None:
    yen = replace(
        FACTS,
        currency="JPY",
        tax=TaxRule(Decimal("0.08")),
        delivery=(replace(SHIPPED, price=Money(500, "JPY"), free_from=Money(5000, "JPY")),),
    )
    tea = Product("tea", "Tea", "Tea", Money(1095, "JPY"))
    session = quoted(("tea", 1), facts=yen, products={"tea": tea})
    assert entries(session) == [
        ("subtotal", 1095),
        ("fulfillment", 500),
        ("tax", 128),
        ("total", 1723),
    ]
    assert {total.amount.currency for total in session.totals} == {"JPY"}


def test_what_is_gone_is_left_out_and_named_as_it_was_known() -> None:
    session = quoted(("gone", 2), ("mug", 1))
    assert bought(session) == {"mug": 1}
    assert session.messages == (Message(MessageCode.ITEM_UNAVAILABLE, "gone", "the old gone"),)


@pytest.mark.parametrize(("product_id", "on_hand"), [("bed", {}), ("mug", {"mug": 0})])
def test_what_is_sold_out_is_left_out(product_id: str, on_hand: Mapping[str, int]) -> None:
    session = quoted((product_id, 1), ("kettle", 1), on_hand=on_hand)
    assert bought(session) == {"kettle": 1}
    [message] = session.messages
    assert (message.code, message.product_id) == (MessageCode.OUT_OF_STOCK, product_id)
    assert message.left == 0


def test_what_runs_low_is_cut_to_what_is_left() -> None:
    session = quoted(("kettle", 5), on_hand={"kettle": 3})
    assert bought(session) == {"kettle": 3}
    assert session.messages == (
        Message(MessageCode.QUANTITY_ADJUSTED, "kettle", "Gooseneck Kettle", 3),
    )
    assert session.amount(TotalType.SUBTOTAL) == usd("117")


def test_the_last_of_it_can_be_had_without_a_word() -> None:
    session = quoted(("kettle", 3), on_hand={"kettle": 3})
    assert (bought(session), session.messages) == ({"kettle": 3}, ())


def test_what_is_not_counted_or_not_here_yet_can_be_had() -> None:
    session = quoted(("kettle", 100), ("player", 2))
    assert (bought(session), session.messages) == ({"kettle": 100, "player": 2}, ())


def test_with_nothing_left_to_buy_the_session_is_incomplete() -> None:
    session = quoted(("gone", 1), ("bed", 1))
    assert session.status is CheckoutStatus.INCOMPLETE
    assert [message.product_id for message in session.messages] == ["gone", "bed"]
    assert quoted().status is CheckoutStatus.INCOMPLETE
    assert quoted(("mug", 1)).status is CheckoutStatus.READY_FOR_COMPLETE


def test_a_shopper_with_an_address_is_sent_the_goods() -> None:
    sent = quoted(("mug", 1)).fulfillment
    assert (sent.option_id, sent.type) == ("standard", FulfillmentType.SHIPPING)
    assert sent.title == "standard delivery"
    assert sent.destination == HOME
    assert (sent.earliest, sent.latest) == (date(2026, 11, 26), date(2026, 11, 28))


def test_a_shopper_without_an_address_collects_them() -> None:
    session = quoted(("kettle", 1), shopper=replace(ANN, address=None))
    collected = session.fulfillment
    assert (collected.option_id, collected.type) == ("shop", FulfillmentType.PICKUP)
    assert collected.destination is None
    assert (collected.earliest, collected.latest) == (date(2026, 11, 24), date(2026, 11, 25))
    assert session.amount(TotalType.FULFILLMENT) == usd("0")


def test_where_goods_are_only_collected_an_address_is_not_sent_to() -> None:
    only = quoted(("kettle", 1), facts=replace(FACTS, delivery=(COLLECTED,))).fulfillment
    assert (only.type, only.destination) == (FulfillmentType.PICKUP, None)


def test_the_first_rule_that_fits_is_taken() -> None:
    express = replace(SHIPPED, id="express")
    facts = replace(FACTS, delivery=(COLLECTED, express, SHIPPED))
    assert quoted(("mug", 1), facts=facts).fulfillment.option_id == "express"


def test_where_goods_are_only_sent_an_address_is_needed() -> None:
    nowhere = {"facts": replace(FACTS, delivery=(SHIPPED,)), "shopper": replace(ANN, address=None)}
    session = quoted(("mug", 1), ("gone", 1), **nowhere)
    assert session.status is CheckoutStatus.REQUIRES_ESCALATION
    assert session.messages[-1] == Message(MessageCode.ADDRESS_UNDELIVERABLE)
    assert quoted(("gone", 1), **nowhere).status is CheckoutStatus.INCOMPLETE


def test_days_count_from_the_day_in_the_shops_zone() -> None:
    """Six in the morning at Greenwich is still the evening before in Oregon."""
    promise = quoted(("mug", 1), now=datetime(2026, 11, 24, 6, tzinfo=UTC)).fulfillment
    assert promise.earliest == date(2026, 11, 25)


def test_a_quote_names_its_basket_and_lapses_after_the_shops_time() -> None:
    session = quoted(("mug", 1), facts=replace(FACTS, quote_lasts=timedelta(minutes=5)))
    assert (session.id, session.shopper_id, session.basket_version) == ("s1", "ann", 3)
    assert session.expires_at == NOW + timedelta(minutes=5)
    assert session.payment is PaymentMethod.INVOICE


def test_the_same_offer_is_the_same_goods_at_the_same_price() -> None:
    session = quoted(("kettle", 1), ("mug", 2))
    later = quoted(("kettle", 1), ("mug", 2), id="s2", now=NOW + timedelta(minutes=1))
    assert session.same_offer(later)
    assert not session.same_offer(quoted(("kettle", 1), ("mug", 3)))
    assert not session.same_offer(quoted(("mug", 2), ("kettle", 1)))
    dearer = GOODS | {"mug": replace(GOODS["mug"], price=usd("0.06"))}
    assert not session.same_offer(quoted(("kettle", 1), ("mug", 2), products=dearer))
    taxed = replace(FACTS, tax=TaxRule(Decimal("0.2")))
    assert not session.same_offer(quoted(("kettle", 1), ("mug", 2), facts=taxed))


wishes = st.lists(
    st.tuples(st.sampled_from([*GOODS, "gone"]), st.integers(1, 200)),
    unique_by=lambda wish: wish[0],
)
rates = st.decimals(0, Decimal("0.99"), places=3)
taxes = st.builds(TaxRule, rates, st.booleans(), st.booleans())
prices = st.integers(0, 100_000).map(lambda amount: Money(amount, "USD"))


@given(
    wishes,
    st.dictionaries(st.sampled_from(list(GOODS)), st.integers(0, 150)),
    taxes,
    prices,
    prices | st.none(),
    st.booleans(),
)
def test_totals_always_sum_and_nothing_is_sold_beyond_stock(
    wanted: list[tuple[str, int]],
    on_hand: dict[str, int],
    tax: TaxRule,
    delivery: Money,
    free_from: Money | None,
    has_address: bool,
) -> None:
    shipped = replace(SHIPPED, price=delivery, free_from=free_from)
    session = quoted(
        *wanted,
        on_hand=on_hand,
        facts=replace(FACTS, tax=tax, delivery=(shipped, COLLECTED)),
        shopper=ANN if has_address else replace(ANN, address=None),
    )
    *parts, total = session.totals
    assert total.type is TotalType.TOTAL
    assert sum((part.amount for part in parts), usd("0")) == total.amount
    assert all(entry.amount >= usd("0") for entry in session.totals)
    assert [part.type for part in parts] in (
        [TotalType.SUBTOTAL, TotalType.FULFILLMENT],
        [TotalType.SUBTOTAL, TotalType.FULFILLMENT, TotalType.TAX],
    )
    assert parts[0].amount == sum((line.total for line in session.line_items), usd("0"))
    for line in session.line_items:
        assert (
            0
            < line.quantity
            <= min(dict(wanted)[line.product_id], on_hand.get(line.product_id, 200))
        )
    short = {message.product_id for message in session.messages}
    assert all(bought(session).get(id, 0) == count or id in short for id, count in wanted)
