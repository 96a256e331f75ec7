"""The snapshots that are kept, and going back to one of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from skill.catalog import pointer
from skill.catalog.building import UNFINISHED
from skill.catalog.errors import CatalogError, UnknownVersion
from skill.catalog.snapshot import read_manifest, verify

KEPT = 10
_NAME = "%Y%m%d-%H%M%S"
# Nobody builds a snapshot for longer than this: what is older was left by a crash.
_ABANDONED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    name: str
    live: bool
    created: str = ""
    """ISO 8601, UTC."""
    source: str = ""
    """Name of the feed file."""
    products: int = 0
    trouble: str = ""
    """What is wrong with the snapshot, when its manifest cannot be read."""


def versions(folder: Path) -> list[Version]:
    """All kept snapshots, newest first."""
    live = pointer.live(folder)
    return [_version(folder, name, name == live) for name in reversed(_names(folder))]


def rollback(folder: Path, version: str = "") -> str:
    """Make an earlier snapshot live after checking all of it, and return its name.

    Without a version it is the one before the live one. Raises UnknownVersion, SnapshotDamaged.
    """
    live = pointer.live(folder)
    version = version or _before(folder, live)
    if version not in _names(folder):
        raise UnknownVersion(f"{folder}: no version {version}. See `hawker catalog versions`.")
    verify(pointer.place(folder, version))
    pointer.move(folder, live, version)
    return version


def next_name(folder: Path, now: datetime) -> str:
    """The time, and later than every other name even when the clock goes back."""
    newest = max(_names(folder), default="")
    while (name := now.strftime(_NAME)) <= newest:
        now = max(now, datetime.strptime(newest, _NAME).replace(tzinfo=now.tzinfo))
        now += timedelta(seconds=1)
    return name


def clear(folder: Path, now: datetime) -> None:
    """Delete all but the newest ten snapshots and the live one, and what crashes left behind."""
    spare = set(_names(folder)[:-KEPT]) - {pointer.live(folder)}
    for name in sorted(spare):
        # Renamed first, so that half a snapshot is never listed.
        path = pointer.place(folder, name)
        shutil.rmtree(path.rename(path.with_name(UNFINISHED + name)))
    for path in pointer.place(folder, "").glob(f"{UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < (now - _ABANDONED).timestamp():
                shutil.rmtree(path)


def _before(folder: Path, live: str) -> str:
    earlier = [name for name in _names(folder) if not live or name < live]
    if not earlier:
        raise UnknownVersion(f"{folder}: there is no earlier version. Publish a feed instead.")
    return earlier[-1]


def _names(folder: Path) -> list[str]:
    """Oldest first."""
    return sorted(_complete(pointer.place(folder, "")))


def _complete(place: Path) -> Iterator[str]:
    if place.is_dir():
        yield from (path.name for path in place.iterdir() if not path.name.startswith("."))


def _version(folder: Path, name: str, live: bool) -> Version:
    try:
        manifest = read_manifest(pointer.place(folder, name))
    except CatalogError as error:
        return Version(name, live, trouble=str(error))
    return Version(name, live, manifest.created, manifest.source, manifest.products)
