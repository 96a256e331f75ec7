"""What the embedded store promises beyond the contracts: how its file is opened and kept."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

from skill.shop.baskets import Basket
from skill.shop.shoppers import Shopper
from skill.stores.documents import dump
from skill.stores.errors import StoreBusy, StoreDamaged, StoreFull, StoreUnusable
from skill.stores.sqlite import (
    Database,
    SqliteBaskets,
    SqliteOrders,
    SqliteOutbox,
    SqliteShoppers,
    SqliteStock,
    schema,
)
from skill.stores.sqlite import connection as connections
from tests.contracts.goods import NOW, buy

ROOT = Path(__file__).parents[1]
NOBODY = 65_534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)


def filled(path: Path) -> Database:
    """A store with a thousand counted products, several pages long."""
    database = Database.open(path)
    SqliteStock(database).load((f"product {number}", number) for number in range(1_000))
    return database


# Every connection waits for the disk


def test_every_thread_has_a_connection_of_its_own_that_waits_for_the_disk(path: Path) -> None:
    database = Database.open(path)
    pragmas = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")

    def settings() -> tuple[int, list[object]]:
        with database.reading() as connection:
            told = [database.one(f"PRAGMA {pragma}")[0] for pragma in pragmas]
            return id(connection), told

    with ThreadPoolExecutor(1) as pool:
        mine, others = settings(), pool.submit(settings).result()
    assert mine[1] == others[1] == [2, "wal", 1, 2000]
    assert mine[0] != others[0]


def test_the_connection_of_a_thread_is_closed_when_the_thread_ends(path: Path) -> None:
    database = filled(path)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(database.one, "SELECT count(*) FROM stock").result() == (1_000,)
    database.close()

    # The last connection to go takes the log along.
    assert not path.with_name("shop.db-wal").exists()


def test_a_closed_connection_is_opened_again_by_the_next_call(path: Path) -> None:
    database = filled(path)
    database.close()
    database.close()

    assert database.one("SELECT count(*) FROM stock") == (1_000,)


def test_opening_a_store_costs_a_turn_no_heavy_import(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from skill.stores.sqlite import Database;"
        "Database.open(Path(sys.argv[1])); assert 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=True)


# Making and opening


def test_a_fresh_store_is_for_its_owners_eyes_only(path: Path) -> None:
    database = filled(path)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(("shop.db", "shop.db-wal", "shop.db-shm"), 0o600)
    database.close()


def test_many_may_open_a_fresh_store_at_once(path: Path) -> None:
    together = Barrier(8)

    def open_() -> tuple[int]:
        together.wait()
        version: tuple[int] = Database.open(path).one("PRAGMA user_version")
        return version

    with ThreadPoolExecutor(8) as pool:
        versions = [opened.result() for opened in [pool.submit(open_) for _ in range(8)]]
    assert set(versions) == {(len(list(schema.MIGRATIONS.glob("*.sql"))),)}


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    basket = SqliteBaskets(Database.open(path)).save(Basket("ann").adding("kettle", "Kettle", 1))

    assert SqliteBaskets(Database.open(path)).of("ann") == basket


def test_a_store_without_its_folder_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "shop.db"
    with pytest.raises(StoreUnusable, match=r"shop\.db cannot be opened.*`hawker init`"):
        Database.open(path)

    assert not path.parent.exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        Database.open(tmp_path)


@pytest.mark.parametrize("content", [b"shop.db is not a database" * 99, b"\0" * 5_000, b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"shop\.db is .*no database.*aside"):
        Database.open(path)

    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE stock (wine TEXT)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"shop\.db is the database of another program"):
        Database.open(path)

    assert path.read_bytes() == content


def test_the_store_of_a_later_hawker_is_refused_and_left_alone(path: Path) -> None:
    with Database.open(path).writing() as connection:
        connection.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    with pytest.raises(StoreUnusable, match=r"later Hawker \(its tables are number 99"):
        Database.open(path)

    assert path.read_bytes() == content


def test_a_truncated_store_is_refused(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()[:-8_192]
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"shop\.db is damaged"):
        Database.open(path)

    assert path.read_bytes() == content


def test_a_store_with_a_damaged_list_of_tables_is_refused(path: Path) -> None:
    filled(path).close()
    content = path.read_bytes().replace(b"CREATE TABLE", b"CREATE LABEL")
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"shop\.db is damaged"):
        Database.open(path)


def test_damage_further_in_shows_when_it_is_read(path: Path) -> None:
    database = filled(path)
    (root,) = database.one("SELECT rootpage FROM sqlite_master WHERE name = 'stock'")
    (size,) = database.one("PRAGMA page_size")
    database.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    stock = SqliteStock(Database.open(path))
    with pytest.raises(StoreDamaged, match=r"shop\.db is damaged"):
        stock.on_hand(["product 1"])


@pytest.mark.parametrize("emptied", [True, False])
def test_a_log_whose_database_is_gone_is_kept(path: Path, emptied: bool) -> None:
    database = filled(path)
    log = path.with_name("shop.db-wal")
    content = log.read_bytes()
    path.write_bytes(b"") if emptied else path.unlink()
    with pytest.raises(StoreDamaged, match=r"shop\.db-wal holds orders"):
        Database.open(path)

    assert content
    assert log.read_bytes() == content
    del database


def test_a_store_moved_away_is_not_replaced_by_an_empty_one(path: Path) -> None:
    database = filled(path)
    database.close()
    path.rename(path.with_name("moved.db"))
    with pytest.raises(StoreUnusable, match=r"shop\.db cannot be opened"):
        database.one("SELECT count(*) FROM stock")

    assert not path.exists()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may write anything."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "reason"),
    [(0o755, 0o444, "may not be written"), (0o555, 0o644, "cannot be written")],
)
def test_a_store_that_may_not_be_written_is_refused(
    folder_mode: int, file_mode: int, reason: str
) -> None:
    # Not in pytest's own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        filled(path).close()
        path.chmod(file_mode)
        Path(folder).chmod(folder_mode)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
        with as_nobody(), pytest.raises(StoreUnusable, match=rf"shop\.db {reason}"):
            Database.open(path)
        Path(folder).chmod(0o755)


def test_an_old_sqlite_is_refused_by_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 7, 17))
    with pytest.raises(StoreUnusable, match="too old"):
        Database.open(path)


# In use by others, and full


@pytest.fixture
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection, in the midst of writing."""
    Database.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.usefixtures("impatient")
def test_a_locked_store_can_be_read_but_not_written(path: Path, locked: sqlite3.Connection) -> None:
    stock = SqliteStock(Database.open(path))

    assert stock.on_hand(["kettle"]) == {}
    with pytest.raises(StoreBusy, match=r"shop\.db is locked by another program"):
        stock.load([("kettle", 3)])
    locked.execute("ROLLBACK")
    stock.load([("kettle", 3)])
    assert stock.on_hand(["kettle"]) == {"kettle": 3}


def test_a_writer_waits_for_another_to_end(path: Path, locked: sqlite3.Connection) -> None:
    stock = SqliteStock(Database.open(path))
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(stock.load, [("kettle", 3)])
        with pytest.raises(TimeoutError):
            loading.result(timeout=0.2)
        locked.execute("COMMIT")
        loading.result()

    assert stock.on_hand(["kettle"]) == {"kettle": 3}


@pytest.mark.usefixtures("impatient")
def test_a_store_kept_by_one_program_alone_is_busy_for_others(path: Path) -> None:
    filled(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusy, match=r"shop\.db is locked"):
        Database.open(path)
    other.close()

    Database.open(path)


def test_a_full_disk_is_named_and_nothing_is_changed(path: Path) -> None:
    database = filled(path)
    stock = SqliteStock(database)
    (pages,) = database.one("PRAGMA page_count")
    database.one(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull, match=r"disk that holds .*shop\.db is full.*nothing was changed"):
        stock.load((f"a much longer product id {number}", 1) for number in range(50_000))

    assert database.one("SELECT count(*), sum(on_hand) FROM stock") == (1_000, 499_500)
    database.one(f"PRAGMA max_page_count = {pages * 100}")
    stock.load([("kettle", 3)])
    assert database.one("SELECT count(*) FROM stock") == (1,)


def test_a_mistake_of_ours_is_not_explained_away(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table: tabel"):
        Database.open(path).one("SELECT * FROM tabel")


# Migrations


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations so far in a folder that a test may add to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in schema.MIGRATIONS.glob("*.sql"):
        (folder / script.name).write_bytes(script.read_bytes())
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return folder


def test_a_migration_is_applied_once_to_a_store_that_lacks_it(path: Path, migrations: Path) -> None:
    filled(path).close()
    (migrations / "9999_wine.sql").write_text(
        "CREATE TABLE wine (name TEXT); -- red; and white\nINSERT INTO wine VALUES ('a;b');\n"
    )
    for _ in range(2):
        database = Database.open(path)
        assert database.one("PRAGMA user_version") == (len(list(migrations.iterdir())),)
        assert database.all("SELECT name FROM wine") == [("a;b",)]
        assert database.one("SELECT count(*) FROM stock") == (1_000,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(path: Path, migrations: Path) -> None:
    filled(path).close()
    (migrations / "9999_wine.sql").write_text(
        "CREATE TABLE wine (name TEXT);\nDROP TABLE stock;\nDROP TABLE beer;\n"
    )
    with pytest.raises(sqlite3.OperationalError, match="beer"):
        Database.open(path)
    (migrations / "9999_wine.sql").unlink()

    database = Database.open(path)
    assert database.one("PRAGMA user_version") == (len(list(migrations.iterdir())),)
    assert database.one("SELECT count(*) FROM stock") == (1_000,)


def test_the_tables_are_the_ones_that_were_published() -> None:
    """A migration that was released is never edited: add another."""
    scripts = sorted(schema.MIGRATIONS.glob("*.sql"))

    assert [int(script.name[:4]) for script in scripts] == list(range(1, len(scripts) + 1))


# What is in the file


def test_a_token_is_nowhere_in_the_file(path: Path) -> None:
    shoppers = SqliteShoppers(Database.open(path))
    shoppers.add(Shopper("ann", "ann@example.org"))
    shoppers.grant("ann", "a-very-secret-token", NOW)

    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"ann@example.org" in content
    assert b"secret" not in content


def test_an_event_keeps_what_a_later_hawker_wrote_into_the_order(path: Path) -> None:
    database = Database.open(path)
    orders = SqliteOrders(database, lambda: "K7Q2")
    placed = orders.place(buy())
    later = json.loads(dump(placed)) | {"gift_wrapping": "green"}
    with database.writing() as connection:
        connection.execute("UPDATE orders SET document = ?", (json.dumps(later),))
    orders.append(placed.id, placed.events[0])

    (document,) = database.one("SELECT document FROM orders")
    assert json.loads(document)["gift_wrapping"] == "green"
    assert len(json.loads(document)["events"]) == 2


def test_a_notice_that_was_delivered_is_no_longer_pending(path: Path) -> None:
    database = Database.open(path)
    orders = SqliteOrders(database, iter("AB").__next__)
    for session_id in ("s1", "s2"):
        orders.place(buy(session_id=session_id))
    with database.writing() as connection:
        connection.execute("UPDATE outbox SET delivered_at = created_at WHERE id LIKE '%s1'")

    pending = SqliteOutbox(database).pending(limit=9)
    assert [notice.subject_id for notice in pending] == ["order-of-s2"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT document FROM orders WHERE shopper_id = ? ORDER BY placed_at DESC, rowid DESC",
        "SELECT document FROM orders ORDER BY placed_at DESC, rowid DESC",
        "SELECT document FROM callbacks WHERE owner = ? AND state = 'queued'",
        "SELECT document FROM callbacks ORDER BY requested_at DESC, rowid DESC",
        "SELECT id FROM outbox WHERE delivered_at IS NULL ORDER BY created_at, rowid",
    ],
)
def test_a_list_is_read_along_an_index(path: Path, query: str) -> None:
    values = ("ann",) * query.count("?")
    plan = " ".join(
        row[3] for row in Database.open(path).all(f"EXPLAIN QUERY PLAN {query}", *values)
    )

    assert "USING INDEX" in plan
    assert "B-TREE" not in plan
