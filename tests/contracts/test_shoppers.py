from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from skill.shop.shoppers import Shopper
from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import ADDRESS, NOW

ANN = Shopper("ann", "ann@example.org", "Ann", ADDRESS)
LATER = NOW + timedelta(hours=1)


def test_a_shopper_comes_back_by_address_however_it_is_written(backend: Backend) -> None:
    assert backend.open().shoppers.add(ANN) == ANN

    for written in ("ann@example.org", "Ann@Example.ORG", " ann@example.org "):
        assert backend.open().shoppers.by_email(written) == ANN
    assert backend.open().shoppers.by_email("ben@example.org") is None


def test_a_shopper_comes_back_by_id(backend: Backend) -> None:
    backend.open().shoppers.add(ANN)
    backend.open().shoppers.add(Shopper("ben", "ben@example.org"))

    assert backend.open().shoppers.get("ann") == ANN
    assert backend.open().shoppers.get("ANN") is None
    assert backend.open().shoppers.get("") is None


def test_shoppers_come_in_the_order_of_their_addresses(stores: Stores) -> None:
    assert stores.shoppers.first(limit=9) == []
    for number, email in enumerate(("zoe@example.org", "Ben@example.org", "ann@example.org")):
        stores.shoppers.add(Shopper(f"id-{number}", email))

    def listed(limit: int) -> list[str]:
        return [shopper.email for shopper in stores.shoppers.first(limit=limit)]

    assert listed(9) == ["ann@example.org", "Ben@example.org", "zoe@example.org"]
    assert listed(2) == ["ann@example.org", "Ben@example.org"]


def test_a_shopper_who_was_updated_is_listed_once(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    moved = stores.shoppers.add(Shopper("ann", "zoe@example.org"))
    ben = stores.shoppers.add(Shopper("ben", "ben@example.org"))

    assert stores.shoppers.first(limit=9) == [ben, moved]


def test_one_of_the_same_address_is_updated_and_keeps_its_id(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    moved = stores.shoppers.add(Shopper("other", "ANN@example.org", "Ann B."))

    assert moved == Shopper("ann", "ANN@example.org", "Ann B.")
    assert stores.shoppers.by_email("ann@example.org") == moved


def test_a_shopper_may_change_the_address(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    stores.shoppers.add(Shopper("ann", "ann@example.net"))

    assert stores.shoppers.by_email("ann@example.net") == Shopper("ann", "ann@example.net")
    assert stores.shoppers.by_email("ann@example.org") is None


def test_a_token_stands_for_its_shopper_until_it_expires(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    stores.shoppers.grant("ann", "token", LATER)

    assert stores.shoppers.by_token("token", LATER - timedelta(microseconds=1)) == ANN
    assert stores.shoppers.by_token("token", LATER) is None


def test_expiry_is_a_moment_in_whatever_zone_it_is_told(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    tokyo = timezone(timedelta(hours=9))
    stores.shoppers.grant("ann", "token", datetime(2026, 11, 24, 3, 0, tzinfo=tokyo))

    assert stores.shoppers.by_token("token", NOW) == ANN
    assert stores.shoppers.by_token("token", NOW + timedelta(minutes=31)) is None


@pytest.mark.parametrize("token", ["", "TOKEN", "token ", "\ud800"])
def test_an_unknown_token_stands_for_nobody(stores: Stores, token: str) -> None:
    stores.shoppers.add(ANN)
    stores.shoppers.grant("ann", "token", LATER)

    assert stores.shoppers.by_token(token, NOW) is None


def test_a_shopper_may_hold_several_tokens_and_renew_one(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    stores.shoppers.grant("ann", "speaker", NOW)
    stores.shoppers.grant("ann", "phone", LATER)
    stores.shoppers.grant("ann", "speaker", LATER)

    assert stores.shoppers.by_token("speaker", NOW) == ANN
    assert stores.shoppers.by_token("phone", NOW) == ANN


def test_a_token_follows_its_shopper_through_an_update(stores: Stores) -> None:
    stores.shoppers.add(ANN)
    stores.shoppers.grant("ann", "token", LATER)
    moved = stores.shoppers.add(Shopper("new", "ann@example.org", "Ann B."))

    assert stores.shoppers.by_token("token", NOW) == moved


def test_nobody_is_granted_a_token_without_an_account(stores: Stores) -> None:
    with pytest.raises(LookupError, match="no shopper ben"):
        stores.shoppers.grant("ben", "token", LATER)

    assert stores.shoppers.by_token("token", NOW) is None
