"""`hawker staff`: who may sign in."""

from __future__ import annotations

from pathlib import Path

from skill.app import open_staff
from skill.settings import Settings
from skill.shop.staff import Role, Staff
from tests.commands import as_json, hawker

ANN = "ann@example.com"


def staff_of(home: Path) -> Staff:
    return open_staff(Settings.read({"HAWKER_HOME": str(home)}))


def test_a_member_is_added_with_a_password_that_works(home: Path) -> None:
    text = hawker(home, "staff", "add", ANN, "--role", "agent").stdout
    password = text.splitlines()[-1]

    assert f"{ANN} may sign in as agent" in text
    member = staff_of(home).check(ANN, password)
    assert member
    assert (member.email, member.role) == (ANN, Role.AGENT)


def test_adding_a_member_again_changes_the_role_and_ends_the_password(home: Path) -> None:
    add = ("staff", "add", ANN, "--json", "--role")
    first = as_json(hawker(home, *add, "agent"))
    second = as_json(hawker(home, *add, "merchant"))

    assert (second["id"], second["role"]) == (first["id"], "merchant")
    staff = staff_of(home)
    assert staff.check(ANN, first["password"]) is None
    assert staff.check(ANN, second["password"])


def test_the_password_is_nowhere_in_the_home(home: Path) -> None:
    password = as_json(hawker(home, "staff", "add", ANN, "--role", "agent", "--json"))["password"]
    content = b"".join(file.read_bytes() for file in home.iterdir() if file.is_file())

    assert ANN.encode() in content
    assert password.encode() not in content
    assert len(password) >= 16


def test_what_is_no_address_or_role_is_a_usage_error(home: Path) -> None:
    assert "no e-mail" in hawker(home, "staff", "add", "ann", "--role", "agent", code=2).stderr
    assert "merchant" in hawker(home, "staff", "add", ANN, "--role", "boss", code=2).stderr
    assert "--role" in hawker(home, "staff", "add", ANN, code=2).stderr
    assert staff_of(home).by_email(ANN) is None


def test_without_a_home_the_way_to_one_is_told(tmp_path: Path) -> None:
    none = tmp_path / "none"
    assert "hawker init" in hawker(none, "staff", "add", ANN, "--role", "agent", code=1).stderr
