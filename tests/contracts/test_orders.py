from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from skill.shop.baskets import Basket
from skill.shop.checkout import CheckoutStatus
from skill.shop.errors import BasketChanged, LimitReached, OutOfStock, ShopError
from skill.shop.orders import Order, OrderEvent, OrderStatus, Placement
from skill.stores.errors import StoreError
from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import NOW, buy, dollars, placement, session

SHIPPED = OrderEvent(OrderStatus.SHIPPED, NOW + timedelta(days=1))
DELIVERED = OrderEvent(OrderStatus.DELIVERED, NOW + timedelta(days=3))


def everything(stores: Stores) -> tuple[Any, ...]:
    """All that placing an order may change and that can be asked for."""
    return (
        stores.stock.on_hand(["kettle", "mug", "lamp"]),
        stores.baskets.of("ann"),
        stores.checkouts.get("ann", "s1"),
        stores.orders.newest(limit=100),
        stores.outbox.pending(limit=100),
    )


def test_a_placed_order_comes_back_whole_with_its_code(backend: Backend) -> None:
    wish = buy(buying=(("kettle", 2), ("mug", 1)))
    placed = backend.open(lambda: "K7Q2").orders.place(wish)

    assert placed == replace(wish.order, code="K7Q2")
    orders = backend.open().orders
    assert orders.get(placed.id) == placed
    assert orders.from_checkout("ann", "s1") == placed
    assert orders.latest("ann", limit=5) == [placed]
    assert orders.newest(limit=5) == [placed]


def test_an_order_takes_the_stock_of_all_its_lines(stores: Stores) -> None:
    stores.stock.load([("kettle", 5), ("mug", 5), ("lamp", 5)])
    stores.orders.place(buy(buying=(("mug", 1), ("kettle", 2), ("mug", 3))))

    assert stores.stock.on_hand(["kettle", "mug", "lamp"]) == {"kettle": 3, "mug": 1, "lamp": 5}


def test_the_last_unit_can_be_bought(stores: Stores) -> None:
    stores.stock.load([("kettle", 1)])
    stores.orders.place(buy())

    assert stores.stock.on_hand(["kettle"]) == {"kettle": 0}


def test_a_product_that_is_not_counted_never_runs_out(stores: Stores) -> None:
    stores.stock.load([("mug", 1)])
    stores.orders.place(buy(buying=(("gift card", 1_000),)))

    assert stores.stock.on_hand(["gift card", "mug"]) == {"mug": 1}


def test_an_order_empties_the_basket_it_was_made_from(stores: Stores) -> None:
    held = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    stores.orders.place(buy(basket_version=held.version))

    assert stores.baskets.of("ann") == Basket("ann", held.version + 1)


def test_a_reorder_leaves_the_basket_alone(stores: Stores) -> None:
    held = stores.baskets.save(Basket("ann").adding("lamp", "Lamp", 1))
    stores.orders.place(buy(basket_version=None))

    assert stores.baskets.of("ann") == held


def test_an_order_completes_its_session(stores: Stores) -> None:
    stores.checkouts.save(session())
    stores.orders.place(placement(session()))

    completed = replace(session(), status=CheckoutStatus.COMPLETED)
    assert stores.checkouts.get("ann", "s1") == completed


def test_an_order_leaves_its_notices(stores: Stores) -> None:
    wish = buy()
    stores.orders.place(wish)

    assert stores.outbox.pending(limit=9) == list(wish.notices)


def test_placing_a_session_again_changes_nothing_and_returns_the_first_order(
    stores: Stores,
) -> None:
    stores.stock.load([("kettle", 5)])
    held = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    first = stores.orders.place(buy(basket_version=held.version, limit=dollars(10)))
    stores.orders.append(first.id, SHIPPED)
    before = everything(stores)
    again = stores.orders.place(
        buy("another id", basket_version=held.version, limit=dollars(10), price=9)
    )

    assert again == replace(first, events=(*first.events, SHIPPED))
    assert everything(stores) == before


def test_an_order_is_found_from_the_session_of_its_own_shopper_only(stores: Stores) -> None:
    stores.orders.place(buy())

    assert stores.orders.from_checkout("ben", "s1") is None
    assert stores.orders.from_checkout("ann", "s2") is None
    assert stores.orders.latest("ben", limit=5) == []
    assert stores.orders.get("no such id") is None


STALE = buy(basket_version=1)
TOO_MANY = buy(buying=(("kettle", 1), ("mug", 6)), basket_version=2)
TOO_DEAR = buy(basket_version=2, price=11, limit=dollars(10))


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [(STALE, BasketChanged), (TOO_MANY, OutOfStock), (TOO_DEAR, LimitReached)],
)
def test_a_refused_order_changes_nothing(
    stores: Stores, wish: Placement, refusal: type[ShopError]
) -> None:
    stores.stock.load([("kettle", 5), ("mug", 5)])
    held = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    stores.baskets.save(held.adding("mug", "Mug", 1))
    stores.checkouts.save(session())
    before = everything(stores)
    with pytest.raises(refusal):
        stores.orders.place(wish)

    assert everything(stores) == before


def test_running_out_names_the_product_and_what_is_left(stores: Stores) -> None:
    stores.stock.load([("kettle", 5), ("mug", 2)])
    with pytest.raises(OutOfStock) as refused:
        stores.orders.place(buy(buying=(("mug", 2), ("kettle", 1), ("mug", 1))))

    assert (refused.value.product_id, refused.value.left) == ("mug", 2)


def test_of_several_products_that_ran_out_the_first_by_id_is_named(stores: Stores) -> None:
    stores.stock.load([("kettle", 0), ("mug", 0)])
    with pytest.raises(OutOfStock) as refused:
        stores.orders.place(buy(buying=(("mug", 1), ("kettle", 1))))

    assert refused.value.product_id == "kettle"


def test_a_basket_that_is_gone_has_changed(stores: Stores) -> None:
    with pytest.raises(BasketChanged):
        stores.orders.place(buy(basket_version=3))


def test_orders_up_to_the_daily_limit_are_placed(stores: Stores) -> None:
    for number, price in enumerate((4, 6)):
        stores.orders.place(buy(session_id=f"s{number}", price=price, limit=dollars(10)))
    with pytest.raises(LimitReached):
        stores.orders.place(buy(session_id="one more", price=1, limit=dollars(10)))

    assert len(stores.orders.latest("ann", limit=9)) == 2


def test_the_daily_limit_is_one_shoppers_and_one_days(stores: Stores) -> None:
    stores.orders.place(buy(limit=dollars(10)))
    stores.orders.place(buy(session_id="s2", shopper_id="ben", limit=dollars(10)))
    stores.orders.place(placement(session("s3"), limit=dollars(10), day="2026-11-24"))

    assert len(stores.orders.newest(limit=9)) == 3


def test_orders_placed_without_a_limit_count_once_there_is_one(stores: Stores) -> None:
    stores.orders.place(buy(price=500))
    with pytest.raises(LimitReached):
        stores.orders.place(buy(session_id="s2", price=1, limit=dollars(10)))


def test_a_refused_order_does_not_count_towards_the_limit(stores: Stores) -> None:
    stores.stock.load([("kettle", 0)])
    with pytest.raises(OutOfStock):
        stores.orders.place(buy(limit=dollars(10)))
    stores.orders.place(buy(session_id="s2", buying=(("mug", 1),), limit=dollars(10)))

    assert len(stores.orders.newest(limit=9)) == 1


def test_a_code_that_is_taken_is_drawn_again(backend: Backend) -> None:
    draws = iter(["A", "A", "A", "B"])
    orders = backend.open(lambda: next(draws)).orders

    assert [orders.place(buy(session_id=id)).code for id in ("s1", "s2")] == ["A", "B"]


def test_two_shoppers_may_hold_the_same_code(backend: Backend) -> None:
    orders = backend.open(lambda: "A").orders
    codes = [orders.place(buy(session_id=id, shopper_id=id)).code for id in ("ann", "ben")]

    assert codes == ["A", "A"]


def test_without_a_free_code_nothing_is_ordered(backend: Backend) -> None:
    stores = backend.open(lambda: "A")
    stores.stock.load([("kettle", 5)])
    stores.orders.place(buy())
    before = everything(stores)
    with pytest.raises(StoreError, match="code"):
        stores.orders.place(buy(session_id="s2"))

    assert everything(stores) == before


def test_an_order_broken_off_halfway_leaves_no_trace(backend: Backend) -> None:
    def break_off() -> str:
        raise KeyboardInterrupt

    stores = backend.open(break_off)
    stores.stock.load([("kettle", 5)])
    held = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    before = everything(stores)
    with pytest.raises(KeyboardInterrupt):
        stores.orders.place(buy(basket_version=held.version))

    assert everything(stores) == before
    assert backend.open().orders.place(buy(basket_version=held.version)).id == "order-of-s1"


def test_when_the_answer_is_lost_the_repeat_finds_the_order(backend: Backend) -> None:
    stores = backend.open()
    stores.stock.load([("kettle", 5)])
    held = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    stores.orders.place(buy(basket_version=held.version, limit=dollars(10)))
    before = everything(stores)
    found = backend.open().orders.from_checkout("ann", "s1")
    repeated = backend.open().orders.place(
        buy("id of the repeat", basket_version=held.version, limit=dollars(10))
    )

    assert found == repeated
    assert repeated.id == "order-of-s1"
    assert everything(stores) == before


def test_a_shoppers_orders_come_newest_first(stores: Stores) -> None:
    for hour in (2, 3, 1):
        wish = session(f"s{hour}")
        stores.orders.place(placement(wish, placed_at=NOW + timedelta(hours=hour)))
    stores.orders.place(buy(session_id="x", shopper_id="ben"))

    assert [order.checkout_id for order in stores.orders.latest("ann", limit=2)] == ["s3", "s2"]
    newest = [order.checkout_id for order in stores.orders.newest(limit=9)]
    assert newest == ["s3", "s2", "s1", "x"]


def test_events_are_appended_in_order_and_kept(backend: Backend) -> None:
    placed = backend.open().orders.place(buy())
    orders = backend.open().orders
    orders.append(placed.id, SHIPPED)
    told = orders.append(placed.id, DELIVERED)

    assert told == replace(placed, events=(*placed.events, SHIPPED, DELIVERED))
    assert told.status is OrderStatus.DELIVERED
    assert backend.open().orders.get(placed.id) == told


def test_an_event_of_no_order_is_refused(stores: Stores) -> None:
    with pytest.raises(LookupError, match="no order o9"):
        stores.orders.append("o9", SHIPPED)


# Orders that were placed elsewhere


def test_an_order_from_elsewhere_comes_back_whole_with_a_code(backend: Backend) -> None:
    elsewhere = buy(buying=(("kettle", 2), ("mug", 1))).order
    assert backend.open(lambda: "K7Q2").orders.add(elsewhere)

    kept = replace(elsewhere, code="K7Q2")
    orders = backend.open().orders
    assert orders.get(elsewhere.id) == kept
    assert orders.from_checkout("ann", "s1") == kept
    assert orders.latest("ann", limit=5) == [kept]
    assert orders.newest(limit=5) == [kept]


def test_an_order_from_elsewhere_touches_nothing_else(stores: Stores) -> None:
    stores.stock.load([("kettle", 5)])
    stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    stores.checkouts.save(session())
    stock, basket, checkout, _, outbox = everything(stores)
    stores.orders.add(buy(price=500).order)
    _, _, _, orders, _ = after = everything(stores)

    assert after == (stock, basket, checkout, orders, outbox)
    assert [order.id for order in orders] == ["order-of-s1"]
    # It did not count towards the day's limit either.
    stores.orders.place(buy(session_id="s2", limit=dollars(10)))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(buy(price=9).order, id="the same once more"),
        pytest.param(buy("order-of-s1", session_id="s2", shopper_id="ben").order, id="its id"),
        pytest.param(buy("another id").order, id="its session"),
    ],
)
def test_an_order_that_is_there_already_stays_as_it_is(stores: Stores, again: Order) -> None:
    stores.orders.add(buy().order)
    stores.orders.append("order-of-s1", SHIPPED)
    before = everything(stores)

    assert not stores.orders.add(again)
    assert everything(stores) == before
    assert stores.orders.latest("ben", limit=5) == []


def test_an_order_from_elsewhere_stands_where_its_day_was(stores: Stores) -> None:
    stores.orders.place(buy())
    earlier = placement(session("s0"), placed_at=NOW - timedelta(days=300)).order
    stores.orders.add(earlier)

    assert [order.checkout_id for order in stores.orders.latest("ann", limit=9)] == ["s1", "s0"]


def test_an_order_from_elsewhere_gets_a_code_that_is_free(backend: Backend) -> None:
    draws = iter(["A", "A", "B"])
    orders = backend.open(lambda: next(draws)).orders
    orders.place(buy())
    orders.add(buy(session_id="s2").order)

    assert [order.code for order in orders.newest(limit=9)] == ["B", "A"]


def test_without_a_free_code_no_order_is_added(backend: Backend) -> None:
    orders = backend.open(lambda: "A").orders
    orders.place(buy())
    with pytest.raises(StoreError, match="code"):
        orders.add(buy(session_id="s2").order)

    assert len(orders.newest(limit=9)) == 1
