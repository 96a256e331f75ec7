"""One row of a feed, the same for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """Where the row starts in the file, counted from 1."""
    cells: Mapping[str, str]
    """By column name as Google writes it: `image_link`, not "Image link"."""
    fault: str = ""
    """Why the row cannot be trusted as a whole, such as a quotation mark that never closes."""
