"""`hawker orders import`: what was ordered elsewhere, row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from skill.order_history.importing import Imported, import_orders
from skill.order_history.rows import HistoryUnreadable
from skill.shop.checkout import Fulfillment, LineItem, Total, TotalType
from skill.shop.facts import FulfillmentType
from skill.shop.money import Money
from skill.shop.orders import Order, OrderEvent, OrderStatus
from tests.commands import as_json, hawker
from tests.plays import HERE, SAM, Stage

HEADER = "order_id,email,placed_at,product_id,name,quantity,unit_price,status"
KETTLE = "1001,sam@example.com,2026-10-03,JP-0045,Ember & Oak Gooseneck Kettle,1,89.00,"
MUGS = '1001,Sam@example.com,2026-10-03,XX-1,"Mug, blue, dishwasher safe",2,8.50,delivered'
OTHER = "1002,ann@example.com,2026-10-04T09:30:00Z,JP-0001,Brass Lamp,1,74,Shipped"


@pytest.fixture
def sam(stage: Callable[..., Stage]) -> Stage:
    return stage(who="sam")


def a_file(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    file = folder / "history.csv"
    file.write_text("\n".join(rows) + "\n", encoding)
    return file


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return a_file(tmp_path, HEADER, KETTLE, MUGS, OTHER)


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


def test_rows_of_one_id_become_one_order(sam: Stage, history: Path) -> None:
    imported = import_orders(history, sam.shop)

    assert imported == Imported("history.csv", 3, 2, 0, 0, 1, ("XX-1",), ())
    midnight = datetime(2026, 10, 3, tzinfo=HERE)
    order = sam.shop.orders.get("import_1001")
    assert order == Order(
        id="import_1001",
        shopper_id=SAM.id,
        checkout_id="import_1001",
        placed_at=midnight,
        line_items=(
            LineItem("li_1", "JP-0045", "Ember & Oak Gooseneck Kettle", 1, dollars("89")),
            LineItem("li_2", "XX-1", "Mug", 2, dollars("8.50")),
        ),
        totals=(
            Total(TotalType.SUBTOTAL, dollars("106")),
            Total(TotalType.TOTAL, dollars("106")),
        ),
        fulfillment=Fulfillment(
            "standard",
            FulfillmentType.SHIPPING,
            "standard delivery",
            date(2026, 10, 3),
            date(2026, 10, 3),
        ),
        events=(OrderEvent(OrderStatus.DELIVERED, midnight),),
        code="K2Q3",
    )


def test_a_shopper_who_is_not_known_is_added(sam: Stage, history: Path) -> None:
    import_orders(history, sam.shop)

    ann = sam.shop.shoppers.by_email("ann@example.com")
    assert ann
    (order,) = sam.shop.orders.latest(ann.id, limit=9)
    assert order.status is OrderStatus.SHIPPED
    assert order.placed_at == datetime(2026, 10, 4, 9, 30, tzinfo=UTC)
    assert sam.shop.shoppers.by_email("sam@example.com") == SAM


def test_importing_again_changes_nothing(sam: Stage, history: Path) -> None:
    import_orders(history, sam.shop)
    orders, shoppers = sam.shop.orders.newest(limit=9), sam.shop.shoppers.first(limit=9)
    again = import_orders(history, sam.shop)

    assert (again.added, again.known, again.new_shoppers) == (0, 2, 0)
    assert sam.shop.orders.newest(limit=9) == orders
    assert sam.shop.shoppers.first(limit=9) == shoppers


def test_what_was_bought_elsewhere_is_ordered_again_by_voice(sam: Stage, history: Path) -> None:
    assert "haven't ordered" in sam.echo.hear("order my kettle again").speech
    import_orders(history, sam.shop)
    stock = sam.shop.stock.on_hand(["JP-0045"])
    heard = sam.echo.hear("order my kettle again")
    assert "the Ember & Oak Gooseneck Kettle" in heard.speech
    assert "Shall I place this order?" in heard.speech
    assert sam.shop.stock.on_hand(["JP-0045"]) == stock

    assert "placed" in sam.echo.hear("yes").speech
    assert len(sam.shop.orders.latest(SAM.id, limit=9)) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_spreadsheets_write_in_their_own_ways(
    sam: Stage, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = (HEADER.replace("_", " ").title(), KETTLE.rstrip(","), "", ",,,,,,,")
    lines = (row.replace(",", delimiter) for row in rows)
    imported = import_orders(a_file(tmp_path, *lines, encoding=encoding), sam.shop)

    assert (imported.rows, imported.added, imported.problems) == (1, 1, ())


WRONG = [
    ("order_id", "", "missing"),
    ("order_id", "1" * 201, "longer than 200"),
    ("email", "", "not an e-mail address"),
    ("email", "sam at example.com", "not an e-mail address"),
    ("placed_at", "", "not a date"),
    ("placed_at", "10/03/2026", "not a date"),
    ("placed_at", "2026-02-30", "not a date"),
    ("placed_at", "2026-11-25", "not in the past"),
    ("placed_at", "0001-01-01", "not in the past"),
    ("product_id", "", "missing"),
    ("name", "", "missing"),
    ("name", "Mug\x07", "a character"),
    ("quantity", "", "not a whole number"),
    ("quantity", "0", "not a whole number"),
    ("quantity", "-1", "not a whole number"),
    ("quantity", "1.5", "not a whole number"),
    ("quantity", "9999999", "not a whole number"),
    ("unit_price", "", "not an amount of USD"),
    ("unit_price", "$5", "not an amount of USD"),
    ("unit_price", "-5", "not an amount of USD"),
    ("unit_price", "5.001", "not an amount of USD"),
    ("unit_price", "1e3", "not an amount of USD"),
    ("status", "lost", "unknown"),
]


@pytest.mark.parametrize(("column", "value", "told"), WRONG)
def test_a_bad_cell_is_told_and_its_order_stays_out_whole(
    sam: Stage, tmp_path: Path, column: str, value: str, told: str
) -> None:
    cells = dict(zip(HEADER.split(","), KETTLE.split(","), strict=True)) | {column: value}
    file = a_file(tmp_path, HEADER, KETTLE, ",".join(cells.values()), OTHER)
    imported = import_orders(file, sam.shop)

    (problem,) = imported.problems
    assert (problem.line, problem.column, problem.value) == (3, column, value)
    assert told in problem.message
    assert problem.fix
    stayed_out = "1" * 201 if len(value) == 201 else "1001"
    assert sam.shop.orders.get(f"import_{stayed_out}") is None
    assert sam.shop.orders.get("import_1002")


def test_all_problems_of_a_row_are_told_at_once(sam: Stage, tmp_path: Path) -> None:
    imported = import_orders(a_file(tmp_path, HEADER, "7,sam,soon,,,none,free,gone,more"), sam.shop)

    columns = ["", "email", "placed_at", "status", "product_id", "name", "quantity", "unit_price"]
    assert [problem.column for problem in imported.problems] == columns
    assert (imported.added, imported.left_out) == (0, 1)
    assert sam.shop.shoppers.first(limit=9) == [SAM]


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("email", "Sam@", "pat@"),
        ("placed_at", "2026-10-03", "2026-10-02"),
        ("status", "delivered", "shipped"),
    ],
)
def test_rows_of_one_order_have_to_agree(
    sam: Stage, tmp_path: Path, column: str, old: str, new: str
) -> None:
    imported = import_orders(
        a_file(tmp_path, HEADER, KETTLE, OTHER, MUGS.replace(old, new)), sam.shop
    )

    (problem,) = imported.problems
    assert (problem.line, problem.column) == (4, column)
    assert "line 2" in problem.message
    assert sam.shop.orders.get("import_1001") is None


def test_what_each_shopper_bought_does_not_depend_on_neighbours(sam: Stage, tmp_path: Path) -> None:
    import_orders(a_file(tmp_path, HEADER, KETTLE, OTHER, MUGS), sam.shop)

    order = sam.shop.orders.get("import_1001")
    assert order
    assert [line.product_id for line in order.line_items] == ["JP-0045", "XX-1"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "does not name the column order_id, email", id="empty"),
        pytest.param(b"order_id,email\n", "the column placed_at, product_id", id="columns"),
        pytest.param(HEADER.encode() + b"\n1,\xe9", "not UTF-8", id="Latin-1"),
        pytest.param(HEADER.encode("utf-16"), "not UTF-8", id="UTF-16"),
        pytest.param(
            f"{HEADER}\n{OTHER}\n{KETTLE.replace('Ember', chr(34) + 'Ember')}\n{MUGS}\n".encode(),
            "line 3: the quotation marks do not pair",
            id="an open quotation mark",
        ),
    ],
)
def test_a_file_that_cannot_be_trusted_changes_nothing(
    sam: Stage, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "history.csv"
    file.write_bytes(content)
    with pytest.raises(HistoryUnreadable) as refused:
        import_orders(file, sam.shop)

    assert str(refused.value).startswith("history.csv: ")
    assert told in str(refused.value)
    assert sam.shop.orders.newest(limit=9) == []
    assert sam.shop.shoppers.first(limit=9) == [SAM]


# The command


def test_the_command_says_what_went_in_and_what_stayed_out(home: Path, tmp_path: Path) -> None:
    file = a_file(tmp_path, HEADER, KETTLE, MUGS, OTHER.replace(",1,74,", ",some,74,"))
    result = hawker(home, "orders", "import", file, code=1)

    assert "line 4, quantity: not a whole number from 1 on 'some'." in result.stderr
    assert "orders: 1 added, 0 there already, 1 left out; shoppers: 1 added." in result.stdout
    assert "Not for sale, so not to be ordered again: XX-1." in result.stdout
    (order,) = as_json(hawker(home, "orders", "list", "--json"))
    assert (order["id"], order["status"]) == ("import_1001", "delivered")


def test_the_command_tells_programs_the_same(home: Path, history: Path) -> None:
    first = as_json(hawker(home, "orders", "import", history, "--json"))
    assert (first["rows"], first["added"], first["new_shoppers"]) == (3, 2, 2)
    again = as_json(hawker(home, "orders", "import", history, "--json"))
    assert (again["added"], again["known"], again["problems"]) == (0, 2, [])


def test_the_command_refuses_what_is_no_history(home: Path, tmp_path: Path) -> None:
    text = hawker(home, "orders", "import", a_file(tmp_path, "a,b"), code=1).stderr
    assert "Begin with the line order_id,email" in text
    assert hawker(home, "orders", "import", tmp_path / "none.csv", code=2)
