"""Feeds for tests: written ones beside this file, and small ones made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

FEEDS = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared/data"
HEADER = ("id", "title", "price", "product_type", "description", "availability", "gender")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

needs_shared_data = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared feeds are not beside the repository"
)


def write_feed(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """A tab-separated feed; a short row leaves its last columns empty."""
    lines = ["\t".join(row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def kettles(path: Path, count: int) -> Path:
    """A feed of so many kettles, which cost 10.00 USD and more."""
    rows = [(f"k{n}", f"Kettle number {n}", f"{10 + n}.00 USD") for n in range(count)]
    return write_feed(path, rows)
