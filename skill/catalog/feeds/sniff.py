"""What a feed file is, by its content and never by its name: gzip, encoding, format."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from skill.catalog.errors import FeedUnreadable

# A file without line ends must not be read into memory whole.
_LONGEST_LINE = 4_000_000
_UTF8_MARK = b"\xef\xbb\xbf"
_FOREIGN = (
    (b"\xff\xfe", "is UTF-16", "Save it as UTF-8"),
    (b"\xfe\xff", "is UTF-16", "Save it as UTF-8"),
    (b"PK\x03\x04", "is a ZIP archive or a spreadsheet", "Export it as tab-separated text"),
    (b"<", "is XML, which is not read yet", "Export the feed as tab-separated text (TSV)"),
    (b"{", "is JSON, which is not read yet", "Export the feed as tab-separated text (TSV)"),
    (b"[", "is JSON, which is not read yet", "Export the feed as tab-separated text (TSV)"),
)


def lines(path: Path) -> Iterator[str]:
    """The text of a feed line by line, line ends kept; raises FeedUnreadable."""
    number = 0
    try:
        for number, raw in enumerate(_raw_lines(path), start=1):
            yield _text(path, number, raw)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        what, fix = "the gzip file is damaged or cut off", "Compress or upload it again"
        raise FeedUnreadable(path, what, fix, number + 1) from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise FeedUnreadable(path, what, "Check the file name and its permissions") from error
    if number == 0:
        raise FeedUnreadable(path, "is empty", "Export the feed again")


def delimiter(header: str) -> str:
    """Tab, comma or semicolon: whichever the header line holds most of."""
    return max("\t,;", key=header.count)


def _raw_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        zipped = file.peek(2).startswith(b"\x1f\x8b")
        with gzip.GzipFile(fileobj=file) if zipped else file as stream:
            yield from iter(lambda: stream.readline(_LONGEST_LINE), b"")


def _text(path: Path, number: int, raw: bytes) -> str:
    if number == 1:
        raw = raw.removeprefix(_UTF8_MARK)
        _refuse_foreign(path, raw)
    if len(raw) >= _LONGEST_LINE:
        what = f"the line is longer than {_LONGEST_LINE:,} bytes"
        raise FeedUnreadable(path, what, "Put every product on its own line", number)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        what, fix = "the text is not UTF-8", "Save the feed with the encoding UTF-8"
        raise FeedUnreadable(path, what, fix, number) from None


def _refuse_foreign(path: Path, start: bytes) -> None:
    for mark, what, fix in _FOREIGN:
        if start.lstrip().startswith(mark):
            raise FeedUnreadable(path, what, fix)
    if b"\0" in start:
        raise FeedUnreadable(path, "is not text", "Export the feed as tab-separated text (TSV)")
