"""Which snapshot is live.

<folder>/CURRENT                    its name, replaced in one step
<folder>/versions/20261122-145801/  the snapshots
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from skill.catalog.errors import PublishedMeanwhile

_CURRENT = "CURRENT"


def place(folder: Path, version: str) -> Path:
    return folder / "versions" / version


def live(folder: Path) -> str:
    """The version that answers; "" when nothing has been published."""
    try:
        return (folder / _CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def stamp(folder: Path) -> tuple[int, int] | None:
    """Differs after every move of the pointer; costs one `stat`."""
    try:
        status = (folder / _CURRENT).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def move(folder: Path, expected: str, version: str) -> None:
    """Point to the version if `expected` is still live; raises PublishedMeanwhile."""
    with (folder / f"{_CURRENT}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = live(folder)
        if found != expected:
            raise PublishedMeanwhile(
                f"{folder / _CURRENT}: {found or 'nothing'} is live, not {expected or 'nothing'}. "
                "Somebody published meanwhile: publish again."
            )
        _write(folder / _CURRENT, version)


def sync(path: Path) -> None:
    """Return when the file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, version: str) -> None:
    fresh = path.with_suffix(".next")
    fresh.write_text(f"{version}\n", "utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)
