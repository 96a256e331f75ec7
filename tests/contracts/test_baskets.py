from __future__ import annotations

import pytest

from skill.shop.baskets import Basket
from skill.shop.errors import BasketChanged
from tests.contracts.backends import Backend, Stores


def test_whoever_has_no_basket_has_an_empty_one_of_version_0(stores: Stores) -> None:
    assert stores.baskets.of("ann") == Basket("ann", 0, ())


def test_a_saved_basket_comes_back_one_version_higher(backend: Backend) -> None:
    wanted = Basket("ann").adding("kettle", "Ember & Oak Kettle", 2).adding("mug", "Mug", 1)
    saved = backend.open().baskets.save(wanted)

    assert saved == Basket("ann", 1, wanted.lines)
    assert backend.open().baskets.of("ann") == saved


def test_every_save_raises_the_version_by_one(stores: Stores) -> None:
    basket = stores.baskets.of("ann")
    for quantity in range(1, 4):
        basket = stores.baskets.save(basket.adding("kettle", "Kettle", quantity))

    assert basket.version == 3
    assert stores.baskets.of("ann") == basket


def test_baskets_of_two_owners_do_not_touch(stores: Stores) -> None:
    stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))

    assert stores.baskets.of("ben") == Basket("ben")


def test_a_save_at_an_older_version_is_refused_and_changes_nothing(stores: Stores) -> None:
    read = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    saved = stores.baskets.save(read.adding("mug", "Mug", 1))
    with pytest.raises(BasketChanged):
        stores.baskets.save(read.emptied())

    assert stores.baskets.of("ann") == saved


def test_a_first_save_is_refused_when_there_is_a_basket_already(stores: Stores) -> None:
    saved = stores.baskets.save(Basket("ann").adding("kettle", "Kettle", 1))
    with pytest.raises(BasketChanged):
        stores.baskets.save(Basket("ann").adding("mug", "Mug", 1))

    assert stores.baskets.of("ann") == saved


def test_a_later_version_than_the_stored_one_is_refused(stores: Stores) -> None:
    with pytest.raises(BasketChanged):
        stores.baskets.save(Basket("ann", version=7).adding("mug", "Mug", 1))

    assert stores.baskets.of("ann") == Basket("ann")
