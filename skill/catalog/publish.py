"""From a feed to the live catalog: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from skill.catalog import pointer
from skill.catalog.building import SnapshotBuilder
from skill.catalog.checks import Checked, Problem, Severity, checked
from skill.catalog.errors import CatalogError
from skill.catalog.feeds import google
from skill.catalog.snapshot import Snapshot, open_snapshot, verify
from skill.catalog.versions import clear, next_name

# A feed cut off in the middle, or exported from the wrong shop, must not empty the shelves.
_MOST_BAD_ROWS = 0.2
_FEWEST_LEFT = 0.7
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a feed."""

    source: str
    """Name of the feed file."""
    rows: int
    products: int
    bad_rows: int
    """Rows that stay out of the catalog."""
    errors: int
    warnings: int
    new: int
    changed: int
    gone: int
    """Against the live catalog."""
    problems: tuple[Problem, ...]
    """The first thousand."""
    held: str = ""
    """Why the feed was not published, and what to do; "" when nothing speaks against it."""
    version: str = ""
    """The snapshot that is live since; "" when nothing was published."""


def check(feed: Path, folder: Path, currency: str) -> Report:
    """What `publish` would say, without publishing; raises FeedUnreadable."""
    tally = _Tally(feed.name, _live(folder))
    for row in checked(google.rows(feed), currency):
        tally.add(row)
    return tally.report(held=tally.held(force=False))


def publish(
    feed: Path,
    folder: Path,
    currency: str,
    clock: Callable[[], datetime],
    *,
    force: bool = False,
    code: str = "en",
) -> Report:
    """Build a snapshot of the good rows and make it live, unless the report says why not.

    `force` overrides the guard against losing many products. A crash or an error at any moment
    leaves the live catalog as it is. Raises FeedUnreadable, PublishedMeanwhile, SnapshotDamaged.
    """
    expected = pointer.live(folder)
    tally = _Tally(feed.name, _live(folder))
    with SnapshotBuilder(pointer.place(folder, ""), currency, code, feed.name) as builder:
        for row in checked(google.rows(feed), currency):
            tally.add(row)
            if row.product:
                builder.add(row.product)
        if held := tally.held(force=force):
            return tally.report(held=held)
        now = clock().astimezone(UTC)
        version = next_name(folder, now)
        verify(builder.finish(version, now))
    pointer.move(folder, expected, version)
    clear(folder, now)
    return tally.report(version=version)


@dataclass(slots=True)
class _Tally:
    """Counts the rows as they stream past."""

    source: str
    live: Snapshot | None
    rows: int = 0
    bad_rows: int = 0
    errors: int = 0
    warnings: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def products(self) -> int:
        return self.rows - self.bad_rows

    @property
    def products_before(self) -> int:
        return self.live.manifest.products if self.live else 0

    def add(self, row: Checked) -> None:
        self.rows += 1
        errors = sum(problem.severity is Severity.ERROR for problem in row.problems)
        self.errors += errors
        self.warnings += len(row.problems) - errors
        self.problems += row.problems[: _MOST_PROBLEMS - len(self.problems)]
        if not row.product:
            self.bad_rows += 1
            return
        before = self.live.shelves.product(row.product.id) if self.live else None
        if before is None:
            self.new += 1
        elif before == row.product:
            self.same += 1
        else:
            self.changed += 1

    def held(self, *, force: bool) -> str:
        """The reason not to publish; a feed without a good row is refused even by force."""
        if not self.products:
            return f"{self.source}: no row can be sold. Correct the feed; the live catalog stays."
        if force:
            return ""
        meant = "The live catalog stays: correct the feed, or publish with --force if it is meant."
        if self.bad_rows > self.rows * _MOST_BAD_ROWS:
            return f"{self.source}: {self.bad_rows} of {self.rows} rows cannot be sold. {meant}"
        if self.products < self.products_before * _FEWEST_LEFT:
            left = f"only {self.products} products after {self.products_before}"
            return f"{self.source}: {left}. {meant}"
        return ""

    def report(self, held: str = "", version: str = "") -> Report:
        return Report(
            source=self.source,
            rows=self.rows,
            products=self.products,
            bad_rows=self.bad_rows,
            errors=self.errors,
            warnings=self.warnings,
            new=self.new,
            changed=self.changed,
            gone=self.products_before - self.changed - self.same,
            problems=tuple(self.problems),
            held=held,
            version=version,
        )


def _live(folder: Path) -> Snapshot | None:
    version = pointer.live(folder)
    try:
        return open_snapshot(pointer.place(folder, version)) if version else None
    except CatalogError:
        # Publishing is the remedy for a catalog that cannot be opened, so that must not stop it.
        return None
