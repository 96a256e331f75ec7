"""Google Merchant Center's text feeds: tab-separated or CSV, one product a row.

Columns: https://support.google.com/merchants/answer/7052112 (product data specification).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from skill.catalog.errors import FeedUnreadable
from skill.catalog.feeds import sniff
from skill.catalog.feeds.row import Row

REQUIRED = ("id", "title", "price")
_ONE_LINE = ("id", "title", "price", "availability", "quantity", "link")
_OPEN_QUOTE = "a quotation mark opens a value and does not close it"


def rows(path: Path) -> Iterator[Row]:
    """Every row under the header, streamed; raises FeedUnreadable."""
    source = sniff.lines(path)
    header = next(source)
    delimiter = sniff.delimiter(header)
    table = csv.reader(chain([header], source), delimiter=delimiter)
    columns = [_column(name) for name in next(table, [])]
    _require(path, columns)
    while True:
        line = table.line_num + 1
        try:
            values = next(table)
        except StopIteration:
            return
        except csv.Error:
            # The reader gives up on a value of 131,072 characters, and goes on with the next line.
            yield Row(line, {}, _OPEN_QUOTE)
            continue
        if any(value.strip() for value in values):
            cells = _cells(columns, values)
            yield Row(line, cells, _fault(columns, values, cells, delimiter))


def details(value: str) -> dict[str, str]:
    """Read `product_detail`: "Section:name:value" parts, parted by commas.

    A part without two colons is the rest of a value that has a comma in it.
    """
    found: dict[str, str] = {}
    name = ""
    for part in value.split(","):
        pieces = part.split(":", 2)
        if len(pieces) == 3:
            name, text = pieces[1].strip(), pieces[2].strip()
            found[name] = f"{found[name]}, {text}" if name in found else text
        elif name:
            found[name] += f",{part}"
    return {name: text for name, text in found.items() if name and text}


def _column(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower()).removeprefix("g:")


def _require(path: Path, columns: Sequence[str]) -> None:
    missing = ", ".join(name for name in REQUIRED if name not in columns)
    if missing:
        what = f"the first line does not name the column {missing}"
        fix = "Begin the feed with a line of Google's column names: id, title, price, …"
        raise FeedUnreadable(path, what, fix, 1)


def _cells(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    # Spreadsheets leave out empty cells at the end of a row, so a short row is no fault.
    cells: dict[str, str] = {}
    for name, value in zip(columns, values, strict=False):
        if value := value.strip():
            # Google repeats the columns that may hold several values.
            cells[name] = f"{cells[name]},{value}" if name in cells else value
    return cells


def _fault(
    columns: Sequence[str], values: Sequence[str], cells: dict[str, str], delimiter: str
) -> str:
    if any(value.strip() for value in values[len(columns) :]):
        return f"{len(values)} values for {len(columns)} columns"
    # An open quotation mark swallows the rows below it, up to the next one.
    if any("\n" in cells.get(name, "") for name in _ONE_LINE):
        return _OPEN_QUOTE
    if delimiter == "\t" and any("\n" in value and "\t" in value for value in values):
        return _OPEN_QUOTE
    return ""
