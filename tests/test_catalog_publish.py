"""Publishing: all of a feed's good rows, or nothing, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from skill.catalog import building, pointer, versions
from skill.catalog import publish as publishing
from skill.catalog.errors import (
    FeedUnreadable,
    PublishedMeanwhile,
    SnapshotDamaged,
    UnknownVersion,
)
from skill.catalog.index import IndexBuilder
from skill.catalog.publish import Report, check, publish
from skill.catalog.service import TantivyCatalog
from skill.catalog.snapshot import Manifest, verify
from skill.catalog.versions import KEPT, rollback
from tests.feeds import FEEDS, MORNING, SHARED, kettles, needs_shared_data, write_feed


class Clock:
    """Moves on a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "catalog"


@pytest.fixture
def put(folder: Path, tmp_path: Path) -> Callable[..., Report]:
    """Publish so many kettles."""
    clock = Clock()

    def _put(count: int = 10, *, force: bool = False) -> Report:
        feed = kettles(tmp_path / "kettles.tsv", count)
        return publish(feed, folder, "USD", clock, force=force)

    return _put


Put = Callable[..., Report]


def sold(folder: Path) -> int:
    """How many kettles a shopper who comes by finds."""
    catalog = TantivyCatalog(folder, "USD", Clock())
    return catalog.search(catalog.understand("kettle"), limit=1).total


def kept(folder: Path) -> list[str]:
    return [version.name for version in versions.versions(folder)]


def test_good_rows_are_on_sale_and_bad_rows_are_reported(folder: Path) -> None:
    report = publish(FEEDS / "broken.tsv", folder, "USD", Clock(), force=True)
    assert (report.rows, report.products, report.bad_rows) == (16, 4, 12)
    assert (report.errors, report.warnings) == (12, 3)
    catalog = TantivyCatalog(folder, "USD", Clock())
    assert catalog.product("lamp-14") is not None
    assert catalog.product("lamp-9") is None


def test_a_report_compares_with_what_was_live(folder: Path, tmp_path: Path) -> None:
    before = [("a", "Kettle", "1 USD"), ("b", "Pot", "2 USD"), ("c", "Pan", "3 USD")]
    after = [("a", "Kettle", "1 USD"), ("b", "Pot", "2.50 USD"), ("d", "Lid", "4 USD")]
    publish(write_feed(tmp_path / "1.tsv", before), folder, "USD", Clock())
    report = check(write_feed(tmp_path / "2.tsv", after), folder, "USD")
    assert (report.new, report.changed, report.gone) == (1, 1, 1)


def test_checking_publishes_nothing(folder: Path, tmp_path: Path) -> None:
    report = check(kettles(tmp_path / "feed.tsv", 3), folder, "USD")
    assert (report.products, report.version, report.held) == (3, "", "")
    assert not folder.exists()


def test_a_version_is_named_after_its_time(put: Put, folder: Path) -> None:
    assert put().version == "20261122-090100"
    (version,) = versions.versions(folder)
    assert (version.live, version.products, version.source) == (True, 10, "kettles.tsv")
    assert version.created == "2026-11-22T09:01:00+00:00"


def test_versions_of_one_second_keep_their_order(folder: Path, tmp_path: Path) -> None:
    feed = kettles(tmp_path / "feed.tsv", 3)
    earlier = MORNING - timedelta(days=1)
    names = [
        publish(feed, folder, "USD", lambda now=now: now).version  # type: ignore[misc]
        for now in (MORNING, MORNING, earlier)
    ]
    assert names == ["20261122-090000", "20261122-090001", "20261122-090002"]
    assert pointer.live(folder) == names[-1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("id\ttitle\n", "does not name the column price"),
        ("<rss/>", "is XML"),
    ],
)
def test_what_is_no_feed_leaves_the_live_catalog(
    put: Put, folder: Path, tmp_path: Path, content: str, message: str
) -> None:
    put(10)
    (tmp_path / "feed").write_text(content)
    with pytest.raises(FeedUnreadable, match=message):
        publish(tmp_path / "feed", folder, "USD", Clock(), force=True)
    assert sold(folder) == 10
    assert len(list((folder / "versions").iterdir())) == 1


@pytest.mark.parametrize("rows", [[], [("k1", "Kettle", "free")]], ids=["no row", "no good row"])
def test_a_feed_with_nothing_to_sell_is_refused_even_by_force(
    put: Put, folder: Path, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    put(10)
    report = publish(write_feed(tmp_path / "f", rows), folder, "USD", Clock(), force=True)
    assert report.version == ""
    assert "no row can be sold" in report.held
    assert sold(folder) == 10


def test_a_feed_that_lost_many_products_is_held_unless_forced(put: Put, folder: Path) -> None:
    put(10)
    report = put(6)
    assert (report.version, report.gone) == ("", 4)
    assert "only 6 products after 10" in report.held
    assert sold(folder) == 10
    assert put(7).version
    assert put(1, force=True).version
    assert sold(folder) == 1


def test_a_feed_with_many_bad_rows_is_held_unless_forced(folder: Path, tmp_path: Path) -> None:
    rows = [(f"k{n}", "Kettle", "1 USD" if n < 3 else "?") for n in range(4)]
    feed = write_feed(tmp_path / "feed.tsv", rows)
    report = publish(feed, folder, "USD", Clock())
    assert "1 of 4 rows cannot be sold" in report.held
    assert (report.version, kept(folder)) == ("", [])
    assert publish(feed, folder, "USD", Clock(), force=True).version


def test_a_report_lists_the_first_thousand_problems_and_counts_all(
    folder: Path, tmp_path: Path
) -> None:
    rows = [(f"k{n}", "Kettle", "?") for n in range(1200)]
    report = check(write_feed(tmp_path / "feed.tsv", rows), folder, "USD")
    assert (len(report.problems), report.errors) == (1000, 1200)


class PowerCut(BaseException):
    """Nothing catches it, as nothing survives it."""


def crash(*_: object, **__: object) -> None:
    raise PowerCut


STEPS = [
    (IndexBuilder, "__init__"),
    (IndexBuilder, "add"),
    (IndexBuilder, "finish"),
    (building, "measure"),
    (building, "write_manifest"),
    (building, "sync"),
    (Path, "rename"),
    (publishing, "verify"),
    (pointer, "_write"),
    (pointer, "sync"),
    (Path, "replace"),
]


@pytest.mark.parametrize(("owner", "step"), STEPS, ids=lambda part: getattr(part, "__name__", part))
def test_a_crash_at_any_step_leaves_the_live_catalog(
    put: Put, folder: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    put(10)
    live = pointer.live(folder)

    with monkeypatch.context() as patch:
        # Nor does anybody clean up after a power cut.
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        patch.setattr(owner, step, crash)
        with pytest.raises(PowerCut):
            put(12)
    assert (pointer.live(folder), sold(folder)) == (live, 10)
    assert put(12).version
    assert sold(folder) == 12


def test_a_crash_after_the_pointer_has_moved_leaves_the_new_catalog(
    put: Put, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(10)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "clear", crash)
        with pytest.raises(PowerCut):
            put(12)
    assert sold(folder) == 12


def test_a_full_disk_leaves_nothing_behind(
    put: Put, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(10)
    before = sorted(path.name for path in folder.rglob("*"))

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(building, "sync", full)
        with pytest.raises(OSError, match="No space left"):
            put(12)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_what_a_crash_left_behind_is_cleared_a_day_later(put: Put, folder: Path) -> None:
    put()
    fresh, old = (folder / "versions" / f"{building.UNFINISHED}{n}" for n in "ab")
    fresh.mkdir()
    old.mkdir()
    hours = [(MORNING - timedelta(hours=h)).timestamp() for h in (1, 30)]
    os.utime(fresh, (hours[0], hours[0]))
    os.utime(old, (hours[1], hours[1]))
    put()
    assert (fresh.exists(), old.exists()) == (True, False)
    assert len(kept(folder)) == 2


def test_of_two_who_publish_at_once_the_second_is_told(
    put: Put, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(10)

    def meanwhile(place: Path) -> Manifest:
        monkeypatch.undo()
        put(11)
        return verify(place)

    monkeypatch.setattr(publishing, "verify", meanwhile)
    with pytest.raises(PublishedMeanwhile, match="publish again"):
        publish(kettles(tmp_path / "late.tsv", 12), folder, "USD", Clock())
    assert sold(folder) == 11


def test_only_the_newest_ten_versions_are_kept(put: Put, folder: Path) -> None:
    names = [put().version for _ in range(KEPT + 2)]
    assert kept(folder) == names[:1:-1]


def test_the_live_version_is_kept_however_old(put: Put, folder: Path) -> None:
    names = [put().version for _ in range(KEPT)]
    pointer.move(folder, names[-1], names[0])
    (folder / "versions" / "20991231-000000").mkdir()
    versions.clear(folder, MORNING)
    assert names[0] in kept(folder)


def test_going_back_makes_the_version_before_live(put: Put, folder: Path) -> None:
    first, second, third = put(10).version, put(11).version, put(12).version
    assert rollback(folder) == second
    assert sold(folder) == 11
    assert rollback(folder) == first
    assert sold(folder) == 10
    assert rollback(folder, third) == third
    assert [version.live for version in versions.versions(folder)] == [True, False, False]


def test_there_is_no_going_back_before_the_first_version(put: Put, folder: Path) -> None:
    put()
    with pytest.raises(UnknownVersion, match="no earlier version"):
        rollback(folder)
    with pytest.raises(UnknownVersion, match="no version 19990101-000000"):
        rollback(folder, "19990101-000000")
    with pytest.raises(UnknownVersion):
        rollback(folder, "../versions")


def test_a_damaged_version_is_not_gone_back_to(put: Put, folder: Path) -> None:
    first = put(10).version
    live = put(11).version
    next((folder / "versions" / first / "index").glob("*.store")).unlink()
    with pytest.raises(SnapshotDamaged):
        rollback(folder)
    assert pointer.live(folder) == live


def test_a_damaged_live_catalog_is_replaced_by_the_next_feed(put: Put, folder: Path) -> None:
    damaged = put(10).version
    (folder / "versions" / damaged / "manifest.json").write_text("{")
    report = put(2)
    assert (report.new, report.version != "") == (2, True)
    assert sold(folder) == 2
    assert "is not a manifest" in versions.versions(folder)[1].trouble


@needs_shared_data
@pytest.mark.parametrize(("name", "count"), [("general", 2465), ("electronics", 19406)])
def test_real_feeds_publish_whole(folder: Path, name: str, count: int) -> None:
    report = publish(SHARED / name / "feed.tsv.gz", folder, "USD", Clock())
    assert (report.products, report.errors, report.held) == (count, 0, "")
