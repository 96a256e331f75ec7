"""What is answered to an intent, by its acts and its question; the words are no matter here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from skill.shop.callbacks import CallbackReason, NumberSource
from skill.shop.checkout import CheckoutStatus, TotalType
from skill.shop.errors import PermissionMissing
from skill.shop.money import Money
from skill.shop.opening_hours import OpeningHours
from skill.shop.products import Product
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.talk import (
    answers,
    basics,
    basket,
    browsing,
    buying,
    callbacks,
    choosing,
    quoting,
    reordering,
    routes,
    tracking,
)
from skill.talk.act import Act
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    CallThen,
    CheckOutNow,
    ConfirmNumber,
    ConfirmOrder,
    Conversation,
    LookFor,
    Question,
    WantsCallback,
    WhatNext,
    WhenToCall,
    WhichNumber,
    WhichOne,
)
from skill.talk.turn import AskPermission, Caller, LinkAccount, Reply, ShowProduct, Turn
from tests.plays import HERE, Stage
from tests.test_opening_hours import at

Staged = Callable[..., Stage]
YES, NO = "AMAZON.YesIntent", "AMAZON.NoIntent"
KETTLE, MUG, PLAYER, CAT_BED = "JP-0045", "JP-0058", "JP-0148", "JP-0192"


@dataclass
class Talk:
    """Somebody's turns by intent, each going on from the one before."""

    shop: Shop
    caller: Caller
    conversation: Conversation = field(default_factory=Conversation)

    def __call__(self, intent: str, /, **slots: str) -> Reply:
        turn = Turn(intent, slots, self.conversation, self.caller, "en-US")
        reply = routes.answer(turn, self.shop)
        self.conversation = reply.keep
        return reply

    def asked(self, question: Question) -> Talk:
        """Let this question be the open one."""
        self.conversation = replace(self.conversation, question=question)
        return self

    def adds(self, product_id: str, quantity: int = 1) -> Reply:
        self(routes.TOUCH, product_id=product_id)
        return self("AddIntent", quantity=str(quantity))


def guest(stage: Stage) -> Talk:
    return Talk(stage.shop, Caller("guest"))


def sam(stage: Stage) -> Talk:
    return Talk(stage.shop, Caller("guest", stage.token(), lambda: "2065550123"))


def ann(stage: Stage) -> Talk:
    """Another shopper, without an address, with a device of her own."""
    stage.shop.shoppers.add(Shopper("ann", "ann@example.com"))
    stage.shop.shoppers.grant("ann", "anns-token", stage.clock() + timedelta(days=1))
    return Talk(stage.shop, Caller("anns guest", "anns-token"))


def kinds(reply: Reply) -> list[type[Act]]:
    return [type(act) for act in reply.say]


def said(reply: Reply, kind: type[Any]) -> Any:
    """The one act of this kind in a reply."""
    [act] = [act for act in reply.say if isinstance(act, kind)]
    return act


def session_asked(talk: Talk) -> str:
    return cast(ConfirmOrder, talk.conversation.question).session_id


# Opening, and what is not understood


def test_each_launch_mentions_a_waiting_basket_once(stage: Staged) -> None:
    talk = guest(stage())
    assert kinds(talk(routes.LAUNCH)) == [basics.Welcome]
    talk.adds(KETTLE)
    for _ in range(2):
        assert kinds(talk(routes.LAUNCH)) == [basics.Welcome, basket.BasketWaits]
    assert basket.BasketWaits not in kinds(talk("SearchIntent", query="kettle"))


def test_a_launch_forgets_the_session_before(stage: Staged) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    talk("TeleportIntent")
    assert talk(routes.LAUNCH).keep == Conversation(question=WhatNext())


@pytest.mark.parametrize("intent", ["AMAZON.FallbackIntent", "TeleportIntent", "", "searchintent"])
def test_what_this_version_does_not_know_counts_as_not_understood(
    stage: Staged, intent: str
) -> None:
    talk = guest(stage())
    replies = [talk(intent) for _ in range(4)]
    assert [reply.say for reply in replies] == [
        (basics.NotUnderstood(1, "start"),),
        (basics.NotUnderstood(2, "start"),),
        (basics.NotUnderstood(3, "start"),),
        (basics.NotUnderstood(3, "person"),),
    ]
    a_person = WantsCallback(CallbackReason.NOT_UNDERSTOOD_REPEAT)
    assert [reply.ask for reply in replies] == [WhatNext(), WhatNext(), a_person, a_person]


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("SearchIntent", {"query": "kettle"}),
        ("AMAZON.HelpIntent", {}),
        ("ShowBasketIntent", {}),
        (NO, {}),
    ],
)
def test_a_turn_that_is_understood_counts_misses_afresh(
    stage: Staged, intent: str, slots: dict[str, str]
) -> None:
    talk = guest(stage())
    talk("TeleportIntent")
    talk("TeleportIntent")
    assert talk.conversation.misses == 2
    assert talk(intent, **slots).keep.misses == 0
    assert said(talk("TeleportIntent"), basics.NotUnderstood).times == 1


def test_a_miss_keeps_the_question_open(stage: Staged) -> None:
    talk = guest(stage())
    asked = talk("SearchIntent", query="kettle").ask
    reply = talk("TeleportIntent")
    assert reply.ask == asked
    assert reply.say == (basics.NotUnderstood(1, "list"),)


def test_what_was_said_is_said_again_with_its_question(stage: Staged) -> None:
    talk = guest(stage()).asked(CheckOutNow())
    assert kinds(talk("AMAZON.RepeatIntent")) == [basics.Help]
    talk.conversation = replace(talk.conversation, said="Two mugs. Check out?")
    reply = talk("AMAZON.RepeatIntent")
    assert (reply.say, reply.ask) == ((basics.Again("Two mugs. Check out?"),), CheckOutNow())
    assert reply.asked


# Finding


def test_searching_for_nothing_asks_what_for(stage: Staged) -> None:
    assert guest(stage())("SearchIntent") == Reply(
        ask=WhatNext(), keep=Conversation(question=WhatNext())
    )


def test_a_person_is_offered_when_two_searches_in_a_row_find_nothing(stage: Staged) -> None:
    talk = guest(stage())
    assert talk("SearchIntent", query="unicorn saddle").ask == WhatNext()
    assert talk("SearchIntent", query="kettle").keep.empty_searches == 0
    assert talk("SearchIntent", query="unicorn saddle").ask == WhatNext()
    reply = talk("SearchIntent", query="griffin saddle")
    assert reply.say == (browsing.NothingFound("griffin saddle"),)
    assert reply.ask == WantsCallback(CallbackReason.PRODUCT_NOT_FOUND)


def test_the_only_find_is_offered_at_once_unless_it_is_sold_out(stage: Staged) -> None:
    talk = guest(stage())
    reply = talk("SearchIntent", query="gooseneck kettle")
    assert kinds(reply) == [browsing.OnlyOffer]
    assert reply.ask == AddThis(KETTLE)
    reply = talk("SearchIntent", query="round felt cat bed")
    assert kinds(reply) == [choosing.SoldOut]
    assert reply.ask == AnythingElse()


def test_of_the_only_find_all_is_told_that_should_be_known(stage: Staged) -> None:
    started = stage()
    talk = guest(started)
    assert choosing.ComesLater in kinds(talk("SearchIntent", query="suitcase record player"))
    started.meanwhile({"stock": {KETTLE: 0}})
    assert kinds(talk("SearchIntent", query="gooseneck kettle")) == [choosing.SoldOut]


def test_pages_go_forward_to_the_last_and_back_to_the_first(stage: Staged) -> None:
    talk = guest(stage())
    first = talk("SearchIntent", query="kettle")
    assert first.ask == WhichOne(more=True)
    assert talk("AMAZON.PreviousIntent").say == (browsing.NothingBefore(),)
    second = talk("AMAZON.NextIntent")
    assert kinds(second) == [browsing.MoreOffers]
    assert len(said(second, browsing.MoreOffers).items) == 2, "there are five"
    assert second.ask == WhichOne(more=False)
    last = talk("AMAZON.NextIntent")
    assert (last.say, last.ask) == ((browsing.NoMore(),), WhichOne())
    assert talk("AMAZON.PreviousIntent").keep == first.keep


def test_previous_goes_from_one_product_back_to_its_list(stage: Staged) -> None:
    talk = guest(stage())
    listed = talk("SearchIntent", query="kettle")
    assert talk("ChooseIntent", ordinal="2").keep.focus
    back = talk("AMAZON.PreviousIntent")
    assert (back.keep, back.ask) == (listed.keep, listed.ask)


def test_cheaper_is_cheaper_than_the_one_at_hand_or_than_all_on_offer(stage: Staged) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    at_hand = said(talk("ChooseIntent", number="2"), choosing.Chosen).price
    reply = talk("CheaperIntent")
    assert kinds(reply) == [browsing.TheseCostLess, browsing.MoreOffers]
    prices = [offer.price for offer in said(reply, browsing.MoreOffers).items]
    assert max(prices) < at_hand
    assert talk("CheaperIntent").say == (browsing.NothingCheaper(min(prices)),)


def test_nothing_is_cheaper_than_the_cheapest(stage: Staged) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="umbrella")
    reply = talk("CheaperIntent")
    assert reply.say == (browsing.NothingCheaper(Money(4495, "USD")),)
    assert reply.ask == AddThis("JP-0141")


def test_a_limit_that_nothing_meets_is_named(stage: Staged) -> None:
    talk = guest(stage())
    under = talk("SearchIntent", query="mugs under five dollars")
    assert under.say[0] == browsing.NothingUnder(Money(500, "USD"))
    over = talk("SearchIntent", query="lamps over five thousand dollars")
    assert over.say[0] == browsing.NothingOver(Money(500_000, "USD"))


def test_departments_are_those_of_what_is_sold_now(stage: Staged) -> None:
    started = stage()
    started.meanwhile({"gone": [row["id"] for row in started.rows()][1:]})
    reply = guest(started)("DepartmentsIntent")
    assert reply.say == (browsing.Departments(("home",)),)


# One product


@pytest.mark.parametrize(
    "intent", ["ChooseIntent", "DetailsIntent", "PriceIntent", "StockIntent", "AddIntent",
               "CheaperIntent", "AMAZON.NextIntent", "AMAZON.PreviousIntent"],
)  # fmt: skip
def test_before_anything_is_offered_nothing_can_be_meant(stage: Staged, intent: str) -> None:
    reply = guest(stage())(intent, ordinal="1")
    assert (reply.say, reply.ask) == ((choosing.NothingOffered(),), WhatNext())


@pytest.mark.parametrize(
    ("intent", "purpose", "act"),
    [
        ("ChooseIntent", "hear", choosing.Chosen),
        ("DetailsIntent", "details", choosing.About),
        ("PriceIntent", "price", choosing.PriceIs),
        ("StockIntent", "stock", choosing.InStock),
    ],
)
def test_a_question_about_one_of_several_is_answered_when_it_is_named(
    stage: Staged, intent: str, purpose: Any, act: type[Act]
) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    asked = talk(intent)
    assert (asked.say, asked.ask) == ((), WhichOne(purpose, more=True))
    reply = talk("ChooseIntent", number="1")
    assert kinds(reply) == [act]
    assert reply.keep.shelf
    assert reply.ask == AddThis(reply.keep.shelf.product_ids[0])
    assert kinds(talk(intent)) == [act], "it is the one at hand"


def test_several_of_one_on_a_list_are_added_when_it_is_named(stage: Staged) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    assert talk("AddIntent", quantity="2").ask == WhichOne("add", 2)
    added = said(talk("ChooseIntent", ordinal="1"), basket.Added)
    assert (added.quantity, added.held, added.more) == (2, 2, False)


@pytest.mark.parametrize("position", ["4", "99", "999999999"])
def test_a_number_beyond_the_list_is_told_how_many_there_are(stage: Staged, position: str) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    talk("PriceIntent")
    reply = talk("ChooseIntent", number=position)
    assert (reply.say, reply.ask) == ((choosing.NotThatMany(3),), WhichOne("price", more=True))


@pytest.mark.parametrize(
    ("product_id", "facts", "ask"),
    [
        (KETTLE, [choosing.Chosen], AddThis(KETTLE)),
        (MUG, [choosing.Chosen, choosing.FewLeft], AddThis(MUG)),
        (PLAYER, [choosing.Chosen, choosing.ComesLater], AddThis(PLAYER)),
        (CAT_BED, [choosing.Chosen, choosing.SoldOut], AnythingElse()),
    ],
)
def test_a_touched_product_is_shown_with_what_should_be_known(
    stage: Staged, product_id: str, facts: list[type[Act]], ask: Question
) -> None:
    reply = guest(stage())(routes.TOUCH, product_id=product_id)
    assert (kinds(reply), reply.ask) == (facts, ask)
    assert isinstance(reply.show, ShowProduct)
    assert reply.show.product.id == product_id


@pytest.mark.parametrize("product_id", ["JP-9999", "", "../JP-0001"])
def test_a_touch_of_what_is_gone_is_harmless(stage: Staged, product_id: str) -> None:
    reply = guest(stage())(routes.TOUCH, product_id=product_id)
    assert (reply.say, reply.ask) == ((choosing.Gone(),), WhatNext())


def test_a_product_in_the_basket_is_not_offered_again(stage: Staged) -> None:
    talk = guest(stage())
    talk.adds(KETTLE)
    assert talk(routes.TOUCH, product_id=KETTLE).ask == AnythingElse()


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("It pours. " * 30, "It pours. " * 30),
        ("It pours so well. " * 40, ("It pours so well. " * 16).strip()),
        ("pour " * 100, ("pour " * 60).strip()),
    ],
)
def test_only_the_first_sentences_of_a_long_description_are_read(
    stage: Staged, description: str, told: str
) -> None:
    talk = guest(stage())
    kettle = Product("k", "Kettle", "Kettle", Money(100, "USD"), description=description)
    turn = Turn("DetailsIntent", {}, Conversation(), talk.caller, "en-US")
    reply = choosing.present("details", kettle, turn, talk.shop)
    assert said(reply, choosing.About).description == told


# Buying


@pytest.mark.parametrize("intent", ["CheckoutIntent", "ReorderIntent", "OrderStatusIntent"])
def test_a_guest_is_asked_to_link_an_account_first(stage: Staged, intent: str) -> None:
    talk = guest(stage())
    talk.adds(KETTLE)
    reply = talk(intent)
    assert kinds(reply) == [buying.LinkFirst]
    assert isinstance(reply.card, LinkAccount)
    assert len(talk.shop.baskets.of("guest").lines) == 1


def test_a_read_back_says_all_that_a_yes_would_buy(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE, 2)
    talk.adds(MUG)
    reply = talk("CheckoutIntent")
    session = talk.shop.checkouts.get("sam", session_asked(talk))
    assert session
    assert session.status is CheckoutStatus.READY_FOR_COMPLETE
    read = said(reply, quoting.ReadBack)
    assert read.seller == talk.shop.facts.name
    assert [item.quantity for item in read.items] == [2, 1]
    assert isinstance(read.delivery, quoting.Shipped)
    assert read.delivery.street_address == "12 Lawrence Street"
    assert read.total == session.total == Money(10910, "USD")
    assert read.tax == session.amount(TotalType.TAX) == Money(910, "USD")


def test_a_shopper_without_an_address_hears_where_to_collect(stage: Staged) -> None:
    talk = ann(stage())
    talk.adds(KETTLE)
    assert isinstance(said(talk("CheckoutIntent"), quoting.ReadBack).delivery, quoting.Collected)
    assert said(talk(YES), buying.Placed).promise == quoting.ReadyBy(date(2026, 11, 25))


def test_a_shopper_the_goods_cannot_reach_is_offered_a_person(stage: Staged) -> None:
    talk = ann(stage())
    shipped = tuple(rule for rule in talk.shop.facts.delivery if rule.id == "standard")
    talk.shop = replace(talk.shop, facts=replace(talk.shop.facts, delivery=shipped))
    talk.adds(KETTLE)
    reply = talk("CheckoutIntent")
    assert kinds(reply) == [quoting.NowhereToSend]
    assert reply.ask == WantsCallback(CallbackReason.OTHER)


def test_a_yes_orders_what_was_read_back_and_empties_the_basket(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE, 2)
    read = said(talk("CheckoutIntent"), quoting.ReadBack)
    reply = talk(YES)
    [order] = talk.shop.orders.latest("sam", limit=9)
    placed = said(reply, buying.Placed)
    assert reply.card == placed
    assert placed.total == order.total == read.total
    assert placed.items == read.items
    assert talk.shop.baskets.of("sam").lines == ()


@pytest.mark.parametrize("intent", [NO, "AMAZON.CancelIntent"])
def test_a_no_leaves_the_basket_and_orders_nothing(stage: Staged, intent: str) -> None:
    talk = sam(stage())
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    reply = talk(intent)
    assert (reply.say, reply.ask) == ((buying.NotPlaced(),), AnythingElse(basket_known=True))
    assert talk.shop.baskets.of("sam").line(KETTLE)
    assert not talk.shop.orders.newest(limit=1)


def test_buying_a_product_just_offered_puts_it_in_the_basket_first(stage: Staged) -> None:
    talk = sam(stage())
    talk(routes.TOUCH, product_id=KETTLE)
    read = said(talk("CheckoutIntent"), quoting.ReadBack)
    assert [item.quantity for item in read.items] == [1]
    assert talk.shop.baskets.of("sam").line(KETTLE)


@pytest.mark.parametrize("meanwhile", [{}, {"time_passes": 20}, {"prices": {KETTLE: "41.00 USD"}}])
def test_a_yes_to_an_order_placed_already_is_the_same_order_again(
    stage: Staged, meanwhile: dict[str, Any]
) -> None:
    started = stage()
    talk = sam(started)
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    question = ConfirmOrder(session_asked(talk))
    first = said(talk(YES), buying.Placed)
    talk.adds(MUG)
    started.meanwhile(meanwhile)
    assert said(talk.asked(question)(YES), buying.Placed) == first
    assert len(talk.shop.orders.newest(limit=9)) == 1
    assert talk.shop.baskets.of("sam").line(MUG), "what was added since is still there"


def test_a_yes_to_another_shoppers_session_buys_nothing(stage: Staged) -> None:
    started = stage()
    sams, anns = sam(started), ann(started)
    sams.adds(KETTLE)
    sams("CheckoutIntent")
    question = ConfirmOrder(session_asked(sams))
    assert kinds(anns.asked(question)(YES)) == [basket.BasketIsEmpty]
    anns.adds(MUG)
    reply = anns.asked(question)(YES)
    assert [item.name for item in said(reply, quoting.ReadBack).items] == [
        "Speckled Stoneware Mug in Blue"
    ]
    assert session_asked(anns) != question.session_id
    assert not started.shop.orders.newest(limit=1)
    assert sams.shop.baskets.of("sam").line(KETTLE)


def test_a_yes_to_another_shoppers_order_tells_nothing_of_it(stage: Staged) -> None:
    started = stage()
    sams, anns = sam(started), ann(started)
    sams.adds(KETTLE)
    sams("CheckoutIntent")
    question = ConfirmOrder(session_asked(sams))
    sams(YES)
    assert kinds(anns.asked(question)(YES)) == [basket.BasketIsEmpty]
    assert len(started.shop.orders.newest(limit=9)) == 1


def test_a_yes_to_an_unknown_session_reads_the_basket_back(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE)
    reply = talk.asked(ConfirmOrder("never-was"))(YES)
    assert kinds(reply) == [quoting.ReadBack]
    assert not talk.shop.orders.newest(limit=1)


def test_a_yes_after_unlinking_buys_nothing(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    talk.caller = Caller("guest")
    assert kinds(talk(YES)) == [buying.LinkFirst]
    assert not talk.shop.orders.newest(limit=1)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"time_passes": 15}, buying.QuoteExpired),
        ({"prices": {KETTLE: "41.00 USD"}}, buying.OfferChanged),
        ({"stock": {KETTLE: 1}}, buying.OfferChanged),
    ],
)
def test_a_yes_to_an_offer_that_no_longer_stands_reads_a_fresh_one(
    stage: Staged, event: dict[str, Any], why: type[Act]
) -> None:
    started = stage()
    talk = sam(started)
    talk.adds(KETTLE, 2)
    talk("CheckoutIntent")
    old = session_asked(talk)
    started.meanwhile(event)
    reply = talk(YES)
    assert kinds(reply)[0] is why
    assert kinds(reply)[-1] is quoting.ReadBack
    assert session_asked(talk) != old
    assert not talk.shop.orders.newest(limit=1)
    assert said(talk(YES), buying.Placed).total == said(reply, quoting.ReadBack).total


def test_a_yes_fourteen_minutes_later_still_counts(stage: Staged) -> None:
    started = stage()
    talk = sam(started)
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    started.meanwhile({"time_passes": 14})
    assert kinds(talk(YES)) == [buying.Placed]


def test_a_yes_after_the_basket_changed_elsewhere_reads_the_changed_one(stage: Staged) -> None:
    started = stage()
    talk, kitchen = sam(started), sam(started)
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    kitchen.adds(MUG)
    reply = talk(YES)
    assert kinds(reply) == [buying.OfferChanged, quoting.ReadBack]
    assert len(said(reply, quoting.ReadBack).items) == 2
    assert not talk.shop.orders.newest(limit=1)


def test_the_limit_of_a_day_is_kept_over_orders_and_ends_with_it(stage: Staged) -> None:
    started = stage()
    talk = sam(started)
    for expected in (buying.Placed, buying.OverDailyLimit):
        talk.adds("JP-0020")  # an armchair: with tax 698.24 of the 1,000 dollars
        talk("CheckoutIntent")
        reply = talk(YES)
        assert kinds(reply) == [expected]
    assert reply.say == (buying.OverDailyLimit(Money(100_000, "USD")),)
    assert talk.shop.baskets.of("sam").line("JP-0020"), "nothing is lost"
    assert len(talk.shop.orders.newest(limit=9)) == 1
    started.meanwhile({"it_is": "2026-11-25 00:00"})
    talk("CheckoutIntent")
    assert kinds(talk(YES)) == [buying.Placed]


# Buying again, and where it is


def test_reordering_leaves_the_basket_alone(stage: Staged) -> None:
    talk = sam(stage())
    assert talk("ReorderIntent").say == (tracking.NoOrders(),)
    talk.adds(KETTLE, 2)
    talk("CheckoutIntent")
    talk(YES)
    talk.adds(MUG)
    read = said(talk("ReorderIntent"), quoting.ReadBack)
    assert [item.quantity for item in read.items] == [2]
    assert kinds(talk(YES)) == [buying.Placed]
    assert talk.shop.baskets.of("sam").line(MUG)
    assert len(talk.shop.orders.newest(limit=9)) == 2


def test_one_product_of_an_order_is_bought_again_by_name(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE)
    talk.adds(MUG, 2)
    talk("CheckoutIntent")
    talk(YES)
    reply = talk("ReorderIntent", product="mugs")
    assert kinds(reply) == [quoting.Unavailable], "both of them were the last"
    [item] = said(talk("ReorderIntent", product="the kettle"), quoting.ReadBack).items
    assert item == basket.Item(1, "Ember & Oak Gooseneck Kettle")
    reply = talk("ReorderIntent", product="umbrella")
    assert (reply.say, reply.ask) == ((reordering.NeverBought("umbrella"),), LookFor("umbrella"))


def test_another_shoppers_orders_are_not_to_be_found(stage: Staged) -> None:
    started = stage()
    sams, anns = sam(started), ann(started)
    sams.adds(KETTLE)
    sams("CheckoutIntent")
    sams(YES)
    for intent in ("OrderStatusIntent", "ReorderIntent"):
        assert anns(intent, product="kettle").say == (tracking.NoOrders(),)


def test_the_latest_order_is_told_when_none_has_what_was_named(stage: Staged) -> None:
    talk = sam(stage())
    talk.adds(KETTLE)
    talk("CheckoutIntent")
    code = said(talk(YES), buying.Placed).code
    assert said(talk("OrderStatusIntent", product="kettle"), tracking.OrderIs).code == code
    reply = talk("OrderStatusIntent", product="umbrella")
    assert kinds(reply) == [tracking.NoSuchOrder, tracking.OrderIs]


# A person


def refuse() -> str:
    raise PermissionMissing


@pytest.mark.parametrize(
    ("number", "card"), [(refuse, AskPermission()), (str, None), (lambda: "+442079460123", None)]
)
def test_without_a_number_that_may_be_dialled_one_is_asked_for(
    stage: Staged, number: Callable[[], str], card: AskPermission | None
) -> None:
    talk = Talk(stage().shop, Caller("guest", mobile_number=number))
    reply = talk("CallbackIntent")
    assert (reply.say, reply.card) == ((callbacks.NeedNumber(),), card)
    assert reply.ask == WhichNumber(CallbackReason.ASKED_FOR_HUMAN)


def test_a_spoken_number_is_read_back_before_it_is_used(stage: Staged) -> None:
    talk = guest(stage()).asked(WhichNumber(CallbackReason.OTHER))
    assert talk("PhoneNumberIntent", phone="911").say == (callbacks.NotANumber(),)
    number = ConfirmNumber("+12065550123", CallbackReason.OTHER)
    assert talk("ChooseIntent", number="2065550123").ask == number
    assert talk(NO).ask == WhichNumber(CallbackReason.OTHER)
    assert talk("PhoneNumberIntent", phone="2065550123").ask == number
    reply = talk(YES)
    assert reply.ask == WhenToCall("+12065550123", NumberSource.SPOKEN, CallbackReason.OTHER)
    assert not talk.shop.callbacks.newest(limit=1)


def test_a_call_is_promised_within_two_hours_of_opening_time(stage: Staged) -> None:
    talk = sam(stage())
    assert talk("CallbackIntent").say == (callbacks.OpenNow(at("2026-11-24 17:00")),)
    reply = talk("CallTimeIntent", day="2026-11-25")
    span = callbacks.Span(at("2026-11-25 09:00"), at("2026-11-25 11:00"))
    assert reply.say == (callbacks.Filed("23", span),)
    [callback] = talk.shop.callbacks.newest(limit=9)
    assert (callback.owner, callback.phone) == ("sam", "+12065550123")
    assert callback.phone_source is NumberSource.PROFILE


def test_outside_opening_hours_the_next_time_is_offered(stage: Staged) -> None:
    talk = sam(stage())
    talk("CallbackIntent")
    reply = talk("CallTimeIntent", day="2026-11-26", time="14:00")
    assert reply.say == (callbacks.NobodyThen(),)
    assert isinstance(reply.ask, CallThen)
    assert (reply.ask.start, reply.ask.end) == (at("2026-11-27 09:00"), at("2026-11-27 11:00"))
    assert isinstance(talk(NO).ask, WhenToCall)
    assert not talk.shop.callbacks.newest(limit=1)
    talk("CallTimeIntent", day="2026-11-26", time="14:00")
    assert kinds(talk(YES)) == [callbacks.Filed]


@pytest.mark.parametrize("slots", [{"number": "2"}, {"ordinal": "2"}])
def test_a_bare_number_is_an_hour_where_a_time_is_asked_for(
    stage: Staged, slots: dict[str, str]
) -> None:
    talk = sam(stage())
    talk("CallbackIntent")
    assert said(talk("ChooseIntent", **slots), callbacks.Filed).window.start == at(
        "2026-11-24 14:00"
    )


def test_a_time_is_a_number_where_one_is_asked_for(stage: Staged) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    reply = talk("CallTimeIntent", time="02:00")
    assert kinds(reply) == [choosing.Chosen]
    assert reply.keep.shelf
    assert reply.keep.focus == reply.keep.shelf.product_ids[1]


def test_one_request_is_open_and_a_later_wish_changes_it(stage: Staged) -> None:
    talk = sam(stage())
    talk("CallbackIntent")
    talk("AnyTimeIntent")
    [first] = talk.shop.callbacks.newest(limit=9)
    assert kinds(talk("CallbackIntent")) == [callbacks.CallPlanned]
    assert kinds(talk("CallTimeIntent", day="2026-11-27", time="14:00")) == [callbacks.Filed]
    [moved] = talk.shop.callbacks.newest(limit=9)
    assert (moved.id, moved.requested_at) == (first.id, first.requested_at)
    assert moved.window.start == at("2026-11-27 14:00")


def test_a_call_is_canceled_once(stage: Staged) -> None:
    talk = sam(stage())
    assert talk("CancelCallbackIntent").say == (callbacks.NoCallPlanned(),)
    talk("CallbackIntent")
    talk("AnyTimeIntent")
    assert talk("CancelCallbackIntent").say == (callbacks.CallCanceled(),)
    assert talk("CancelCallbackIntent").say == (callbacks.NoCallPlanned(),)
    reply = talk("CallbackStatusIntent")
    assert reply.ask == WantsCallback(CallbackReason.ASKED_FOR_HUMAN)
    assert not any(callback.is_open for callback in talk.shop.callbacks.newest(limit=9))


def test_a_time_said_out_of_the_blue_is_not_understood(stage: Staged) -> None:
    reply = sam(stage())("CallTimeIntent", time="14:00")
    assert kinds(reply) == [basics.NotUnderstood]
    assert reply.keep.misses == 1


@pytest.mark.parametrize("intent", ["AnyTimeIntent", "CallTimeIntent", "CallbackIntent"])
def test_a_shop_that_is_never_open_promises_no_call(stage: Staged, intent: str) -> None:
    talk = sam(stage())
    talk.shop = replace(talk.shop, facts=replace(talk.shop.facts, hours=OpeningHours(HERE, {})))
    talk.asked(WhenToCall("+12065550123", NumberSource.SPOKEN, CallbackReason.OTHER))
    reply = talk(intent, day="2026-11-25")
    assert (reply.say, reply.ask) == ((callbacks.NeverOpen(),), AnythingElse())
    assert not talk.shop.callbacks.newest(limit=1)


# Going


def test_nothing_else_leads_past_a_basket_that_was_not_mentioned(stage: Staged) -> None:
    talk = guest(stage())
    assert talk.asked(AnythingElse())(NO).say == (basics.Goodbye(),)
    talk.adds(KETTLE)
    assert kinds(talk(NO)) == [basket.BasketHolds]
    declined = talk(NO)
    assert (declined.say, declined.ask) == ((answers.AllRight(),), AnythingElse(basket_known=True))
    assert talk(NO).say == (basics.Goodbye(),)
    assert talk.asked(AnythingElse(basket_known=True))(NO).say == (basics.Goodbye(),)


@pytest.mark.parametrize("intent", ["AMAZON.StopIntent", "AMAZON.CancelIntent"])
def test_a_goodbye_asks_nothing_and_forgets_everything(stage: Staged, intent: str) -> None:
    talk = guest(stage())
    talk("SearchIntent", query="kettle")
    assert talk(intent) == Reply((basics.Goodbye(),))


@pytest.mark.parametrize("intent", ["NextIntent", "AMAZON.NextIntent"])
def test_what_was_emptied_on_purpose_stays_empty(stage: Staged, intent: str) -> None:
    started = stage()
    sams = sam(started)
    sams.adds(KETTLE)
    sams("EmptyBasketIntent")
    sams(YES)
    guest(started).adds(MUG)
    sams(intent)
    assert kinds(sams("ShowBasketIntent")) == [basket.BasketIsEmpty]


def test_what_a_guest_wants_to_buy_waits_in_the_basket(stage: Staged) -> None:
    talk = guest(stage())
    talk(routes.TOUCH, product_id=KETTLE)
    assert kinds(talk("CheckoutIntent")) == [buying.LinkFirst]
    assert kinds(talk("ShowBasketIntent")) == [basket.BasketHolds]


def test_nothing_is_at_hand_after_a_search_that_found_nothing(stage: Staged) -> None:
    talk = guest(stage())
    talk.adds(KETTLE)
    talk("SearchIntent", query="unicorn saddle")
    assert kinds(talk("AddIntent", quantity="2")) == [choosing.NothingOffered]
