"""What a basket holds, how much it may hold, and what becomes of it when two change it at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.baskets import MOST_LINES, MOST_OF_ONE, Basket, BasketLine, Baskets
from skill.shop.callbacks import CallbackReason
from skill.shop.errors import BasketChanged
from skill.talk import adjusting, basket, choosing, routes
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CheckOutNow,
    EmptyBasket,
    WantsCallback,
    WhatNext,
    WhichLine,
)
from tests.test_talk import KETTLE, MUG, YES, Staged, Talk, guest, kinds, said, sam

LAMP = "JP-0001"


def holding(talk: Talk, owner: str = "guest") -> dict[str, int]:
    return {line.product_id: line.quantity for line in talk.shop.baskets.of(owner).lines}


def test_what_is_added_again_is_one_line_with_more_of_it() -> None:
    filled = Basket("ann").adding("k", "Kettle", 1).adding("m", "Mug", 2).adding("k", "Kettle", 3)
    assert filled.lines == (BasketLine("k", "Kettle", 4), BasketLine("m", "Mug", 2))
    assert filled.line("m") == BasketLine("m", "Mug", 2)
    assert filled.line("lamp") is None


def test_setting_a_quantity_concerns_one_line_and_zero_takes_it_out() -> None:
    filled = Basket("ann", 3).adding("k", "Kettle", 1).adding("m", "Mug", 2)
    assert filled.setting("m", 5).lines == (BasketLine("k", "Kettle", 1), BasketLine("m", "Mug", 5))
    assert filled.setting("k", 0).lines == (BasketLine("m", "Mug", 2),)
    assert filled.setting("lamp", 7) == filled
    assert filled.emptied() == Basket("ann", 3)


@given(st.lists(st.tuples(st.sampled_from("kml"), st.integers(0, 9), st.booleans())))
def test_a_basket_holds_every_product_once_and_none_of_nothing(
    changes: list[tuple[str, int, bool]],
) -> None:
    filled, expected = Basket("ann", 2), dict[str, int]()
    for product_id, quantity, add in changes:
        if add and quantity:
            filled = filled.adding(product_id, product_id.upper(), quantity)
            expected[product_id] = expected.get(product_id, 0) + quantity
        elif product_id in expected:
            filled = filled.setting(product_id, quantity)
            expected[product_id] = quantity
            expected = {id: count for id, count in expected.items() if count}
    assert [(line.product_id, line.quantity) for line in filled.lines] == list(expected.items())
    assert (filled.owner, filled.version) == ("ann", 2)


# How much it may hold


@pytest.fixture
def endless(stage: Staged) -> Talk:
    """A guest in a shop that counts nothing."""
    talk = guest(stage())
    talk.shop.stock.load([])
    return talk


def test_a_hundred_of_one_can_be_had_and_more_are_a_wish_for_a_person(endless: Talk) -> None:
    assert kinds(endless.adds(KETTLE, MOST_OF_ONE)) == [basket.Added]
    reply = endless.adds(KETTLE, 1)
    assert reply.say == (basket.TooMany(MOST_OF_ONE),)
    assert reply.ask == WantsCallback(CallbackReason.OTHER)
    assert kinds(endless.adds(LAMP, MOST_OF_ONE + 1)) == [basket.TooMany]
    assert kinds(endless("ChangeQuantityIntent", quantity="101", ordinal="1")) == [basket.TooMany]
    assert holding(endless) == {KETTLE: MOST_OF_ONE}


def test_a_basket_of_forty_lines_takes_more_of_them_but_no_other(endless: Talk) -> None:
    ids = [f"JP-{number:04}" for number in range(1, MOST_LINES + 2)]
    lines = tuple(BasketLine(id, f"Thing {id}", 1) for id in ids[:MOST_LINES])
    endless.shop.baskets.save(Basket("guest", lines=lines))
    reply = endless.adds(ids[-1])
    assert (reply.say, reply.ask) == ((basket.BasketIsFull(MOST_LINES),), CheckOutNow())
    assert kinds(endless.adds(ids[0], 2)) == [basket.Added]
    assert len(holding(endless)) == MOST_LINES
    assert holding(endless)[ids[0]] == 3
    endless("RemoveIntent", ordinal="40")
    assert kinds(endless.adds(ids[-1])) == [basket.Added]


def test_a_long_basket_is_read_out_in_part(endless: Talk) -> None:
    for count, (read, more) in {4: (4, 0), 5: (3, 2), 40: (3, 37)}.items():
        lines = tuple(BasketLine(f"JP-{number:04}", "Thing", 1) for number in range(count))
        items, left_out = basket.read_out(lines)
        assert (len(items), left_out) == (read, more)


def test_no_more_than_are_left_go_into_a_basket(stage: Staged) -> None:
    talk = guest(stage())  # two of the mug are left
    reply = talk.adds(MUG, 5)
    assert kinds(reply) == [basket.OnlyLeft]
    assert reply.ask == AddThis(MUG, 2)
    assert holding(talk) == {}
    talk("ChangeQuantityIntent", quantity="1")
    reply = talk.adds(MUG, 2)
    assert reply.ask == AddThis(MUG, 1), "the other is in the basket already"
    talk(YES)
    assert holding(talk) == {MUG: 2}
    reply = talk.adds(MUG, 1)
    assert reply.say == (basket.AllTheRestIsYours("Speckled Stoneware Mug in Blue", 2),)
    assert kinds(talk("ChangeQuantityIntent", quantity="9")) == [basket.AllTheRestIsYours]
    assert holding(talk) == {MUG: 2}


def test_what_is_sold_out_does_not_go_into_a_basket(stage: Staged) -> None:
    started = stage()
    talk = guest(started)
    assert kinds(talk.adds("JP-0192")) == [choosing.SoldOut]
    talk(routes.TOUCH, product_id=KETTLE)
    started.meanwhile({"stock": {KETTLE: 0}})
    reply = talk.adds(KETTLE)
    assert (kinds(reply), reply.ask) == ([choosing.SoldOut], AnythingElse())
    assert holding(talk) == {}


@pytest.mark.parametrize("quantity", ["", "0", "?", "-3", "two", "1.5", "99999999999999", "²"])
def test_a_quantity_that_is_no_number_is_one(stage: Staged, quantity: str) -> None:
    talk = guest(stage())
    talk(routes.TOUCH, product_id=KETTLE)
    talk("AddIntent", quantity=quantity)
    assert holding(talk) == {KETTLE: 1}


def test_of_a_product_that_is_gone_less_can_be_had_but_not_more(stage: Staged) -> None:
    talk = guest(stage())
    talk.shop.baskets.save(Basket("guest", lines=(BasketLine("JP-9999", "Old Lamp", 3),)))
    assert kinds(talk("ChangeQuantityIntent", quantity="4")) == [choosing.Gone]
    assert holding(talk) == {"JP-9999": 3}
    assert kinds(talk("ChangeQuantityIntent", quantity="2")) == [adjusting.QuantityIs]
    assert talk("RemoveIntent").say == (adjusting.TakenOut("Old Lamp"),)


# Changing it


@pytest.fixture
def filled(stage: Staged) -> Talk:
    """A guest with a kettle and two mugs, the mugs at hand."""
    talk = guest(stage())
    talk.adds(KETTLE)
    talk.adds(MUG, 2)
    return talk


@pytest.mark.parametrize(
    ("intent", "slots", "left"),
    [
        ("RemoveIntent", {}, {KETTLE: 1}),
        ("RemoveIntent", {"ordinal": "1"}, {MUG: 2}),
        ("RemoveProductIntent", {"product": "the kettle"}, {MUG: 2}),
        ("RemoveProductIntent", {"product": "mugs"}, {KETTLE: 1}),
        ("ChangeQuantityIntent", {"quantity": "1"}, {KETTLE: 1, MUG: 1}),
        ("ChangeQuantityIntent", {"quantity": "0"}, {KETTLE: 1}),
        ("ChangeQuantityIntent", {"quantity": "4", "ordinal": "1"}, {KETTLE: 4, MUG: 2}),
    ],
)
def test_a_change_concerns_the_line_that_is_named_or_at_hand(
    filled: Talk, intent: str, slots: dict[str, str], left: dict[str, int]
) -> None:
    reply = filled(intent, **slots)
    assert holding(filled) == left
    assert reply.ask == CheckOutNow()


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("RemoveIntent", {"ordinal": "3"}),
        ("ChangeQuantityIntent", {"quantity": "1", "number": "99"}),
        ("RemoveProductIntent", {"product": "kitchen things"}),
    ],
)
def test_which_line_is_asked_where_it_is_not_clear(
    filled: Talk, intent: str, slots: dict[str, str]
) -> None:
    reply = filled(intent, **slots)
    quantity = int(slots.get("quantity", "0"))
    assert (kinds(reply), reply.ask) == ([basket.BasketHolds], WhichLine(quantity))
    assert holding(filled) == {KETTLE: 1, MUG: 2}
    filled("ChooseIntent", ordinal="2")
    assert holding(filled) == ({KETTLE: 1, MUG: 1} if quantity else {KETTLE: 1})


def test_what_is_not_in_the_basket_is_not_taken_out(filled: Talk) -> None:
    reply = filled("RemoveProductIntent", product="umbrella")
    assert reply.say == (adjusting.NotInBasket("umbrella"),)
    assert holding(filled) == {KETTLE: 1, MUG: 2}


def test_a_quantity_that_was_not_heard_reads_the_basket(filled: Talk) -> None:
    assert kinds(filled("ChangeQuantityIntent", quantity="?")) == [basket.BasketHolds]
    assert holding(filled) == {KETTLE: 1, MUG: 2}


def test_the_last_line_out_leaves_an_empty_basket(filled: Talk) -> None:
    filled("RemoveIntent")
    reply = filled("RemoveIntent")
    assert (kinds(reply), reply.ask) == ([adjusting.TakenOut], WhatNext())
    for intent in ("RemoveIntent", "EmptyBasketIntent", "ShowBasketIntent"):
        assert kinds(filled(intent)) == [basket.BasketIsEmpty]


def test_a_basket_is_emptied_only_after_a_yes_to_this_very_basket(filled: Talk) -> None:
    asked = filled("EmptyBasketIntent").ask
    assert asked == EmptyBasket(filled.shop.baskets.of("guest").version)
    assert kinds(filled("AMAZON.NoIntent")) == [adjusting.KeptBasket]
    filled.adds(LAMP)
    again = filled.asked(asked)(YES)
    assert isinstance(again.ask, EmptyBasket), "it is another basket than the one asked about"
    assert len(holding(filled)) == 3
    assert filled(YES).say == (adjusting.Emptied(),)
    assert holding(filled) == {}


def test_a_basket_is_summed_at_the_prices_of_today(stage: Staged) -> None:
    started = stage()
    talk = guest(started)
    talk.adds(KETTLE, 2)
    assert str(said(talk("ShowBasketIntent"), basket.BasketHolds).subtotal) == "78.00 USD"
    started.meanwhile({"prices": {KETTLE: "40.50 USD"}})
    assert str(said(talk("ShowBasketIntent"), basket.BasketHolds).subtotal) == "81.00 USD"


# Two at once


@dataclass
class Overtaken:
    """Baskets of a home where another device is quicker, once."""

    baskets: Baskets
    change: Callable[[Basket], Basket] | None

    def of(self, owner: str, /) -> Basket:
        return self.baskets.of(owner)

    def save(self, basket: Basket, /) -> Basket:
        if self.change:
            change, self.change = self.change, None
            self.baskets.save(change(self.baskets.of(basket.owner)))
        return self.baskets.save(basket)


def overtake(talk: Talk, change: Callable[[Basket], Basket]) -> None:
    talk.shop = replace(talk.shop, baskets=Overtaken(talk.shop.baskets, change))


def lamp_added(held: Basket) -> Basket:
    return held.adding(LAMP, "Desk Lamp", 1)


@pytest.mark.parametrize(
    ("intent", "slots", "left"),
    [
        ("AddIntent", {"quantity": "3"}, {KETTLE: 1, MUG: 2, "JP-0046": 3, LAMP: 1}),
        ("RemoveIntent", {"ordinal": "1"}, {MUG: 2, LAMP: 1}),
        ("ChangeQuantityIntent", {"quantity": "1", "ordinal": "2"}, {KETTLE: 1, MUG: 1, LAMP: 1}),
    ],
)
def test_a_change_made_meanwhile_is_kept_beside_this_one(
    filled: Talk, intent: str, slots: dict[str, str], left: dict[str, int]
) -> None:
    if intent == "AddIntent":
        filled(routes.TOUCH, product_id="JP-0046")
    overtake(filled, lamp_added)
    filled(intent, **slots)
    assert holding(filled) == left


def test_a_basket_changed_meanwhile_is_not_emptied_unseen(filled: Talk) -> None:
    filled("EmptyBasketIntent")
    overtake(filled, lamp_added)
    reply = filled(YES)
    assert isinstance(reply.ask, EmptyBasket)
    assert len(holding(filled)) == 3


def test_a_guests_basket_comes_along_once_when_an_account_is_linked(stage: Staged) -> None:
    started = stage()
    guests = guest(started)
    guests.adds(KETTLE, 2)
    sams = sam(started)
    assert kinds(sams("ShowBasketIntent")) == [basket.BasketHolds]
    assert (holding(sams, "sam"), holding(guests)) == ({KETTLE: 2}, {})
    guests.adds(MUG)
    sams("ShowBasketIntent")
    assert (holding(sams, "sam"), holding(guests)) == ({KETTLE: 2}, {MUG: 1}), "Sam has one"


def test_a_basket_brought_along_does_not_overwrite_another(stage: Staged) -> None:
    started = stage()
    guest(started).adds(KETTLE, 2)
    sams = sam(started)
    overtake(sams, lamp_added)
    with suppress(BasketChanged):
        sams("ShowBasketIntent")
    assert holding(sams) | holding(sams, "sam") == {KETTLE: 2, LAMP: 1}


@dataclass
class Dying:
    """Baskets of a program that is killed after so many saves."""

    baskets: Baskets
    saves: int

    def of(self, owner: str, /) -> Basket:
        return self.baskets.of(owner)

    def save(self, basket: Basket, /) -> Basket:
        if not self.saves:
            raise KeyboardInterrupt
        self.saves -= 1
        return self.baskets.save(basket)


@pytest.mark.parametrize("saves", [0, 1])
def test_a_basket_brought_along_is_never_lost_on_the_way(stage: Staged, saves: int) -> None:
    started = stage()
    guest(started).adds(KETTLE, 2)
    sams = sam(started)
    sams.shop = replace(sams.shop, baskets=Dying(sams.shop.baskets, saves))
    with pytest.raises(KeyboardInterrupt):
        sams("ShowBasketIntent")
    assert holding(sams) | holding(sams, "sam") == {KETTLE: 2}
