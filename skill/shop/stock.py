"""How many of each product are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Stock(Protocol):
    """Counted units. A product the merchant does not count has no entry and never runs out."""

    def on_hand(self, product_ids: Iterable[str], /) -> Mapping[str, int]:
        """Units left of each counted product among these."""

    def load(self, counts: Iterable[tuple[str, int]], /) -> None:
        """Replace all counts by the merchant's own, as a published feed states them.

        Of a repeated id the last count holds. Raises ValueError for a count below zero.
        """
