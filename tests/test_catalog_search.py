"""Searching a published catalog: what is found, in which order, and what had to be let go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from skill.catalog.publish import publish
from skill.catalog.service import TantivyCatalog
from skill.shop.money import Money
from skill.shop.products import Found, Query
from tests.feeds import MORNING, SHARED, needs_shared_data, write_feed

SHELF = [
    ("jacket-1", "Rain Jacket", "120.00 USD", "clothes > jackets", "Waterproof.", "", "female"),
    ("jacket-2", "Denim Jacket", "60.00 USD", "clothes > jackets", "", "", "male"),
    ("jacket-3", "Wool Jacket", "90.00 USD", "clothes > jackets", "", "", "unisex"),
    ("hook", "Brass Hook", "8.00 USD", "home", "Holds a jacket, a scarf or a hat.", "", ""),
    ("lamp-1", "Desk Lamp", "40.00 USD", "home > lighting", "", "out_of_stock", ""),
    ("lamp-2", "Desk Lamp", "40.00 USD", "home > lighting", "", "in_stock", ""),
    ("lamp-3", "Desk Lamp", "40.00 USD", "home > lighting", "", "in_stock", ""),
    ("candle", "Beeswax Candle", "12.00 USD", "home", "", "", ""),
    ("AB-1234", "Rare Spare Part", "3.00 USD", "", "Red, and good to dress a table.", "", ""),
]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> TantivyCatalog:
    folder = tmp_path_factory.mktemp("catalog")
    publish(write_feed(folder / "feed.tsv", SHELF), folder, "USD", lambda: MORNING)
    return TantivyCatalog(folder, "USD", lambda: MORNING)


@pytest.fixture
def find(catalog: TantivyCatalog) -> Callable[[str], Found]:
    return lambda phrase: catalog.search(catalog.understand(phrase), limit=10)


def ids(found: Found) -> list[str]:
    return [product.id for product in found.products]


Find = Callable[[str], Found]


def test_words_are_found_whatever_their_ending(find: Find) -> None:
    found = find("jackets")
    assert set(ids(found)[:3]) == {"jacket-1", "jacket-2", "jacket-3"}
    assert (found.relaxed, found.confident) == ((), True)


def test_the_name_of_a_thing_counts_more_than_a_word_in_passing(find: Find) -> None:
    assert ids(find("jacket"))[-1] == "hook"


def test_every_word_has_to_fit(find: Find) -> None:
    assert ids(find("denim jacket")) == ["jacket-2"]


def test_shoppers_say_men_s_where_feeds_say_male(find: Find) -> None:
    assert ids(find("men's jackets")) == ids(find("mens jackets")) == ["jacket-2"]


def test_an_article_number_finds_its_product(find: Find) -> None:
    assert ids(find("AB-1234")) == ["AB-1234"]


def test_what_is_out_of_stock_stands_behind_its_like_and_ties_keep_the_feed_s_order(
    find: Find,
) -> None:
    assert ids(find("desk lamp")) == ["lamp-2", "lamp-3", "lamp-1"]


def test_price_limits_hold(find: Find) -> None:
    assert set(ids(find("jacket under ninety dollars"))) == {"jacket-2", "jacket-3"}
    assert ids(find("jacket over one hundred dollars")) == ["jacket-1"]
    assert ids(find("jacket between 80 and 100 dollars")) == ["jacket-3"]


def test_the_cheapest_jacket_is_a_jacket(find: Find) -> None:
    assert ids(find("cheapest jacket")) == ["jacket-2", "jacket-3", "jacket-1"]


def test_a_limit_that_nothing_meets_is_let_go_and_the_nearest_price_comes_first(
    find: Find,
) -> None:
    found = find("jacket under twenty dollars")
    assert (ids(found), found.relaxed) == (["jacket-2", "jacket-3", "jacket-1"], ("max_price",))
    found = find("jacket over five hundred dollars")
    assert (ids(found), found.relaxed) == (["jacket-1", "jacket-3", "jacket-2"], ("min_price",))


def test_of_two_limits_only_the_one_in_the_way_is_let_go(find: Find) -> None:
    found = find("jacket between 100 and 110 dollars")
    assert (ids(found), found.relaxed) == (["jacket-1"], ("max_price",))


def test_a_word_that_nothing_has_is_let_go_but_not_in_silence(find: Find) -> None:
    found = find("scented candles")
    assert (ids(found), found.relaxed, found.confident) == (["candle"], ("terms",), False)


def test_with_most_words_met_the_answer_is_confident(find: Find) -> None:
    found = find("blue denim jacket")
    assert (ids(found)[0], found.relaxed, found.confident) == ("jacket-2", ("terms",), True)


def test_words_and_price_can_both_be_let_go(find: Find) -> None:
    found = find("scented candle under five dollars")
    assert (ids(found), found.relaxed) == (["candle"], ("terms", "max_price"))


@pytest.mark.parametrize("phrase", ["purple unicorn saddle", "unicorn scarf", "xyzzy", "日本語"])
def test_nothing_alike_is_nothing_rather_than_noise(find: Find, phrase: str) -> None:
    found = find(phrase)
    assert (found.products, found.total, found.confident) == ((), 0, False)


def test_words_that_only_meet_in_a_description_are_a_last_resort(find: Find) -> None:
    found = find("red dress")
    assert (ids(found), found.relaxed, found.confident) == (["AB-1234"], (), False)


def test_a_wish_without_words_is_met_by_everything(find: Find) -> None:
    assert find("anything").total == len(SHELF)
    assert ids(find("something under ten dollars")) == ["hook", "AB-1234"]
    assert ids(find("the cheapest thing"))[:2] == ["AB-1234", "hook"]


def test_terms_without_a_single_word_are_met_by_nothing(catalog: TantivyCatalog) -> None:
    assert catalog.search(Query("?!"), limit=3) == Found(Query("?!"), confident=False)


@pytest.mark.parametrize(
    "query",
    [Query("jacket"), Query("jacket", max_price=Money(10_000, "USD")), Query("")],
    ids=["words", "price", "everything"],
)
def test_pages_add_up_to_the_whole(catalog: TantivyCatalog, query: Query) -> None:
    whole = catalog.search(query, limit=20)
    pages = [catalog.search(query, limit=1, offset=n) for n in range(whole.total)]
    assert [ids(page) for page in pages] == [[one] for one in ids(whole)]
    assert {page.total for page in pages} == {len(whole.products)}


def test_the_same_wish_has_the_same_answer(catalog: TantivyCatalog) -> None:
    answers = {tuple(ids(catalog.search(Query("desk lamp"), limit=3))) for _ in range(20)}
    assert len(answers) == 1


def test_amounts_beyond_the_index_are_no_error(catalog: TantivyCatalog) -> None:
    query = replace(Query("jacket"), max_price=Money(10**30, "USD"))
    assert catalog.search(query, limit=10).relaxed == ()


def test_a_product_is_known_by_its_exact_id(catalog: TantivyCatalog) -> None:
    product = catalog.product("AB-1234")
    assert product is not None
    assert (product.title, product.price) == ("Rare Spare Part", Money(300, "USD"))
    assert catalog.product("ab-1234") is None
    assert catalog.product("") is None


def test_departments_are_the_widest_types_and_the_largest_come_first(
    catalog: TantivyCatalog,
) -> None:
    assert catalog.departments(5) == ("home", "clothes")
    assert catalog.departments(1) == ("home",)


@pytest.fixture(scope="module")
def general_store(tmp_path_factory: pytest.TempPathFactory) -> TantivyCatalog:
    folder = tmp_path_factory.mktemp("general")
    publish(SHARED / "general/feed.tsv.gz", folder, "USD", lambda: MORNING)
    return TantivyCatalog(folder, "USD", lambda: MORNING)


@needs_shared_data
@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("leather backpack", "backpack"),
        ("scented candles", "candle"),
        ("coffee table under two hundred dollars", "table"),
        ("kettle", "kettle"),
        ("men's shoes", "shoe"),
        ("jacket under fifty dollars", "jacket"),
        ("lamp", "lamp"),
        ("acoustic guitar", "guitar"),
    ],
)
def test_a_general_store_answers_common_wishes(
    general_store: TantivyCatalog, phrase: str, word: str
) -> None:
    found = general_store.search(general_store.understand(phrase), limit=3)
    assert found.products
    assert all(word in product.title.lower() for product in found.products)
