"""The catalog service: answers from the live snapshot, and moves on to a newer one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread

from skill.catalog import pointer
from skill.catalog.errors import CatalogError
from skill.catalog.snapshot import Snapshot, open_snapshot
from skill.catalog.spoken_query import understand
from skill.shop.products import Found, Product, Query

_LOOK_AGAIN = timedelta(minutes=1)

log = logging.getLogger(__name__)


class TantivyCatalog:
    """`skill.shop.products.Catalog` over the snapshots of one folder.

    Nothing published means an empty shop, not an error. While the live snapshot cannot be opened
    the one before it goes on answering; without one every question raises SnapshotDamaged.
    """

    def __init__(self, folder: Path, currency: str, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._currency = currency
        self._clock = clock
        self._looking = Lock()
        self._looked_at = clock()
        self._stamp = pointer.stamp(folder)
        self._snapshot: Snapshot | None = None
        self._trouble: CatalogError | None = None
        self.refresh()

    @property
    def version(self) -> str:
        snapshot = self._current()
        return snapshot.version if snapshot else ""

    def understand(self, phrase: str, /) -> Query:
        snapshot = self._current()
        return understand(phrase, snapshot.manifest.currency if snapshot else self._currency)

    def search(self, query: Query, /, *, limit: int, offset: int = 0) -> Found:
        snapshot = self._current()
        if not snapshot:
            return Found(query, confident=False)
        return snapshot.shelves.search(query, limit, offset)

    def product(self, product_id: str, /) -> Product | None:
        snapshot = self._current()
        return snapshot.shelves.product(product_id) if snapshot else None

    def departments(self, limit: int, /) -> tuple[str, ...]:
        snapshot = self._current()
        return snapshot.manifest.departments[:limit] if snapshot else ()

    def refresh(self) -> None:
        """Open the snapshot that is live now, if it is another one."""
        with self._looking:
            version = pointer.live(self._folder)
            if version in ("", self._snapshot and self._snapshot.version):
                return
            try:
                self._snapshot = open_snapshot(pointer.place(self._folder, version))
                self._trouble = None
            except CatalogError as error:
                log.error("%s", error)
                self._trouble = error

    def _current(self) -> Snapshot | None:
        now = self._clock()
        if now - self._looked_at >= _LOOK_AGAIN:
            self._looked_at = now
            if (stamp := pointer.stamp(self._folder)) != self._stamp:
                self._stamp = stamp
                # A turn does not wait for it: the next ones are answered from the new snapshot.
                Thread(target=self.refresh, daemon=True).start()
        if self._trouble and not self._snapshot:
            raise self._trouble.with_traceback(None)
        return self._snapshot
