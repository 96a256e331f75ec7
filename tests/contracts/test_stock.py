from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.backends import Backend, Stores


def test_counts_are_those_of_the_feed(stores: Stores) -> None:
    stores.stock.load([("kettle", 4), ("mug", 0), ("lamp", 9)])

    assert stores.stock.on_hand(["mug", "kettle"]) == {"kettle": 4, "mug": 0}


def test_a_product_that_is_not_counted_has_no_entry(stores: Stores) -> None:
    stores.stock.load([("kettle", 4)])

    assert stores.stock.on_hand(["gift card"]) == {}
    assert stores.stock.on_hand([]) == {}


def test_loading_replaces_all_counts(stores: Stores) -> None:
    stores.stock.load([("kettle", 4), ("mug", 7)])
    stores.stock.load([("mug", 2)])

    assert stores.stock.on_hand(["kettle", "mug"]) == {"mug": 2}


def test_a_feed_that_breaks_off_leaves_the_counts_as_they_were(stores: Stores) -> None:
    def broken() -> Iterator[tuple[str, int]]:
        yield "kettle", 1
        raise OSError("the feed broke off")

    stores.stock.load([("kettle", 4)])
    with pytest.raises(OSError, match="broke off"):
        stores.stock.load(broken())

    assert stores.stock.on_hand(["kettle"]) == {"kettle": 4}


def test_a_count_below_zero_is_refused_by_name_and_leaves_the_counts(stores: Stores) -> None:
    stores.stock.load([("kettle", 4)])
    with pytest.raises(ValueError, match="mug cannot be counted as -1"):
        stores.stock.load([("kettle", 3), ("mug", -1)])

    assert stores.stock.on_hand(["kettle", "mug"]) == {"kettle": 4}


def test_many_products_are_counted_at_once(stores: Stores) -> None:
    counts = [(f"product {number}", number) for number in range(5_000)]
    stores.stock.load(counts)

    assert stores.stock.on_hand(id for id, _ in counts) == dict(counts)


@pytest.mark.parametrize("id", ["Ærø-12", "a'b\"c", "x" * 500, "50%_"])
def test_any_text_is_a_product_id(backend: Backend, id: str) -> None:
    backend.open().stock.load([(id, 3)])

    assert backend.open().stock.on_hand([id]) == {id: 3}
