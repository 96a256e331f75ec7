"""The sample shop's feed: what every row must be, and the goods that dialogues count on."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal
from importlib.resources import files

import pytest

from skill.shop.money import Money
from skill.shop.products import Availability

FEED = files("skill") / "sample_shop" / "catalog.tsv"
COLUMNS = [
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "availability",
    "price",
    "brand",
    "color",
    "material",
    "condition",
    "product_type",
    "quantity",
    "item_group_id",
    "product_detail",
]
LINK = re.compile(r"https://juniper-pine\.example/[a-z0-9/.-]+")
HOSTILE_TITLE = 'Tom & Jerry <b>"Deluxe"</b> Gift Box'

Row = dict[str, str]


def read_feed() -> list[Row]:
    lines = FEED.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", strict=True))


ROWS = read_feed()


def price(row: Row) -> Money:
    number, currency = row["price"].split(" ")
    return Money.parse(number, currency)


def dollars(row: Row) -> Decimal:
    return price(row).decimal()


def shelf(product_type: str, title: str = "") -> list[Row]:
    """The rows of a department whose title matches a pattern."""
    return [
        row
        for row in ROWS
        if row["product_type"].startswith(product_type) and re.search(title, row["title"])
    ]


def titled(title: str) -> Row:
    (row,) = [row for row in ROWS if row["title"] == title]
    return row


def groups() -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in ROWS:
        if row["item_group_id"]:
            found[row["item_group_id"]].append(row)
    return found


def test_the_feed_has_160_to_200_rows_and_every_row_has_every_column() -> None:
    assert 160 <= len(ROWS) <= 200
    assert all(list(row) == COLUMNS and None not in row.values() for row in ROWS)


def test_no_field_holds_a_line_break_a_tab_or_stray_space() -> None:
    values = [value for row in ROWS for value in row.values()]
    assert [value for value in values if value != " ".join(value.split())] == []


@pytest.mark.parametrize("column", ["id", "title", "link", "image_link"])
def test_no_two_products_share(column: str) -> None:
    assert [value for value, n in Counter(row[column] for row in ROWS).items() if n > 1] == []


def test_ids_are_short_and_links_lead_to_the_shop() -> None:
    assert all(re.fullmatch(r"JP-\d{4}", row["id"]) for row in ROWS)
    links = [row[column] for row in ROWS for column in ("link", "image_link")]
    assert [link for link in links if not LINK.fullmatch(link)] == []


def test_titles_are_short_enough_to_say() -> None:
    assert [row["title"] for row in ROWS if not 3 <= len(row["title"].split()) <= 7] == []


def test_descriptions_are_one_to_three_sentences() -> None:
    def sentences(text: str) -> int:
        return len(re.findall(r"[.!?](?= |$)", text))

    assert [row["id"] for row in ROWS if not 1 <= sentences(row["description"]) <= 3] == []
    assert [row["id"] for row in ROWS if not row["description"].endswith((".", "!", "?"))] == []


def test_prices_run_from_2_50_to_900_dollars_with_the_endings_of_a_shop() -> None:
    prices = [price(row) for row in ROWS]
    assert (min(prices), max(prices)) == (Money(250, "USD"), Money(90000, "USD"))
    endings = Counter(price.amount % 100 for price in prices)
    assert set(endings) == {0, 50, 95, 99}
    assert all(count >= 10 for count in endings.values())


def test_quantities_are_whole_numbers_up_to_80_and_agree_with_availability() -> None:
    assert all(row["quantity"].isdecimal() and int(row["quantity"]) <= 80 for row in ROWS)
    for row in ROWS:
        sold_out = Availability(row["availability"]) is Availability.OUT_OF_STOCK
        assert sold_out == (row["quantity"] == "0"), row["id"]


def test_some_goods_are_gone_some_are_nearly_gone_and_one_is_to_come() -> None:
    states = Counter(row["availability"] for row in ROWS)
    assert 4 <= states[Availability.OUT_OF_STOCK] <= 8
    assert states[Availability.PREORDER] == 1
    assert sum(row["quantity"] in {"1", "2", "3"} for row in ROWS) >= 8


def test_there_are_at_most_twelve_departments_each_with_shelves() -> None:
    paths = [row["product_type"].split(" > ") for row in ROWS]
    assert len({department for department, *_ in paths}) <= 12
    assert all(len(path) >= 2 and all(path) for path in paths)


def test_product_details_are_triples_that_commas_and_colons_can_part() -> None:
    details = [detail for row in ROWS for detail in row["product_detail"].split(",") if detail]
    assert [detail for detail in details if not re.fullmatch(r"[^:]+:[^:]+:[^:]+", detail)] == []


def test_variants_of_one_thing_cost_the_same_and_differ_in_color_or_size() -> None:
    assert len(groups()) >= 6
    for group, rows in groups().items():
        choices = {(row["color"], row["product_detail"]) for row in rows}
        assert len(rows) == len(choices) >= 2, group
        assert len({row["price"] for row in rows}) == 1, group


@pytest.mark.parametrize("group", ["JPG-SCARF", "JPG-MUG", "JPG-WHISTLE", "JPG-PLANTER"])
def test_the_same_can_be_had_in_blue(group: str) -> None:
    assert "Blue" in {row["color"] for row in groups()[group]}


@pytest.mark.parametrize(
    ("product_type", "title", "at_least"),
    [
        ("home > candles", "Scented Candle", 4),
        ("home > furniture", "Coffee Table", 4),
        ("home > lighting", "Desk Lamp|Table Lamp|Bedside Lamp", 3),
        ("home > lighting", "Floor Lamp", 1),
        ("home > pillows", "Throw Pillow", 3),
        ("home > blankets", "Blanket", 3),
        ("home > rugs", "Rug", 3),
        ("home > clocks", "Clock", 3),
        ("kitchen > kettles", "Kettle", 4),
        ("kitchen > mugs", "Mug", 4),
        ("kitchen > bowls and plates", "Bowl", 3),
        ("kitchen > bowls and plates", "Plates", 2),
        ("kitchen > knives", "Knife", 3),
        ("kitchen > cutting boards", "Cutting Board", 2),
        ("kitchen > pans", "Pan|Skillet", 3),
        ("pantry > coffee", "Coffee Beans", 3),
        ("pantry", "Oat Milk", 1),
        ("pantry", "Eggs", 1),
        ("pantry", "Pancake Mix", 1),
        ("pantry", "Olive Oil", 1),
        ("pantry", "Honey", 1),
        ("pantry > tea", "Tea", 4),
        ("pantry > chocolate", "Chocolate", 4),
        ("clothing", "Scarf", 3),
        ("clothing", "Socks", 3),
        ("clothing", "Wool.*Hat", 2),
        ("clothing", "Rain Jacket", 3),
        ("clothing", "Child's .*Rain Boots", 1),
        ("electronics", "Bluetooth Speaker", 1),
        ("electronics", "Headphones", 1),
        ("electronics", "Charging Cable", 1),
        ("electronics", "Phone Stand", 1),
        ("electronics", "Desk Fan", 1),
        ("garden > tools", "Trowel|Shears|Tool Set", 3),
        ("garden", "Planter", 3),
        ("garden", "Watering Can", 1),
        ("garden", "Seeds", 3),
        ("stationery", "Notebook", 2),
        ("stationery", "Pen", 2),
        ("stationery", "Wrapping Paper", 1),
        ("stationery", "Greeting Card", 2),
        ("toys", "Wooden .*Puzzle", 1),
        ("toys", "Chess Set", 1),
        ("pets", "Dog Bed", 1),
        ("pets", "Leash", 1),
        ("music", "Guitar Stand", 1),
    ],
)
def test_the_shelves_are_filled(product_type: str, title: str, at_least: int) -> None:
    assert len(shelf(product_type, title)) >= at_least


def test_five_leather_bags_cost_89_to_189_dollars() -> None:
    bags = [row for row in shelf("bags", "Backpack|Daypack|Bag") if row["material"] == "Leather"]
    assert len(bags) >= 5
    assert (min(map(price, bags)), max(map(price, bags))) == (
        Money(8900, "USD"),
        Money(18900, "USD"),
    )


def test_two_coffee_tables_cost_less_than_200_dollars_and_two_cost_more() -> None:
    tables = shelf("home > furniture", "Coffee Table")
    assert [dollars(row) < 200 for row in sorted(tables, key=dollars)] == [True, True, False, False]


def test_a_rain_jacket_costs_less_than_50_dollars() -> None:
    assert any(dollars(row) < 50 for row in shelf("clothing > rainwear", "Rain Jacket"))


def test_the_gooseneck_kettle_of_the_dialogues_is_there() -> None:
    kettle = titled("Ember & Oak Gooseneck Kettle")
    assert (kettle["price"], kettle["availability"]) == ("39.00 USD", "in_stock")


def test_a_title_with_markup_and_quotes_stands_in_the_feed_verbatim() -> None:
    box = titled(HOSTILE_TITLE)
    assert (box["price"], box["product_type"]) == ("24.00 USD", "gifts > boxes")
