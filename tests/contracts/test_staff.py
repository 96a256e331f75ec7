from __future__ import annotations

import hashlib
from typing import Any

import pytest

from skill.shop.staff import Role, StaffMember
from tests.contracts.backends import Backend, Stores

ANN = StaffMember("ann", "ann@example.org", Role.AGENT)


def test_a_member_is_known_by_address_and_password(backend: Backend) -> None:
    assert backend.open().staff.add(ANN, "first") == ANN

    staff = backend.open().staff
    assert staff.by_email(" Ann@Example.ORG ") == ANN
    assert staff.check(" Ann@Example.ORG ", "first") == ANN


@pytest.mark.parametrize("password", ["", "FIRST", "first ", "second", "\ud800"])
def test_a_wrong_password_is_refused(stores: Stores, password: str) -> None:
    stores.staff.add(ANN, "first")

    assert stores.staff.check("ann@example.org", password) is None


def test_nobody_is_known_who_was_not_added(stores: Stores) -> None:
    stores.staff.add(ANN, "first")

    assert stores.staff.by_email("ben@example.org") is None
    assert stores.staff.check("ben@example.org", "first") is None


def test_one_of_the_same_address_gets_the_role_and_the_password_and_keeps_the_id(
    stores: Stores,
) -> None:
    stores.staff.add(ANN, "first")
    changed = stores.staff.add(StaffMember("other", "ANN@example.org", Role.MERCHANT), "second")

    assert changed == StaffMember("ann", "ANN@example.org", Role.MERCHANT)
    assert stores.staff.by_email("ann@example.org") == changed
    assert stores.staff.check("ann@example.org", "second") == changed
    assert stores.staff.check("ann@example.org", "first") is None


def test_a_stranger_costs_as_much_work_as_a_member(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time of an answer would tell who works here."""
    stores.staff.add(ANN, "first")
    work: list[tuple[int, ...]] = []
    scrypt = hashlib.scrypt

    def noted(password: bytes, *, salt: bytes, n: int, r: int, p: int, dklen: int) -> Any:
        work.append((len(salt), n, r, p, dklen))
        return scrypt(password, salt=salt, n=n, r=r, p=p, dklen=dklen)

    monkeypatch.setattr(hashlib, "scrypt", noted)
    stores.staff.check("ann@example.org", "wrong")
    stores.staff.check("stranger@example.org", "wrong")

    member, stranger = work
    assert member == stranger
