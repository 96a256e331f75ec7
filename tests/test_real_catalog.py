"""The conversation on a real catalog: a general store's feed of 2,465 products."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from skill import merchant
from skill.echo.understanding import Understanding
from skill.settings import Settings
from tests.feeds import SHARED, needs_shared_data
from tests.plays import SAMPLE, Clock, Stage
from tests.test_skill import valid

pytestmark = needs_shared_data


@pytest.fixture(scope="session")
def general_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("general")
    shutil.copy(SAMPLE / "shop.toml", home)
    settings = Settings.read({"HAWKER_HOME": str(home)})
    report = merchant.publish(SHARED / "general" / "feed.tsv.gz", settings, clock=Clock())
    assert (report.products, report.bad_rows) == (2465, 0)
    return home


@pytest.fixture
def store(general_store: Path, tmp_path: Path, understanding: Understanding) -> Stage:
    home = Path(shutil.copytree(general_store, tmp_path / "home"))
    return Stage(home, understanding, {"who": "sam"})


def shelf(stage: Stage, line: str) -> list[str]:
    """The titles offered for what was said."""
    heard = stage.echo.hear(line)
    ids = heard.response["sessionAttributes"]["shelf"]["product_ids"]
    products = [stage.shop.catalog.product(id) for id in ids]
    return [product.title for product in products if product]


def test_a_leather_backpack_is_a_backpack_of_leather(store: Stage) -> None:
    titles = shelf(store, "find a leather backpack")
    assert len(titles) == 3
    assert all("Leather" in title and "Backpack" in title for title in titles)


def test_candles_are_candles(store: Stage) -> None:
    titles = shelf(store, "do you have any scented candles")
    assert all("Candle" in title for title in titles)


def test_a_price_limit_holds(store: Stage) -> None:
    store.echo.hear("I'm looking for a table under two hundred dollars")
    ids = store.echo.hear("repeat that").response["sessionAttributes"]["shelf"]["product_ids"]
    prices = [product.price.amount for id in ids if (product := store.shop.catalog.product(id))]
    assert len(prices) == 3
    assert max(prices) <= 200_00


def test_something_cheaper_costs_less(store: Stage) -> None:
    store.echo.hear("find an acoustic guitar")
    first = store.echo.hear("number one").response["sessionAttributes"]["focus"]
    dear = store.shop.catalog.product(first)
    titles = shelf(store, "something cheaper")
    cheap = store.shop.catalog.search(store.shop.catalog.understand(titles[0]), limit=1)
    assert dear
    assert cheap.products[0].price < dear.price


def test_it_can_be_bought_followed_and_ordered_again(store: Stage) -> None:
    for line in ("find a leather backpack", "the first one", "yes", "check out"):
        store.echo.hear(line)
    placed = store.echo.hear("yes")
    assert "is placed" in placed.speech
    assert placed.card
    assert "Backpack" in store.echo.hear("where's my backpack").speech
    assert "Backpack" in store.echo.hear("order my backpack again").speech
    assert "is placed" in store.echo.hear("yes").speech
    assert len(store.shop.orders.newest(limit=9)) == 2


def test_a_hundred_products_are_found_by_their_names_and_said_validly(store: Stage) -> None:
    products = store.shop.catalog.search(store.shop.catalog.understand(""), limit=2465).products
    found = 0
    for product in random.Random(7).sample(list(products), 100):
        heard = store.echo.hear(f"find {product.title}")
        valid(heard.response)
        found += product.id in heard.response["sessionAttributes"]["shelf"]["product_ids"]
    # Titles that two products share may hide one of them behind three others.
    assert found >= 97
