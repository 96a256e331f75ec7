"""`kill -9` at random moments. It proves atomicity, not that a commit survives a power cut: for
that, test_sqlite_store asserts that every connection waits for the disk.

`KILLS=1000 pytest tests/faults` kills more often than the 25 times of every run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from skill.shop.checkout import CheckoutStatus
from skill.stores.sqlite import Database
from tests.contracts.backends import Backend, Stores
from tests.faults.ordering import wish

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "25"))
SEED = 20261123
START = 1_000_000

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@dataclass(frozen=True)
class Ruin:
    """What the killed sellers left behind."""

    store: Path
    stores: Stores
    tried: dict[str, int]
    """Session ids and the basket versions they were made from."""
    placed: dict[str, str]
    """Session ids and the codes that were told."""


@pytest.fixture(scope="module")
def ruin(tmp_path_factory: pytest.TempPathFactory) -> Ruin:
    folder = tmp_path_factory.mktemp("killed")
    store, diary = folder / "shop.db", folder / "diary"
    stores = Backend("sqlite", str(store)).open()
    stores.stock.load([("kettle", START), ("mug", START)])
    command = [sys.executable, "-m", "tests.faults.ordering", str(store), str(diary)]
    subprocess.run([*command, str(KILLS), str(SEED)], cwd=ROOT, check=True)
    entries = [line.split() for line in diary.read_text().splitlines()]
    tried = {id: int(version) for word, id, version in entries if word == "trying"}
    placed = {id: code for word, id, code in entries if word == "placed"}
    return Ruin(store, stores, tried, placed)


def shopper_of(session_id: str) -> str:
    return session_id.partition(".")[0]


def assert_whole(stores: Stores, session_id: str) -> None:
    """All that placing an order does has been done for this one."""
    order = stores.orders.from_checkout(shopper_of(session_id), session_id)
    session = stores.checkouts.get(shopper_of(session_id), session_id)
    assert order
    assert session
    assert session.status is CheckoutStatus.COMPLETED
    assert order.line_items == session.line_items


def test_no_order_that_was_acknowledged_is_lost(ruin: Ruin) -> None:
    assert len(ruin.tried) >= KILLS
    assert ruin.placed
    kept = {
        id: order.code
        for id in ruin.placed
        if (order := ruin.stores.orders.from_checkout(shopper_of(id), id))
    }

    assert kept == ruin.placed


def test_every_order_is_whole_and_the_books_balance(ruin: Ruin) -> None:
    orders = ruin.stores.orders.newest(limit=START)
    for order in orders:
        assert_whole(ruin.stores, order.checkout_id)

    left = {"kettle": START - len(orders), "mug": START - 2 * len(orders)}
    assert ruin.stores.stock.on_hand(["kettle", "mug"]) == left
    notices = ruin.stores.outbox.pending(limit=START)
    assert sorted(notice.subject_id for notice in notices) == sorted(order.id for order in orders)
    spent = Database.open(ruin.store).one("SELECT sum(amount) FROM spending")
    assert spent == (sum(order.total.amount for order in orders),)


def test_a_repeat_of_what_was_not_acknowledged_ends_in_one_whole_order(ruin: Ruin) -> None:
    unknown = set(ruin.tried) - set(ruin.placed)
    before = {order.id for order in ruin.stores.orders.newest(limit=START)}
    for id in unknown:
        repeated = ruin.stores.orders.place(wish(id, ruin.tried[id]))
        again = ruin.stores.orders.place(wish(id, ruin.tried[id]))
        assert repeated == again
        assert_whole(ruin.stores, id)

    after = {order.id for order in ruin.stores.orders.newest(limit=START)}
    assert before <= after
    assert len(after) == len(ruin.tried)
    assert ruin.stores.stock.on_hand(["kettle"]) == {"kettle": START - len(after)}


def test_the_file_is_sound(ruin: Ruin) -> None:
    assert Database.open(ruin.store).all("PRAGMA integrity_check") == [("ok",)]


def test_a_store_killed_while_it_is_made_is_made_by_the_next_opening(ruin: Ruin) -> None:
    for life in range(KILLS):
        Database.open(ruin.store.with_name(f"{ruin.store.name}-{life}"))
