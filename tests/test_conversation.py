"""Whatever is said to whatever is asked, only what was read back and confirmed is bought."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import copytree
from typing import get_args

import pytest

from skill.app import open_shop
from skill.settings import Settings
from skill.shop.baskets import MOST_LINES, MOST_OF_ONE, Basket, BasketLine
from skill.shop.callbacks import CallbackReason, NumberSource
from skill.shop.money import Money
from skill.shop.orders import Order
from skill.shop.shop import Shop
from skill.talk import buying, quoting, routes
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CallThen,
    CheckOutNow,
    ConfirmNumber,
    ConfirmOrder,
    Conversation,
    EmptyBasket,
    LookFor,
    Question,
    WantsCallback,
    WhatNext,
    WhenToCall,
    WhichLine,
    WhichNumber,
    WhichOne,
)
from skill.talk.turn import Caller, Reply
from tests.plays import SAM, Clock
from tests.test_opening_hours import at
from tests.test_talk import KETTLE, MUG, NO, YES, Talk

PHONE = "+12065550123"
REASON = CallbackReason.OTHER
QUESTIONS: list[Question] = [
    WhatNext(),
    AnythingElse(),
    AnythingElse(basket_known=True),
    WhichOne(),
    WhichOne("price"),
    WhichOne("add", 2),
    AddThis(KETTLE, 2),
    LookFor("kettle"),
    WhichLine(0),
    WhichLine(3),
    EmptyBasket(1),
    CheckOutNow(),
    ConfirmOrder("s1"),
    WantsCallback(REASON),
    WhichNumber(REASON),
    ConfirmNumber(PHONE, REASON),
    WhenToCall(PHONE, NumberSource.SPOKEN, REASON),
    CallThen(at("2026-11-24 14:00"), at("2026-11-24 16:00"), PHONE, NumberSource.SPOKEN, REASON),
]
SAID: dict[str, tuple[str, dict[str, str]]] = {
    "yes": (YES, {}),
    "no": (NO, {}),
    "a number": ("ChooseIntent", {"number": "1"}),
    "an ordinal": ("ChooseIntent", {"ordinal": "2"}),
    "cancel": ("AMAZON.CancelIntent", {}),
    "stop": ("AMAZON.StopIntent", {}),
    "help": ("AMAZON.HelpIntent", {}),
    "repeat": ("AMAZON.RepeatIntent", {}),
    "a mumble": ("AMAZON.FallbackIntent", {}),
    "a time": ("CallTimeIntent", {"time": "02:00"}),
    "a phone number": ("PhoneNumberIntent", {"phone": "2065550123"}),
}
TAKES_A_POSITION = {"a number", "an ordinal", "a time"}


@dataclass
class Home:
    """One shop for many conversations: everybody in it is somebody else."""

    shop: Shop
    clock: Clock
    numbers: Iterator[int]

    def somebody(self, linked: bool = True) -> Talk:
        """A caller with a kettle and two mugs in the basket, and a list of kettles on offer."""
        talk = Talk(self.shop, self.caller(linked))
        lines = (BasketLine(KETTLE, "Gooseneck Kettle", 1), BasketLine(MUG, "Blue Mug", 2))
        self.shop.baskets.save(Basket(self.owner(talk), lines=lines))
        shelf = talk("SearchIntent", query="kettle").keep.shelf
        talk.conversation = Conversation(shelf=shelf)
        return talk

    def caller(self, linked: bool) -> Caller:
        id = f"caller-{next(self.numbers)}"
        if not linked:
            return Caller(id)
        self.shop.shoppers.add(replace(SAM, id=id, email=f"{id}@example.com"))
        self.shop.shoppers.grant(id, f"token of {id}", self.clock() + timedelta(days=365))
        return Caller(f"guest of {id}", f"token of {id}", lambda: "2065550123")

    def owner(self, talk: Talk) -> str:
        shopper = talk.caller.shopper(self.shop)
        return shopper.id if shopper else talk.caller.guest_id

    def basket(self, talk: Talk) -> dict[str, int]:
        lines = self.shop.baskets.of(self.owner(talk)).lines
        return {line.product_id: line.quantity for line in lines}

    def orders(self, talk: Talk) -> list[Order]:
        return list(self.shop.orders.latest(self.owner(talk), limit=100))


def opened(published_home: Path, folder: Path) -> Home:
    place = Path(copytree(published_home, folder / "shop"))
    clock, numbers = Clock(), itertools.count(1)
    shop = open_shop(
        Settings.read({"HAWKER_HOME": str(place)}),
        clock=clock,
        new_id=lambda: f"id-{next(numbers)}",
        new_code=lambda: f"C{next(numbers)}",
    )
    return Home(shop, clock, numbers)


@pytest.fixture(scope="module")
def one_home(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = opened(published_home, tmp_path_factory.mktemp("conversation"))
    # Nobody shall be refused for what others in this home have bought.
    home.shop.stock.load([])
    return home


def test_every_kind_of_question_is_asked_here() -> None:
    assert {type(question) for question in QUESTIONS} == set(get_args(Question))


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "guest"])
@pytest.mark.parametrize("question", QUESTIONS, ids=repr)
def test_whatever_is_said_to_a_question_only_what_it_asks_about_is_done(
    one_home: Home, question: Question, linked: bool
) -> None:
    for words, (intent, slots) in SAID.items():
        talk = asked(one_home.somebody(linked), question)
        held = one_home.basket(talk)
        reply = talk(intent, **slots)
        assert isinstance(reply.ask, (*get_args(Question), type(None)))
        assert reply.keep.question == reply.ask
        assert reply.say or reply.ask
        assert one_home.orders(talk) == []
        assert one_home.basket(talk) == held or may_change_basket(question, words), words


def asked(talk: Talk, question: Question) -> Talk:
    """Let a question be open, with the product at hand that it may be about."""
    focus = "" if isinstance(question, WhichOne) else KETTLE
    talk.conversation = replace(talk.conversation, question=question, focus=focus)
    return talk


def may_change_basket(question: Question, words: str) -> bool:
    match question:
        case AddThis() | EmptyBasket():
            return words == "yes"
        case WhichLine() | WhichOne(purpose="add"):
            return words in TAKES_A_POSITION
        case _:
            return False


@pytest.mark.parametrize(
    ("question", "words", "left"),
    [
        (AddThis(KETTLE, 2), "yes", {KETTLE: 3, MUG: 2}),
        (EmptyBasket(1), "yes", {}),
        (EmptyBasket(7), "yes", {KETTLE: 1, MUG: 2}),
        (WhichLine(0), "a number", {MUG: 2}),
        (WhichLine(3), "an ordinal", {KETTLE: 1, MUG: 3}),
        (WhichLine(0), "a time", {KETTLE: 1}),
    ],
    ids=repr,
)
def test_what_a_question_asks_about_is_done(
    one_home: Home, question: Question, words: str, left: dict[str, int]
) -> None:
    talk = asked(one_home.somebody(), question)
    intent, slots = SAID[words]
    talk(intent, **slots)
    assert one_home.basket(talk) == left


@pytest.mark.parametrize("question", QUESTIONS, ids=repr)
def test_a_number_that_was_not_heard_changes_nothing(one_home: Home, question: Question) -> None:
    talk = asked(one_home.somebody(), question)
    held = one_home.basket(talk)
    talk("ChooseIntent", number="?")
    assert one_home.basket(talk) == held


@pytest.mark.parametrize("words", SAID)
def test_an_order_is_placed_by_a_yes_to_it_and_by_nothing_else(one_home: Home, words: str) -> None:
    talk = one_home.somebody()
    question = talk("CheckoutIntent").ask
    assert isinstance(question, ConfirmOrder)
    intent, slots = SAID[words]
    talk(intent, **slots)
    assert [order.checkout_id for order in one_home.orders(talk)] == (
        [question.session_id] if words == "yes" else []
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=repr)
def test_help_and_a_miss_leave_the_question_open(one_home: Home, question: Question) -> None:
    talk = asked(one_home.somebody(), question)
    for intent in ("AMAZON.HelpIntent", "AMAZON.FallbackIntent", "AMAZON.RepeatIntent"):
        assert talk(intent).ask == question


# Walks


NUMBERS = ["1", "2", "3", "99", "0", "?", "101", "999999999999", ""]
QUERIES = ["kettle", "gooseneck kettle", "mug under thirty dollars", "unicorn saddle", ""]
NAMES = ["kettle", "the mugs", "hat", ""]
SLOTS: Mapping[str, Mapping[str, list[str]]] = {
    "ChooseIntent": {"number": NUMBERS, "ordinal": NUMBERS},
    "SearchIntent": {"query": QUERIES},
    "AddIntent": {"quantity": NUMBERS, "ordinal": NUMBERS},
    "AddProductIntent": {"product": QUERIES},
    "RemoveIntent": {"ordinal": NUMBERS},
    "RemoveProductIntent": {"product": NAMES},
    "ChangeQuantityIntent": {"quantity": NUMBERS, "ordinal": NUMBERS},
    "ReorderIntent": {"product": NAMES},
    "OrderStatusIntent": {"product": NAMES},
    "PhoneNumberIntent": {"phone": ["2065550123", "911", ""]},
    "CallTimeIntent": {
        "day": ["2026-11-24", "2026-11-26", "2026-W49-WE", "?", ""],
        "time": ["02:00", "14:00", "EV", "?", ""],
    },
    routes.TOUCH: {"product_id": [KETTLE, MUG, "JP-0001", "JP-0002", "gone"]},
}
ANSWERS = [YES, YES, NO, "ChooseIntent", "CallTimeIntent", "ChangeQuantityIntent"]
TOWARDS_BUYING: Mapping[type[object], tuple[str, dict[str, str]]] = {
    AddThis: (YES, {}),
    CheckOutNow: (YES, {}),
    ConfirmOrder: (YES, {}),
    AnythingElse: ("CheckoutIntent", {}),
    WhichOne: ("ChooseIntent", {"number": "2"}),
}


def said_next(chance: Random, asked: Question | None) -> tuple[str, dict[str, str]]:
    """Every third time a step towards buying, or hardly a walk would come to an order."""
    onwards = TOWARDS_BUYING.get(type(asked), (routes.TOUCH, {"product_id": KETTLE}))
    anything = chance.choice([*routes.INTENTS, "TeleportIntent"])
    intent = chance.choice([onwards[0], anything, chance.choice(ANSWERS)])
    if intent == onwards[0]:
        return onwards
    return intent, {slot: chance.choice(values) for slot, values in SLOTS.get(intent, {}).items()}


@dataclass
class Walk:
    """What was read back and ordered so far, to hold each turn against."""

    home: Home
    talk: Talk
    read_back: dict[str, Money] = field(default_factory=dict)

    def step(self, intent: str, slots: dict[str, str]) -> None:
        asked, before = self.talk.conversation.question, len(self.home.orders(self.talk))
        reply = self.talk(intent, **slots)
        assert isinstance(reply.ask, (*get_args(Question), type(None)))
        assert reply.keep.question == reply.ask
        orders = self.home.orders(self.talk)
        if len(orders) > before:
            assert (len(orders), intent) == (before + 1, YES)
            self.ordered(orders[0], asked)
        self.remember(reply)
        lines = self.home.basket(self.talk)
        assert len(lines) <= MOST_LINES
        assert all(0 < quantity <= MOST_OF_ONE for quantity in lines.values())

    def ordered(self, order: Order, asked: Question | None) -> None:
        assert asked == ConfirmOrder(order.checkout_id)
        assert order.total == self.read_back[order.checkout_id]
        parts = [entry.amount for entry in order.totals[:-1]]
        assert sum(parts, Money.zero("USD")) == order.total

    def remember(self, reply: Reply) -> None:
        for act in reply.say:
            if isinstance(act, quoting.ReadBack):
                assert isinstance(reply.ask, ConfirmOrder)
                self.read_back[reply.ask.session_id] = act.total
            if isinstance(act, buying.Placed):
                assert act.total in self.read_back.values()


def test_no_walk_of_intents_buys_what_was_not_read_back_and_confirmed(
    published_home: Path, tmp_path: Path
) -> None:
    home = opened(published_home, tmp_path)
    placed = sum(take_a_walk(home, seed) for seed in range(100))
    assert placed > 50, "a walk that never comes to an order shows nothing"


def take_a_walk(home: Home, seed: int) -> int:
    """Thirty turns of a shopper and a guest in one household; returns the orders placed."""
    chance, stock = Random(seed), {KETTLE: 5, MUG: 2}
    home.clock.now = Clock().now
    home.shop.stock.load(stock.items())
    # Both speak to one device, so that a guest's basket comes along with the account.
    caller = home.caller(linked=True)
    shopper = Walk(home, Talk(home.shop, caller))
    guest = Walk(home, Talk(home.shop, Caller(caller.guest_id)))
    for _ in range(30):
        home.clock.now += timedelta(minutes=chance.choice([0] * 9 + [20]))
        walk = chance.choice([shopper, shopper, shopper, guest])
        walk.step(*said_next(chance, walk.talk.conversation.question))
    assert not home.orders(guest.talk)
    orders = home.orders(shopper.talk)
    assert sold(orders, stock) == Counter(stock) - Counter(home.shop.stock.on_hand(stock))
    return len(orders)


def sold(orders: list[Order], counted: Collection[str]) -> Counter[str]:
    sold: Counter[str] = Counter()
    for line in (line for order in orders for line in order.line_items):
        if line.product_id in counted:
            sold[line.product_id] += line.quantity
    return sold
