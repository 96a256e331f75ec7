"""Feeds are read as they come: TSV or CSV, plain or gzip, and never half."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from skill.catalog.errors import FeedUnreadable
from skill.catalog.feeds.google import details, rows
from skill.catalog.feeds.row import Row

HEADER = "id\ttitle\tprice\n"
KETTLE = "k1\tCopper Kettle\t39.00 USD\n"


def read(path: Path, content: str | bytes) -> list[Row]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(rows(path))


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return tmp_path / "feed"


def test_rows_carry_their_line_and_their_cells(feed: Path) -> None:
    assert read(feed, HEADER + KETTLE) == [
        Row(2, {"id": "k1", "title": "Copper Kettle", "price": "39.00 USD"})
    ]


def test_gzip_is_known_by_its_content_and_not_by_its_name(feed: Path) -> None:
    assert read(feed, gzip.compress((HEADER + KETTLE).encode())) == read(feed, HEADER + KETTLE)


def test_a_byte_order_mark_is_not_part_of_the_first_column(feed: Path) -> None:
    assert read(feed, "\ufeff" + HEADER + KETTLE)[0].cells["id"] == "k1"


@pytest.mark.parametrize("mark", [",", ";"])
def test_csv_of_either_separator_is_read(feed: Path, mark: str) -> None:
    text = f'id{mark}title{mark}price\r\nk1{mark}"Kettle{mark} copper"{mark}39.00 USD\r\n'
    assert read(feed, text)[0].cells["title"] == f"Kettle{mark} copper"


def test_google_s_spellings_of_a_column_are_one(feed: Path) -> None:
    row = read(feed, "ID\tTitle\tPrice\tImage Link\tg:brand\nk1\tKettle\t1 USD\thttps://x\tAlder\n")
    assert row[0].cells["image_link"] == "https://x"
    assert row[0].cells["brand"] == "Alder"


def test_a_quoted_value_may_hold_line_ends_and_the_lines_are_still_counted(feed: Path) -> None:
    text = 'id,title,price,description\nk1,Kettle,1 USD,"two\nlines"\nk2,Pot,2 USD,\n'
    found = read(feed, text)
    assert [(row.line, row.fault) for row in found] == [(2, ""), (4, "")]
    assert found[0].cells["description"] == "two\nlines"


def test_empty_lines_are_no_rows(feed: Path) -> None:
    assert [row.line for row in read(feed, HEADER + "\n" + KETTLE + "\t\t\n")] == [3]


def test_spreadsheets_may_leave_out_the_last_empty_cells(feed: Path) -> None:
    row = read(feed, "id\ttitle\tprice\tbrand\tcolor\nk1\tKettle\t1 USD\n")[0]
    assert (row.fault, "brand" in row.cells) == ("", False)


def test_quotation_marks_inside_a_value_are_kept(feed: Path) -> None:
    title = 'Tom & Jerry <b>"Deluxe"</b>'
    assert read(feed, f"{HEADER}k1\t{title}\t1 USD\n")[0].cells["title"] == title


@pytest.mark.parametrize(
    "lines",
    [
        'k1\t"Copper Kettle\t1 USD\nk2\tPot\t2 USD\nk3\t"Pan\t3 USD\n',
        'k1\t"Copper Kettle\t1 USD\nk2\tPot\t2 USD\n',
        f'k1\t"Copper Kettle{"x" * 200_000}\t1 USD\nk2\tPot\t2 USD\n',
    ],
    ids=["up to the next mark", "up to the end", "more than a value can hold"],
)
def test_rows_swallowed_by_an_open_quotation_mark_are_never_one_product(
    feed: Path, lines: str
) -> None:
    found = read(feed, HEADER + lines)
    assert found[0].line == 2
    assert "quotation mark" in found[0].fault


def test_an_open_quotation_mark_is_found_in_csv_too(feed: Path) -> None:
    found = read(feed, 'id,title,price\nk1,"Copper Kettle,1 USD\nk2,"Pan,2 USD\n')
    assert [(row.line, "quotation mark" in row.fault) for row in found] == [(2, True)]


def test_an_open_quotation_mark_is_found_in_a_description_too(feed: Path) -> None:
    lines = ['k1\t"Copper.\tKettle\t1 USD', "k2\tSteel.\tPot\t2 USD", 'k3\t"Iron.\tPan\t3 USD']
    found = read(feed, "\n".join(["id\tdescription\ttitle\tprice", *lines, ""]))
    assert [(row.line, "quotation mark" in row.fault) for row in found] == [(2, True)]


def test_a_row_with_more_values_than_columns_cannot_be_trusted(feed: Path) -> None:
    assert "4 values for 3 columns" in read(feed, HEADER + "k1\tKettle\tred\t1 USD\n")[0].fault


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "feed: is empty"),
        (b"<?xml version='1.0'?><rss/>", "is XML"),
        (b'{"id": 1}', "is JSON"),
        (b"PK\x03\x04...", "spreadsheet"),
        ("id\ttitle".encode("utf-16"), "UTF-16"),
        (b"\x00\x01\x02\x03", "is not text"),
        (
            HEADER.encode() + "k1\tCafetière\t1 USD".encode("latin-1"),
            "line 2: the text is not UTF-8",
        ),
        (b"id\ttitle\nk1\tKettle\n", "line 1: the first line does not name the column price"),
        (b"Kettle 39.00\n", "does not name the column id, title, price"),
        (gzip.compress((HEADER + KETTLE * 9).encode(), mtime=0)[:-12], "damaged or cut off"),
        (b"x" * 5_000_000, "longer than"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(
    feed: Path, content: bytes, message: str
) -> None:
    with pytest.raises(FeedUnreadable, match=message) as refusal:
        read(feed, content)
    assert str(refusal.value).endswith("The live catalog is unchanged.")


def test_a_missing_file_is_named(feed: Path) -> None:
    with pytest.raises(FeedUnreadable, match=r"feed: cannot be read \(No such file"):
        list(rows(feed))


def test_a_feed_is_streamed_and_not_held(feed: Path) -> None:
    with gzip.open(feed, "wb") as file:
        file.write(HEADER.encode())
        file.writelines(f"k{n}\tKettle\t1 USD\n".encode() for n in range(1000))
        file.write(b"\xff is not UTF-8")
    stream = rows(feed)
    assert [next(stream).cells["id"] for _ in range(1000)][-1] == "k999"
    with pytest.raises(FeedUnreadable, match="line 1002"):
        next(stream)


def test_product_details_are_read_by_name() -> None:
    text = "Specifications:display diagonal:17,Specifications:ratio:16:10,General:weight:2,5 kg"
    assert details(text) == {"display diagonal": "17", "ratio": "16:10", "weight": "2,5 kg"}


def test_a_detail_named_twice_keeps_both_values() -> None:
    assert details("A:type:Original,B:type:Laser") == {"type": "Original, Laser"}
