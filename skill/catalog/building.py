"""Building a snapshot: beside its place, then renamed into it in one step, or nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from skill.catalog.index import IndexBuilder
from skill.catalog.pointer import sync
from skill.catalog.snapshot import FORMAT, INDEX, Manifest, measure, write_manifest
from skill.shop.products import Product

UNFINISHED = ".building-"
"""A folder that begins like this is being built, or left over from a crash."""
_MOST_DEPARTMENTS = 50


class SnapshotBuilder:
    """A snapshot on its way; leaves nothing behind unless `finish` is reached."""

    def __init__(self, versions: Path, currency: str, code: str, source: str) -> None:
        versions.mkdir(parents=True, exist_ok=True)
        self._versions = versions
        self._currency = currency
        self._code = code
        self._source = source
        self._products = 0
        self._departments: Counter[str] = Counter()
        self._folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=versions))
        (self._folder / INDEX).mkdir()
        self._index = IndexBuilder(self._folder / INDEX, code)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, product: Product) -> None:
        self._index.add(product)
        self._departments.update(name for name in product.product_type[:1] if not name.isdigit())
        self._products += 1

    def finish(self, version: str, created: datetime) -> Path:
        """Bring it to the disk for good under its version; never over another one."""
        self._index.finish()
        write_manifest(self._folder, self._manifest(created))
        self._folder.chmod(0o755)
        for path in (*self._folder.rglob("*"), self._folder):
            sync(path)
        place = self._versions / version
        self._folder.rename(place)
        sync(self._versions)
        return place

    def _manifest(self, created: datetime) -> Manifest:
        departments = self._departments.most_common(_MOST_DEPARTMENTS)
        return Manifest(
            format=FORMAT,
            created=created.isoformat(timespec="seconds"),
            source=self._source,
            language=self._code,
            currency=self._currency,
            products=self._products,
            departments=tuple(name for name, _ in departments),
            files=measure(self._folder),
        )
