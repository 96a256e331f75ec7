"""`hawker`, run as a merchant runs it: real homes, real feeds, real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from skill.app import open_shop
from skill.cli import main
from skill.cli.init import SAM
from skill.settings import Settings
from skill.shop.shop import Shop
from tests.plays import SAMPLE
from tests.serving import ROOT, serving

FEED = SAMPLE / "catalog.tsv"
Run = Callable[..., Result]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty"


@pytest.fixture
def hawker(home: Path) -> Run:
    """Run a command in the published sample shop, or in the folder given as `at`."""

    def run(*words: str | Path, code: int = 0, at: Path = home, say: str = "") -> Result:
        result = CliRunner().invoke(
            main, [str(word) for word in words], input=say, env={"HAWKER_HOME": str(at)}
        )
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def sam(hawker: Run) -> str:
    hawker("init", "--sample")
    return SAM


def shop_in(home: Path) -> Shop:
    return open_shop(Settings.read({"HAWKER_HOME": str(home)}))


def as_json(result: Result) -> Any:
    return json.loads(result.stdout)


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# Help


def commands(group: click.Command, *path: str) -> list[tuple[str, ...]]:
    """Every command below this one, as it is typed."""
    if not isinstance(group, click.Group):
        return [path]
    context = click.Context(group)
    found = [path]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        found += commands(command, *path, name)
    return found


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_command_explains_itself(hawker: Run, path: tuple[str, ...]) -> None:
    text = hawker(*path, "--help").output
    assert f"Usage: main {' '.join(path)}".rstrip() in text
    assert len(text.splitlines()) > 5


def test_help_lists_every_command_and_loads_none() -> None:
    code = """if True:
        import sys
        from skill.cli import main
        try:
            main(["--help"], prog_name="hawker")
        finally:
            heavy = {"flask", "tantivy", "ask_sdk_core", "ask_sdk_model", "pydantic", "hassil"}
            print("LOADED", sorted(heavy & sys.modules.keys()))
    """
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert "Usage: hawker" in done.stdout
    assert "LOADED []" in done.stdout
    listed = [path[0] for path in commands(main) if len(path) == 1]
    for name in listed:
        assert f"\n  {name} " in done.stdout
        assert import_module(f"skill.cli.{name}").command.name == name


def test_it_runs_as_a_module(empty: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "skill.cli", "doctor"],
        cwd=ROOT,
        env={**os.environ, "HAWKER_HOME": str(empty)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "hawker init" in done.stdout
    assert done.stderr == ""


def test_an_unknown_command_is_a_usage_error(hawker: Run) -> None:
    assert "No such command 'sell'" in hawker("sell", code=2).output


def test_a_package_that_is_not_installed_is_named(
    hawker: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "skill.cli.serve", raising=False)
    monkeypatch.setitem(sys.modules, "waitress.server", None)
    assert "pip install 'hawker[all]'" in hawker("serve", code=1).stderr


# init and doctor


def test_init_makes_a_shop_that_sells(hawker: Run, empty: Path) -> None:
    text = hawker("init", "--sample", at=empty).output
    assert "shop.toml" in text
    assert "hawker talk --shopper sam@example.com" in text
    assert "well" in hawker("doctor", at=empty).output
    shopper = shop_in(empty).shoppers.by_email(SAM)
    assert shopper
    assert shopper.name == "Sam Taylor"
    assert shopper.address
    assert shopper.address.street_address == "12 Lawrence Street"


def test_init_twice_changes_nothing(hawker: Run, empty: Path) -> None:
    hawker("init", "--sample", at=empty)
    before = contents(empty)
    assert "nothing was changed" in hawker("init", "--sample", at=empty).output
    assert contents(empty) == before


def test_init_leaves_a_shop_toml_as_it_is(hawker: Run, empty: Path) -> None:
    empty.mkdir()
    own = (SAMPLE / "shop.toml").read_text("utf-8").replace("Juniper Pine", "Oak and Ivy")
    (empty / "shop.toml").write_text(own, "utf-8")
    hawker("init", "--sample", at=empty)
    assert (empty / "shop.toml").read_text("utf-8") == own


def test_init_without_the_sample_waits_for_a_feed(hawker: Run, empty: Path) -> None:
    assert "hawker catalog publish FEED" in hawker("init", at=empty).output
    assert "Nothing is for sale" in hawker("doctor", at=empty, code=1).output
    assert shop_in(empty).shoppers.first(limit=9) == []
    hawker("catalog", "publish", FEED, at=empty)
    hawker("doctor", at=empty)


def test_init_in_a_folder_that_may_not_be_made_says_so(hawker: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    text = hawker("init", at=tmp_path / "file" / "home", code=1).output
    assert str(tmp_path / "file") in text


def test_the_doctor_is_content_with_the_sample_shop(hawker: Run) -> None:
    text = hawker("doctor").output
    assert "196 products from catalog.tsv" in text
    assert "wrong" not in text
    assert "HAWKER_SKILL_ID is not set" in text


def test_the_doctor_finds_a_flipped_byte_in_the_catalog(hawker: Run, home: Path) -> None:
    store = max((home / "catalog").rglob("*.store"), key=lambda path: path.stat().st_size)
    spoiled = bytearray(store.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    store.chmod(0o644)
    store.write_bytes(spoiled)
    text = hawker("doctor", code=1).output
    assert store.name in text
    assert "hawker catalog rollback" in text


def test_the_doctor_finds_a_damaged_store(hawker: Run, home: Path) -> None:
    (home / "shop.db").write_bytes(b"not a database, " * 512)
    text = hawker("doctor", code=1).output
    assert str(home / "shop.db") in text
    assert "backup" in text


def test_the_doctor_finds_a_publishing_that_was_cut_short(hawker: Run, home: Path) -> None:
    shop_in(home).stock.load([])
    assert "Publish the feed again" in hawker("doctor", code=1).output
    hawker("catalog", "publish", FEED)
    hawker("doctor")


def test_the_doctor_minds_a_name_that_is_not_the_invocation_name(hawker: Run, home: Path) -> None:
    toml = home / "shop.toml"
    toml.write_text(toml.read_text("utf-8").replace("Juniper Pine", "Oak and Ivy"), "utf-8")
    assert "Amazon asks that they match" in hawker("doctor").output


# What went wrong is told


@pytest.mark.parametrize(
    "words", ["talk", "serve", "orders list", "catalog search kettle", "shoppers list"]
)
def test_without_a_home_the_way_to_one_is_told(hawker: Run, empty: Path, words: str) -> None:
    assert "hawker init" in hawker(*words.split(), at=empty, code=1).stderr
    assert not empty.exists()


@pytest.mark.parametrize("words", ["serve", "orders list", "catalog publish", "catalog search x"])
def test_a_wrong_shop_toml_is_explained(hawker: Run, home: Path, words: str) -> None:
    (home / "shop.toml").write_text('name = "Oak"\ncurrency = "dollars"\n', "utf-8")
    feed = [FEED] if "publish" in words else []
    text = hawker(*words.split(), *feed, code=1).stderr
    assert str(home / "shop.toml") in text
    assert '"dollars"' in text
    assert "delivery is missing" in text


@pytest.mark.parametrize("words", ["talk", "serve", "orders list"])
def test_a_damaged_store_is_named_and_left_alone(hawker: Run, home: Path, words: str) -> None:
    damaged = b"not a database, " * 512
    (home / "shop.db").write_bytes(damaged)
    assert str(home / "shop.db") in hawker(*words.split(), code=1).stderr
    assert (home / "shop.db").read_bytes() == damaged


def test_a_damaged_catalog_is_named_and_publishing_heals_it(hawker: Run, home: Path) -> None:
    (manifest,) = (home / "catalog").rglob("manifest.json")
    manifest.chmod(0o644)
    manifest.write_text("{}", "utf-8")
    assert str(manifest) in hawker("catalog", "search", "kettle", code=1).stderr
    hawker("catalog", "publish", FEED)
    hawker("catalog", "search", "kettle")


def test_a_wrong_setting_is_explained(hawker: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAWKER_STORE", "oracle")
    assert "HAWKER_STORE is 'oracle'" in hawker("orders", "list", code=1).stderr


# catalog


def test_check_finds_what_is_wrong_and_changes_nothing(
    hawker: Run, home: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "feed.tsv"
    feed.write_text(FEED.read_text("utf-8").replace("74.00 USD", "74,00 EUR", 1), "utf-8")
    before = contents(home / "catalog")
    result = hawker("catalog", "check", feed)
    assert "line 2, price" in result.stderr
    assert "195 products" in result.stdout
    (problem,) = as_json(hawker("catalog", "check", feed, "--json"))["problems"]
    assert (problem["line"], problem["column"], problem["value"]) == (2, "price", "74,00 EUR")
    assert contents(home / "catalog") == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "is empty", id="an empty feed"),
        pytest.param("name\tcost\nlamp\t3\n", "id", id="none of the columns"),
        pytest.param("id\ttitle\tprice\n", "no row", id="no rows"),
    ],
)
def test_a_feed_that_is_none_is_refused(
    hawker: Run, home: Path, tmp_path: Path, text: str, told: str
) -> None:
    feed = tmp_path / "feed.tsv"
    feed.write_text(text, "utf-8")
    before = contents(home / "catalog")
    result = hawker("catalog", "publish", feed, code=1)
    assert "feed.tsv" in result.stderr
    assert told in result.stderr
    assert contents(home / "catalog") == before


def test_a_file_that_is_not_there_is_a_usage_error(hawker: Run, tmp_path: Path) -> None:
    assert "does not exist" in hawker("catalog", "publish", tmp_path / "no.tsv", code=2).stderr


def shorter(tmp_path: Path) -> Path:
    """A feed of thirty products."""
    feed = tmp_path / "shorter.tsv"
    feed.write_text("".join(FEED.read_text("utf-8").splitlines(keepends=True)[:31]), "utf-8")
    return feed


def test_a_feed_that_lost_most_is_held_until_it_is_meant(hawker: Run, tmp_path: Path) -> None:
    held = hawker("catalog", "publish", shorter(tmp_path), code=1)
    assert "Not published" in held.stderr
    assert "--force" in held.stderr
    report = as_json(hawker("catalog", "publish", shorter(tmp_path), "--force", "--json"))
    assert (report["products"], report["gone"], report["held"]) == (30, 166, "")
    assert report["version"]


def test_versions_are_listed_and_gone_back_to(hawker: Run, tmp_path: Path) -> None:
    (first,) = as_json(hawker("catalog", "versions", "--json"))
    hawker("catalog", "publish", shorter(tmp_path), "--force")
    second, _ = as_json(hawker("catalog", "versions", "--json"))
    assert (second["live"], second["products"]) == (True, 30)
    assert as_json(hawker("catalog", "rollback", "--json")) == {"version": first["name"]}
    assert f"{first['name']}  live  196" in hawker("catalog", "versions").stdout
    assert second["name"] in hawker("catalog", "rollback", second["name"]).stdout
    assert "hawker catalog versions" in hawker("catalog", "rollback", "1999", code=1).stderr


def test_publishing_counts_the_stock_and_going_back_forgets_no_sale(
    hawker: Run, home: Path, tmp_path: Path
) -> None:
    stock = shop_in(home).stock
    assert stock.on_hand(["JP-0001", "JP-0196"])["JP-0001"] == 14
    hawker("catalog", "publish", shorter(tmp_path), "--force")
    assert "JP-0196" not in stock.on_hand(["JP-0001", "JP-0196"])
    stock.load([("JP-0001", 3)])
    hawker("catalog", "rollback")
    counts = stock.on_hand(["JP-0001", "JP-0002", "JP-0196"])
    assert (counts["JP-0001"], counts["JP-0002"]) == (3, 9)
    assert "JP-0196" in counts


def test_search_tells_what_was_understood_and_found(hawker: Run) -> None:
    answer = as_json(hawker("catalog", "search", "a lamp under fifty dollars", "--json"))
    assert answer["query"] == {
        "terms": "lamp",
        "min_price": None,
        "max_price": 50,
        "cheapest_first": False,
    }
    best = answer["results"][0]
    assert "Lamp" in best["title"]
    assert best["price"] <= 50
    assert best["currency"] == "USD"
    assert answer["relaxed"] == []
    assert answer["confident"] is True
    assert 0 < answer["took_ms"] < 1000


def test_search_for_people_says_the_same(hawker: Run) -> None:
    text = hawker("catalog", "search", "cheapest lamp over 500 dollars", "--limit", "2").stdout
    assert "looking for 'lamp'" in text
    assert "from 500.00 USD" in text
    assert "min_price" in text
    assert "2 of " in text


def test_search_answers_a_file_of_queries(hawker: Run, tmp_path: Path) -> None:
    batch = tmp_path / "queries.tsv"
    batch.write_text('qid\tquery\nq1\tkettle\nq2\t5" tripod "x\nq3\t\n', "utf-8")
    answers = lines_of(hawker("catalog", "search", "--batch", batch, "--limit", "3", "--json"))
    assert [answer["qid"] for answer in answers] == ["q1", "q2", "q3"]
    assert len(answers[0]["results"]) == 3
    assert "Kettle" in answers[0]["results"][0]["title"]


def test_search_wants_one_thing_to_look_for(hawker: Run, tmp_path: Path) -> None:
    assert "PHRASE or --batch" in hawker("catalog", "search", code=2).stderr
    wrong = tmp_path / "queries.tsv"
    wrong.write_text("a\tb\n", "utf-8")
    assert "qid and query" in hawker("catalog", "search", "--batch", wrong, code=1).stderr


# talk


def played(hawker: Run, *words: str, shopper: str = "") -> list[dict[str, Any]]:
    who = ("--shopper", shopper) if shopper else ()
    return lines_of(hawker("talk", "--script", "-", "--json", *who, say="\n".join(words)))


def test_a_script_is_played_turn_by_turn(hawker: Run) -> None:
    turns = played(hawker, "# a shopper", "", "find a kettle", "the second one", "...", "stop")
    assert [turn["user"] for turn in turns] == ["find a kettle", "the second one", "", "stop"]
    keys = ["user", "speech", "reprompt", "ends", "card", "screen", "directives"]
    assert [list(turn) for turn in turns] == [keys] * 4
    assert "Kettle" in turns[0]["speech"]
    assert turns[2]["speech"] == turns[1]["reprompt"]
    assert [turn["ends"] for turn in turns] == [False, False, False, True]


def test_a_script_opens_the_shop_only_when_it_says_so(hawker: Run) -> None:
    (opened,) = played(hawker, "open juniper pine")
    assert "Welcome" in opened["speech"]
    (asked,) = played(hawker, "what do you sell")
    assert "Welcome" not in asked["speech"]


def test_a_script_may_be_a_file(hawker: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("find a kettle\n", "utf-8")
    text = hawker("talk", "--script", script).stdout
    assert "You: find a kettle" in text
    assert "Alexa: " in text
    assert hawker("talk", "--script", tmp_path / "no.txt", code=2).stderr


def test_cards_and_the_screen_are_shown(hawker: Run, sam: str) -> None:
    words = "find a kettle\nthe second one\nyes\ncheck out\nyes\n"
    text = hawker("talk", "--screen", "--shopper", sam, "--script", "-", say=words).stdout
    assert "│ 1. " in text
    assert "Card in the Alexa app" in text
    assert "Total $" in text


def test_a_guest_is_told_how_to_have_an_account_here(hawker: Run) -> None:
    words = "find a kettle\nthe second one\nyes\ncheck out\n"
    text = " ".join(hawker("talk", "--script", "-", say=words).stdout.split())
    assert "hawker shoppers add EMAIL" in text


def test_a_guests_basket_is_found_again(hawker: Run) -> None:
    played(hawker, "find a kettle", "the second one", "yes")
    (turn,) = played(hawker, "what's in my basket")
    assert "Kettle" in turn["speech"]


def test_typed_lines_are_answered_and_an_empty_one_is_silence(hawker: Run) -> None:
    text = hawker("talk", say="open juniper pine\n\n\n").stdout
    assert text.count("Alexa: ") == 2
    assert "stopped listening" in text


def test_an_unknown_shopper_is_told_how_to_become_one(hawker: Run) -> None:
    text = hawker("talk", "--shopper", "eve@example.com", code=1).stderr
    assert "hawker shoppers add eve@example.com" in text


def test_a_language_without_a_model_is_a_usage_error(hawker: Run) -> None:
    assert "en-US" in hawker("talk", "--locale", "xx-XX", code=2).stderr


# orders, callbacks, shoppers, models


def test_an_order_is_listed_shown_and_moved_along(hawker: Run, sam: str) -> None:
    played(hawker, "find a kettle", "the second one", "yes", "check out", "yes", shopper=sam)
    (order,) = as_json(hawker("orders", "list", "--json"))
    assert order["status"] == "processing"
    assert order["total"]["currency"] == "USD"
    listed = hawker("orders", "list").stdout
    assert order["id"] in listed
    assert sam in listed
    shown = hawker("orders", "show", order["id"]).stdout
    assert "12 Lawrence Street" in shown
    assert "Kettle" in shown
    moved = as_json(hawker("orders", "advance", order["id"], "shipped", "--json"))
    assert [event["status"] for event in moved["events"]] == ["processing", "shipped"]
    (turn,) = played(hawker, "where is my order", shopper=sam)
    assert "sent" in turn["speech"] or "shipped" in turn["speech"]
    again = hawker("orders", "advance", order["id"], "shipped", code=1)
    assert "nothing was changed" in again.stderr
    assert hawker("orders", "advance", order["id"], "lost", code=2)


def test_an_order_that_is_none_is_not_found(hawker: Run) -> None:
    assert "Nobody has ordered" in hawker("orders", "list").stdout
    assert "hawker orders list" in hawker("orders", "show", "K7Q2", code=1).stderr
    assert "hawker orders list" in hawker("orders", "advance", "x", "shipped", code=1).stderr


def test_a_wish_to_be_called_is_listed_and_shown(hawker: Run, sam: str) -> None:
    words = ("I want to talk to a person", "yes", "yes", "as soon as possible", "yes", "yes")
    played(hawker, *words, shopper=sam)
    (callback,) = as_json(hawker("callbacks", "list", "--json"))
    assert callback["phone"] == "+12065550123"
    listed = hawker("callbacks", "list").stdout
    assert "Sam Taylor" in listed
    assert "(206) 555-0123" in listed
    shown = hawker("callbacks", "show", callback["id"]).stdout
    assert "profile" in shown
    assert "hawker callbacks list" in hawker("callbacks", "show", "x", code=1).stderr


def test_a_shopper_is_added_with_a_token_that_is_good_for_a_while(hawker: Run, home: Path) -> None:
    address = ("--street", "5 Quincy Street", "--city", "Port Townsend", "--postal-code", "98368")
    options = (*address, "--name", "Ann Lee", "--token-days", "2", "--json")
    added = as_json(hawker("shoppers", "add", "ann@example.com", *options))
    assert added["address"]["address_country"] == "US"
    expires = datetime.fromisoformat(added["expires_at"])
    assert 1 <= (expires - datetime.now(UTC)).days <= 2
    shoppers = shop_in(home).shoppers
    known = shoppers.by_token(added["token"], datetime.now(UTC))
    assert known
    assert known.email == "ann@example.com"
    assert shoppers.by_token(added["token"], expires) is None
    assert shoppers.get(known.id) == known


def test_adding_a_shopper_again_loses_nothing(hawker: Run, home: Path, sam: str) -> None:
    text = hawker("shoppers", "add", sam.upper(), "--name", "Samuel Taylor").stdout
    assert "12 Lawrence Street" in text
    (shopper,) = as_json(hawker("shoppers", "list", "--json"))
    assert (shopper["email"], shopper["name"]) == (sam, "Samuel Taylor")
    assert shopper["address"]["postal_code"] == "98368"


def test_shoppers_are_listed_by_e_mail(hawker: Run) -> None:
    assert "hawker shoppers add" in hawker("shoppers", "list").stdout
    for email in ("zoe@example.com", "Ann@example.com"):
        hawker("shoppers", "add", email)
    listed = [shopper["email"] for shopper in as_json(hawker("shoppers", "list", "--json"))]
    assert listed == ["Ann@example.com", "zoe@example.com"]
    assert "the shop, to be collected" in hawker("shoppers", "list").stdout


def test_half_an_address_is_a_usage_error(hawker: Run, home: Path) -> None:
    text = hawker("shoppers", "add", "ann@example.com", "--city", "Port Townsend", code=2).stderr
    assert "--street and --postal-code" in text
    assert "no e-mail" in hawker("shoppers", "add", "ann", code=2).stderr
    assert shop_in(home).shoppers.first(limit=9) == []


def test_the_models_are_checked(hawker: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "en-US: well" in hawker("models", "check").stdout
    bad = {"interactionModel": {"languageModel": {"invocationName": "Shop", "intents": []}}}
    monkeypatch.setattr("skill.cli.models.read_model", lambda locale: bad)
    result = hawker("models", "check", "--locale", "en-US", code=1)
    assert "one word" in result.stderr
    assert "AMAZON.HelpIntent" in result.stderr


# serve


def status_of(url: str, body: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_shop_is_served_until_it_is_stopped(home: Path, ending: signal.Signals) -> None:
    with serving(home) as server:
        assert status_of(f"{server.url}/") == 200
        assert status_of(f"{server.url}/health") == 200
        assert status_of(f"{server.url}/alexa", b"{}") == 400
        assert "HAWKER_SKILL_ID" in server.said
        server.process.send_signal(ending)
        assert server.process.wait(10) == 0
        assert server.process.stdout
        assert server.process.stdout.read() == "Stopped.\n"


def test_a_port_in_use_is_told(hawker: Run, home: Path) -> None:
    with serving(home) as server:
        text = hawker("serve", "--port", str(server.port), code=1).stderr
    assert f"Port {server.port} at 127.0.0.1 is in use" in text
    assert f"--port {server.port + 1}" in text


def test_an_address_of_somebody_else_is_told(hawker: Run) -> None:
    text = hawker("serve", "--host", "192.0.2.1", "--port", "0", code=1).stderr
    assert "Cannot listen at 192.0.2.1" in text


def test_the_page_is_not_served_to_the_world(home: Path) -> None:
    with serving(home, "--host", "0.0.0.0") as server:
        assert "no pretend Echo" in server.said
        assert status_of(f"{server.url}/") == 404
        assert status_of(f"{server.url}/health") == 200


def test_a_tunnels_visitor_does_not_see_the_page(home: Path) -> None:
    with serving(home) as server:
        request = urllib.request.Request(f"{server.url}/", headers={"X-Forwarded-For": "192.0.2.1"})
        with pytest.raises(urllib.error.HTTPError, match="403") as refused:
            urllib.request.urlopen(request, timeout=10)
        refused.value.close()


@pytest.fixture(autouse=True)
def _no_skill_id(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HAWKER_SKILL_ID", "HAWKER_STORE"):
        monkeypatch.delenv(name, raising=False)
