"""The service answers from the live snapshot, and no shopper waits for a newer one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from skill.catalog import pointer, service
from skill.catalog.errors import SnapshotDamaged
from skill.catalog.publish import publish
from skill.catalog.service import TantivyCatalog
from skill.catalog.snapshot import Snapshot, open_snapshot
from skill.shop.money import Money
from skill.shop.products import Catalog, Found, Query
from tests.feeds import MORNING, kettles, write_feed


class Clock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def put(tmp_path: Path, clock: Clock) -> Callable[[int], str]:
    def _put(count: int) -> str:
        feed = kettles(tmp_path / "kettles.tsv", count)
        return publish(feed, tmp_path, "USD", clock, force=True).version

    return _put


@pytest.fixture
def immediately(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Threads run at once; the list grows with every one of them."""
    started: list[int] = []

    class Now(threading.Thread):
        def start(self) -> None:
            started.append(1)
            self.run()

    monkeypatch.setattr(service, "Thread", Now)
    return started


Put = Callable[[int], str]


def total(catalog: Catalog) -> int:
    return catalog.search(Query("kettle"), limit=1).total


def test_a_shop_that_has_published_nothing_answers_nothing(tmp_path: Path, clock: Clock) -> None:
    catalog: Catalog = TantivyCatalog(tmp_path, "USD", clock)
    query = catalog.understand("kettles under fifty dollars")
    assert query == Query("kettles", max_price=Money(5000, "USD"))
    assert catalog.version == ""
    assert catalog.search(query, limit=3) == Found(query, confident=False)
    assert catalog.product("k1") is None
    assert catalog.departments(3) == ()


def test_the_first_catalog_is_found_within_a_minute(
    tmp_path: Path, clock: Clock, put: Put, immediately: list[int]
) -> None:
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    version = put(3)
    clock.now += timedelta(minutes=1)
    assert catalog.version == version


def test_a_newer_catalog_is_looked_for_at_most_once_a_minute(
    tmp_path: Path, clock: Clock, put: Put, immediately: list[int]
) -> None:
    put(3)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    put(5)
    clock.now += timedelta(seconds=59)
    assert total(catalog) == 3
    clock.now += timedelta(seconds=1)
    assert total(catalog) == 5
    clock.now += timedelta(minutes=5)
    assert total(catalog) == 5
    assert len(immediately) == 1


def test_no_turn_waits_for_a_newer_catalog_to_open(
    tmp_path: Path, clock: Clock, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(3)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    put(5)
    opening, opened = threading.Event(), threading.Event()

    def slow(place: Path) -> Snapshot:
        opening.wait(10)
        return open_snapshot(place)

    def refresh() -> None:
        TantivyCatalog.refresh(catalog)
        opened.set()

    monkeypatch.setattr(service, "open_snapshot", slow)
    monkeypatch.setattr(catalog, "refresh", refresh)
    clock.now += timedelta(minutes=1)
    assert total(catalog) == 3
    opening.set()
    assert opened.wait(10)
    assert total(catalog) == 5


def test_rolling_back_is_followed_too(
    tmp_path: Path, clock: Clock, put: Put, immediately: list[int]
) -> None:
    first, second = put(3), put(5)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    pointer.move(tmp_path, second, first)
    clock.now += timedelta(minutes=1)
    assert (catalog.version, total(catalog)) == (first, 3)


def test_a_damaged_newcomer_is_logged_and_the_open_catalog_goes_on(
    tmp_path: Path,
    clock: Clock,
    put: Put,
    immediately: list[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    put(3)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    (pointer.place(tmp_path, put(5)) / "manifest.json").unlink()
    clock.now += timedelta(minutes=1)
    with caplog.at_level(logging.ERROR):
        assert total(catalog) == 3
    assert "manifest.json: is missing" in caplog.text


def test_a_damaged_catalog_is_an_error_to_every_question_until_it_is_replaced(
    tmp_path: Path, clock: Clock, put: Put, immediately: list[int]
) -> None:
    (pointer.place(tmp_path, put(5)) / "manifest.json").unlink()
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    for _ in range(2):
        with pytest.raises(SnapshotDamaged, match="is missing"):
            catalog.product("k1")
    put(7)
    clock.now += timedelta(minutes=1)
    assert total(catalog) == 7


def test_limits_are_understood_in_the_currency_of_the_prices(tmp_path: Path, clock: Clock) -> None:
    feed = write_feed(tmp_path / "feed.tsv", [("k1", "Kettle", "20.00 GBP")])
    publish(feed, tmp_path, "GBP", clock)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    assert catalog.understand("under thirty pounds").max_price == Money(3000, "GBP")


def test_many_turns_at_once_get_whole_answers(tmp_path: Path, clock: Clock, put: Put) -> None:
    put(3)
    catalog = TantivyCatalog(tmp_path, "USD", clock)
    answers: list[int] = []

    def ask() -> None:
        answers.extend(total(catalog) for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    put(5)
    catalog.refresh()
    for thread in threads:
        thread.join()
    assert len(answers) == 200
    assert set(answers) <= {3, 5}
    assert total(catalog) == 5
