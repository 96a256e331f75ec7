"""A damaged snapshot is never sold from, and the message says which file and what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from skill.catalog import pointer, snapshot
from skill.catalog.errors import CatalogError, SnapshotDamaged
from skill.catalog.publish import publish
from skill.catalog.snapshot import open_snapshot, verify
from tests.feeds import MORNING, kettles

FILES = [
    "manifest.json",
    "index/meta.json",
    "index/.managed.json",
    *(f"index/*.{kind}" for kind in ("store", "term", "idx", "fast", "fieldnorm", "pos")),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    report = publish(kettles(tmp_path / "feed.tsv", 20), tmp_path, "USD", lambda: MORNING)
    return pointer.place(tmp_path, report.version)


def test_a_sound_snapshot_is_verified_and_opened(place: Path) -> None:
    assert verify(place).products == 20
    found = open_snapshot(place)
    assert (found.version, found.manifest.currency) == (place.name, "USD")


def test_every_file_that_matters_is_in_the_manifest(place: Path) -> None:
    listed = set(verify(place).files) | {"manifest.json"}
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert {name for name in there - listed if not name.endswith(".lock")} == set()
    assert all(list(place.glob(pattern)) for pattern in FILES)


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_damage_to_any_file_is_found_and_named(place: Path, pattern: str, damage: str) -> None:
    (path,) = place.glob(pattern)
    content = bytearray(path.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 0x01
        path.write_bytes(content)
    elif damage == "cut":
        path.write_bytes(content[:-1])
    else:
        path.unlink()
    for reader in (verify, open_snapshot):
        with pytest.raises(SnapshotDamaged) as refusal:
            reader(place)
        assert str(path) in str(refusal.value)
        assert "hawker catalog rollback" in str(refusal.value)


def test_a_manifest_that_was_changed_by_hand_is_not_believed(place: Path) -> None:
    path = place / "manifest.json"
    path.write_text(path.read_text().replace('"USD"', '"JPY"'))
    with pytest.raises(SnapshotDamaged, match=r"manifest\.json: its content"):
        open_snapshot(place)


def test_a_large_snapshot_opens_on_its_sizes_and_is_verified_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_CHECKED_WHOLE", 0)
    (path,) = place.glob("index/*.store")
    content = bytearray(path.read_bytes())
    content[-1] ^= 0x01
    path.write_bytes(content)
    with pytest.raises(SnapshotDamaged):
        verify(place)
    path.write_bytes(content[:-1])
    with pytest.raises(SnapshotDamaged, match="bytes instead of"):
        open_snapshot(place)


def test_a_snapshot_of_another_release_asks_for_the_feed_again(place: Path) -> None:
    path = place / "manifest.json"
    data = json.loads(path.read_text())
    data |= {"format": 99}
    del data["seal"]
    path.write_text(json.dumps(data | {"seal": snapshot._seal(data)}))
    with pytest.raises(CatalogError, match=r"format 99, .* Publish the feed again"):
        open_snapshot(place)


def test_nothing_is_written_over_a_published_snapshot(place: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    publish(kettles(tmp_path / "feed.tsv", 20), tmp_path, "USD", lambda: MORNING)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_reading_needs_no_library_of_the_publishing_side() -> None:
    code = "import skill.catalog.service, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    heavy = {"csv", "gzip", "hashlib", "pydantic", "shutil", "skill.catalog.publish", "tempfile"}
    assert heavy.isdisjoint(loaded)
