from __future__ import annotations

from dataclasses import replace

from skill.shop.checkout import CheckoutStatus, Message, MessageCode
from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import session


def test_a_saved_session_comes_back_whole(backend: Backend) -> None:
    kept = replace(
        session(buying=(("kettle", 2), ("mug", 1)), basket_version=3),
        messages=(Message(MessageCode.QUANTITY_ADJUSTED, "mug", "Mug", 1),),
    )
    backend.open().checkouts.save(kept)

    assert backend.open().checkouts.get("ann", "s1") == kept


def test_a_session_is_found_by_its_own_shopper_only(stores: Stores) -> None:
    stores.checkouts.save(session())

    assert stores.checkouts.get("ben", "s1") is None
    assert stores.checkouts.get("ann", "s2") is None


def test_a_session_saved_again_is_the_later_one(stores: Stores) -> None:
    stores.checkouts.save(session())
    canceled = replace(session(), status=CheckoutStatus.CANCELED)
    stores.checkouts.save(canceled)

    assert stores.checkouts.get("ann", "s1") == canceled
