"""`hawker models build`: the model of one shop, and what it understands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from skill.app import open_shop
from skill.echo.building import CATALOG_TYPE, MOST_WORDS, build, catalog_words, spoken_name
from skill.echo.lint import lint
from skill.echo.model import (
    custom_types,
    intents,
    invocation_name,
    locales,
    read_model,
    slots_in,
)
from skill.echo.understanding import Understanding, read_words
from skill.settings import Settings
from skill.shop.products import Catalog
from tests.commands import as_json, hawker
from tests.plays import Stage, stock_up

TODAY = date(2026, 11, 25)
TAUGHT = {"OrderStatusIntent", "ReorderIntent", "RemoveProductIntent"}


def words_of(model: dict[str, Any]) -> list[str]:
    return list(custom_types(model).get(CATALOG_TYPE, {}))


def understanding(model: dict[str, Any]) -> Understanding:
    return Understanding(model, read_words("en"), language="en")


def rename(home: Path, name: str) -> None:
    toml = home / "shop.toml"
    toml.write_text(toml.read_text("utf-8").replace("Juniper Pine", name), "utf-8")


@pytest.fixture(scope="module")
def built(published_home: Path) -> dict[str, Any]:
    model: dict[str, Any] = as_json(hawker(published_home, "models", "build", "--catalog"))
    return model


def test_the_model_is_the_locales_with_the_name_of_the_shop(home: Path) -> None:
    rename(home, "Oak\u2019s  Best-Loved")
    model = as_json(hawker(home, "models", "build"))

    assert invocation_name(model) == "oak's best loved"
    model["interactionModel"]["languageModel"]["invocationName"] = "juniper pine"
    assert model == read_model("en-US")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kaffee 24", "'kaffee 24' has more than lower-case letters"),
        ("Salt & Pepper", "'salt & pepper' has more than lower-case letters"),
        ("Juniper", "'juniper' is one word"),
        ("Oak and Ivy", "'oak and ivy' holds 'and'"),
    ],
)
def test_a_name_that_alexa_refuses_is_told_with_the_remedy(
    home: Path, tmp_path: Path, name: str, told: str
) -> None:
    rename(home, name)
    refused = hawker(home, "models", "build", "--output", tmp_path / "en.json", code=1)

    assert told in refused.stderr
    assert "--invocation-name" in refused.stderr
    assert not (tmp_path / "en.json").exists()
    assert refused.stdout == ""


def test_the_name_that_is_spoken_may_be_given(home: Path) -> None:
    rename(home, "Kaffee 24")
    words = ("models", "build", "--invocation-name")
    assert invocation_name(as_json(hawker(home, *words, "kaffee twenty four"))) == (
        "kaffee twenty four"
    )
    assert "'Kaffee' is one word" in hawker(home, *words, "Kaffee", code=1).stderr


def test_the_catalog_is_taught_departments_first(built: dict[str, Any]) -> None:
    words = words_of(built)

    assert words[:3] == ["home", "kitchen", "pantry"]
    assert "Ember Oak Gooseneck Kettle" in words
    assert "Eight Inch Chef's Knife" in words
    assert "Café au Lait Bowl" in words
    assert len(words) == 12 + 196


@pytest.mark.parametrize("locale", locales())
def test_only_what_was_sold_before_is_heard_by_the_catalog(locale: str) -> None:
    model = build(locale, "juniper pine", ["kettle"])
    types = {(intent.name, slot): kind for intent in intents(model) for slot, kind in intent.slots}

    assert {place for place, kind in types.items() if kind == CATALOG_TYPE} == {
        (name, "product") for name in TAUGHT
    }
    assert types["AddProductIntent", "product"] == "AMAZON.SearchQuery"
    assert lint(model) == []


def test_a_product_is_asked_after_by_its_name_or_by_a_part_of_it(built: dict[str, Any]) -> None:
    understand = understanding(built).understand
    said = {
        "where's my gooseneck kettle": ("OrderStatusIntent", "gooseneck kettle"),
        "where is my ember oak gooseneck kettle": (
            "OrderStatusIntent",
            "Ember Oak Gooseneck Kettle",
        ),
        "order some more Purple Elephants": ("ReorderIntent", "purple elephants"),
        "remove the clip on reading light": ("RemoveProductIntent", "Clip On Reading Light"),
        "add a gooseneck kettle to my basket": ("AddProductIntent", "gooseneck kettle"),
    }
    understood = {words: understand(words, TODAY) for words in said}
    assert {words: (one.intent, one.slots["product"]) for words, one in understood.items()} == said


def test_what_was_understood_before_is_understood_with_the_catalog(built: dict[str, Any]) -> None:
    plain, taught = Understanding.of("en-US"), understanding(built)
    samples = [
        sample.format(**dict.fromkeys(slots_in(sample), "elephants"))
        for intent in intents(read_model("en-US"))
        for sample in intent.samples
        if intent.name in TAUGHT | {"AddProductIntent", "SearchIntent", "RemoveIntent"}
    ]
    differing = [
        said for said in samples if plain.understand(said, TODAY) != taught.understand(said, TODAY)
    ]
    assert differing == []


def test_a_shop_is_talked_to_through_its_own_model(home: Path) -> None:
    rename(home, "Oak and Ivy")
    words = ("models", "build", "--catalog", "--invocation-name", "oaken ivy")
    model = as_json(hawker(home, *words))
    stage = Stage(home, understanding(model), {"who": "sam"})

    assert "Welcome" in stage.echo.hear("open oaken ivy").speech
    heard = stage.echo.hear("where's my gooseneck kettle")
    assert heard.slots == {"product": "gooseneck kettle"}
    assert "order" in heard.speech


def test_the_file_says_what_was_printed_every_time(
    home: Path, tmp_path: Path, built: dict[str, Any]
) -> None:
    file = tmp_path / "en-US.json"
    told = hawker(home, "models", "build", "--catalog", "--output", file).stdout
    first = file.read_bytes()
    hawker(home, "models", "build", "--catalog", "--output", file)

    assert "208 words" in told
    assert json.loads(first) == built
    assert file.read_bytes() == first


def test_without_a_catalog_there_is_nothing_to_teach(home: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "shop.toml").write_bytes((home / "shop.toml").read_bytes())

    assert "catalog publish" in hawker(empty, "models", "build", "--catalog", code=1).stderr
    assert words_of(as_json(hawker(empty, "models", "build"))) == []


def sold(home: Path, titles: Iterable[str]) -> Catalog:
    feed = home / "own.tsv"
    rows = (f"p{number}\t{title}\t5.00 USD\t\n" for number, title in enumerate(titles))
    feed.write_text("".join(("id\ttitle\tprice\tquantity\n", *rows)), "utf-8")
    settings = Settings.read({"HAWKER_HOME": str(home)})
    stock_up(home, feed, open_shop(settings))
    return open_shop(settings).catalog


def test_words_are_written_as_alexa_takes_them(home: Path) -> None:
    titles = ("Salt & Pepper Mill", "salt pepper mill", "Chef\u2019s 8-Inch Knife \u2122", "\u2605")
    catalog = sold(home, (*titles, "x" * 141, "TV Stand", "H.D. Radio"))

    assert catalog_words(catalog) == [
        "Salt Pepper Mill",
        "Chef's 8 Inch Knife",
        "TV Stand",
        "H.D. Radio",
    ]


def test_no_more_than_a_thousand_words_are_taught(home: Path) -> None:
    names = (
        f"{a}{b} {thing}"
        for a, b, thing in product(ascii_lowercase, ascii_lowercase, ("mug", "pan"))
    )
    catalog = sold(home, names)
    words = catalog_words(catalog)

    assert len(words) == len(set(words)) == MOST_WORDS
    assert lint(build("en-US", "juniper pine", words)) == []


def test_a_sellers_name_is_written_as_it_is_said() -> None:
    assert spoken_name("  Mrs. O\u2019Hara's Tea-Room ") == "mrs. o'hara's tea room"
