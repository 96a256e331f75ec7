"""A snapshot: one published catalog, in a folder that never changes after its rename."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from skill.catalog.errors import CatalogError, SnapshotDamaged
from skill.catalog.search import Shelves

FORMAT = 1
"""Rises with every change of the index's schema or of the records."""
INDEX = "index"
_MANIFEST = "manifest.json"
# Hashing takes 2 ms a megabyte: 20,000 products are checked whole and still open in time for a
# cold start; a larger snapshot was checked whole when it was published.
_CHECKED_WHOLE = 16 * 2**20


@dataclass(frozen=True, slots=True)
class File:
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds, and how each of its files must be."""

    format: int
    created: str
    """ISO 8601, UTC."""
    source: str
    """Name of the feed file."""
    language: str
    currency: str
    products: int
    departments: tuple[str, ...]
    files: Mapping[str, File]
    """By path inside the snapshot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    version: str
    manifest: Manifest
    shelves: Shelves


def open_snapshot(folder: Path) -> Snapshot:
    """Check all sizes, and the content unless that takes too long for a cold start; open it.

    Raises SnapshotDamaged.
    """
    manifest = read_manifest(folder)
    small = sum(file.bytes for file in manifest.files.values()) <= _CHECKED_WHOLE
    _check_files(folder, manifest, content=small)
    return _opened(folder, manifest)


def verify(folder: Path) -> Manifest:
    """Check the size and SHA-256 of every file; raises SnapshotDamaged."""
    manifest = read_manifest(folder)
    _check_files(folder, manifest, content=True)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Raises SnapshotDamaged, or CatalogError for a snapshot of another release's format."""
    path = folder / _MANIFEST
    try:
        data = json.loads(path.read_bytes())
        if data.pop("seal") != _seal(data):
            raise SnapshotDamaged(path, "its content is not what was published")
        if data["format"] != FORMAT:
            has = f"has format {data['format']}, this release reads {FORMAT}"
            raise CatalogError(f"{path}: {has}. Publish the feed again.")
        return _manifest(data)
    except FileNotFoundError:
        raise SnapshotDamaged(path, "is missing") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotDamaged(path, f"is not a manifest ({error})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    data = asdict(manifest)
    text = json.dumps(data | {"seal": _seal(data)}, ensure_ascii=False, indent=1)
    (folder / _MANIFEST).write_text(text, "utf-8")


def measure(folder: Path) -> dict[str, File]:
    """Every file below the folder, by its path in it."""
    return {str(path.relative_to(folder)): _measured(path) for path in _files(folder)}


def _manifest(data: dict[str, Any]) -> Manifest:
    files = {name: File(**file) for name, file in data["files"].items()}
    return Manifest(**data | {"departments": tuple(data["departments"]), "files": files})


def _seal(data: Mapping[str, Any]) -> int:
    """A checksum of the manifest itself, which lists everybody else's."""
    return zlib.crc32(json.dumps(data, sort_keys=True).encode())


def _opened(folder: Path, manifest: Manifest) -> Snapshot:
    index = folder / INDEX
    # tantivy takes a lock file in the folder even to read.
    if not os.access(index, os.W_OK):
        raise CatalogError(f"{index}: is read-only. Copy the snapshot to a writable folder.")
    try:
        shelves = Shelves(index, manifest.currency, manifest.language)
    except ValueError as error:
        raise SnapshotDamaged(index, f"cannot be opened ({error})") from error
    return Snapshot(folder.name, manifest, shelves)


def _check_files(folder: Path, manifest: Manifest, *, content: bool) -> None:
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise SnapshotDamaged(path, "is missing") from None
        if size != expected.bytes:
            raise SnapshotDamaged(path, f"has {size:,} bytes instead of {expected.bytes:,}")
        if content and _measured(path) != expected:
            raise SnapshotDamaged(path, "its content is not what was published")


def _files(folder: Path) -> Iterator[Path]:
    # Lock files are empty and come and go.
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")


def _measured(path: Path) -> File:
    # It loads OpenSSL, which opening a large snapshot does not need.
    import hashlib

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return File(path.stat().st_size, digest.hexdigest())
