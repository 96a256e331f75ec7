"""Many at once: processes with threads against one store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from skill.shop.baskets import Basket
from skill.shop.errors import BasketChanged
from skill.shop.orders import OrderEvent, OrderStatus
from skill.shop.shoppers import Shopper
from skill.stores.errors import StoreBusy
from tests.contracts.backends import Backend
from tests.contracts.goods import NOW, asked, buy, callback

ROOT = Path(__file__).parents[2]
PROCESSES, THREADS = 2, 20

Outcome = TypeVar("Outcome")


def race(backend: Backend, buying: str) -> list[str]:
    """What forty buyers got, half in each of two processes; the refused left out."""
    command = [sys.executable, "-m", "tests.contracts.buyers", backend.name, backend.place, buying]
    crowds = [
        subprocess.Popen(
            [*command, str(number * THREADS), str(THREADS)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(PROCESSES)
    ]
    for crowd in crowds:
        assert crowd.stdout
        assert crowd.stdout.readline() == "ready\n"
    for crowd in crowds:
        assert crowd.stdin
        crowd.stdin.write("go\n")
        crowd.stdin.flush()
    outcomes = [line for crowd in crowds for line in crowd.communicate()[0].splitlines()]
    assert len(outcomes) == PROCESSES * THREADS
    return [outcome for outcome in outcomes if outcome != "refused"]


def at_once(count: int, do: Callable[[int], Outcome]) -> list[Outcome]:
    """Do it in this many threads that start together."""
    together = Barrier(count)

    def started(number: int) -> Outcome:
        together.wait()
        return do(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(started, range(count)))


def test_forty_buyers_of_five_kettles_buy_five(backend: Backend) -> None:
    stores = backend.open()
    stores.stock.load([("kettle", 5)])
    sold = race(backend, "last_unit")

    assert len(sold) == 5
    assert stores.stock.on_hand(["kettle"]) == {"kettle": 0}
    assert {order.id for order in stores.orders.newest(limit=99)} == set(sold)
    assert {notice.subject_id for notice in stores.outbox.pending(limit=99)} == set(sold)


def test_the_same_race_oversells_when_stock_is_read_first_and_written_then(
    backend: Backend,
) -> None:
    backend.open().stock.load([("kettle", 5)])

    assert len(race(backend, "last_unit_naively")) > 5


def test_one_yes_heard_forty_times_is_one_order(backend: Backend) -> None:
    stores = backend.open()
    stores.stock.load([("kettle", 5)])
    stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    answers = race(backend, "same_yes")

    assert len(answers) == PROCESSES * THREADS
    assert set(answers) == {order.id for order in stores.orders.newest(limit=99)}
    assert len(set(answers)) == 1
    assert stores.stock.on_hand(["kettle"]) == {"kettle": 4}
    assert stores.baskets.of("ann") == Basket("ann", 2)
    assert len(stores.outbox.pending(limit=99)) == 1


def test_the_daily_limit_holds_for_orders_at_once(backend: Backend) -> None:
    stores = backend.open()

    assert len(race(backend, "within_limit")) == 3
    assert len(stores.orders.latest("ann", limit=99)) == 3
    assert len({order.code for order in stores.orders.latest("ann", limit=99)}) == 3


def test_mixed_orders_end_and_balance_whatever_the_order_of_their_lines(backend: Backend) -> None:
    stores = backend.open()
    stores.stock.load([("kettle", 30), ("lamp", 31), ("mug", 30)])
    sold = len(race(backend, "mixed"))

    # Two lamps each: the sixteenth buyer finds a single one.
    assert sold == 15
    assert stores.stock.on_hand(["kettle", "lamp", "mug"]) == {"kettle": 15, "lamp": 1, "mug": 15}


def test_of_savers_of_one_version_of_a_basket_one_wins(backend: Backend) -> None:
    stores = backend.open()
    read = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))

    def save(number: int) -> Basket | None:
        try:
            return stores.baskets.save(read.adding(f"mug {number}", "Mug", 1))
        except BasketChanged:
            return None

    saved = [basket for basket in at_once(8, save) if basket]
    assert saved == [stores.baskets.of("ann")]


def test_savers_who_read_again_lose_nothing(backend: Backend) -> None:
    stores = backend.open()

    def add(_number: int) -> None:
        while True:
            try:
                stores.baskets.save(stores.baskets.of("ann").adding("mug", "Mug", 1))
                return
            except (BasketChanged, StoreBusy):
                continue

    at_once(8, add)
    assert stores.baskets.of("ann") == Basket("ann", 8).adding("mug", "Mug", 8)


def test_an_owner_who_asks_many_times_at_once_has_one_open_request(backend: Backend) -> None:
    stores = backend.open()

    def ask(number: int) -> str:
        request = replace(callback(f"call-{number}"), phone=f"+1360555010{number}")
        return stores.callbacks.file(request, asked(request)).id

    (kept,) = set(at_once(8, ask))
    assert [request.id for request in stores.callbacks.newest(limit=99)] == [kept]
    assert {notice.subject_id for notice in stores.outbox.pending(limit=99)} == {kept}


def test_one_address_added_many_times_at_once_is_one_shopper(backend: Backend) -> None:
    stores = backend.open()
    ids = at_once(8, lambda number: stores.shoppers.add(Shopper(f"{number}", "a@example.org")).id)

    assert len(set(ids)) == 1


def test_no_event_is_lost_among_many_at_once(backend: Backend) -> None:
    stores = backend.open()
    placed = stores.orders.place(buy())
    at_once(8, lambda _: stores.orders.append(placed.id, OrderEvent(OrderStatus.SHIPPED, NOW)))

    told = stores.orders.get(placed.id)
    assert told
    assert len(told.events) == 9
