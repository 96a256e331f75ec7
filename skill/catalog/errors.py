"""What can be wrong with a feed or a snapshot; every message names the thing and the remedy."""

from __future__ import annotations

from pathlib import Path


class CatalogError(Exception):
    """Anything of the catalog service that the merchant or operator has to put right."""


class FeedUnreadable(CatalogError):
    """The file is no feed at all, so no row of it was looked at."""

    def __init__(self, path: Path, what: str, fix: str, line: int | None = None) -> None:
        where = f"{path.name}, line {line}" if line else path.name
        super().__init__(f"{where}: {what}. {fix}. The live catalog is unchanged.")
        self.line = line


class SnapshotDamaged(CatalogError):
    """A file of a snapshot is missing or is not what was published."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path}: {what}. Go back with `hawker catalog rollback`, or publish the feed again."
        )
        self.path = path


class PublishedMeanwhile(CatalogError):
    """Somebody else moved the pointer while this snapshot was built."""


class UnknownVersion(CatalogError):
    """There is no such snapshot to go back to."""
