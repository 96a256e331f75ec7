from __future__ import annotations

import pytest

from skill.stores.errors import StoreDamaged
from skill.stores.passwords import NOBODY, hashed, matches


def test_a_password_matches_its_hash_and_no_other_does() -> None:
    kept = hashed("kettle")
    assert matches("kettle", kept)
    assert not matches("Kettle", kept)
    assert not matches("kettle", NOBODY)


def test_equal_passwords_are_kept_unlike() -> None:
    assert hashed("kettle") != hashed("kettle")


def test_one_password_typed_at_two_keyboards_is_one() -> None:
    assert matches("cafe\u0301", hashed("caf\u00e9"))


def test_the_parameters_are_those_of_the_hash() -> None:
    """So that a later Hawker may make new ones dearer and still know the old."""
    # RFC 7914, section 12: "pleaseletmein" with the salt "SodiumChloride".
    salt = b"SodiumChloride".hex()
    key = (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    assert matches("pleaseletmein", f"scrypt$16384$8$1${salt}${key}")


@pytest.mark.parametrize(
    "kept", ["", "kettle", "bcrypt$1$2$3$00$00", "scrypt$16384$8$5$00", "scrypt$16384$8$5$0x$00"]
)
def test_what_is_no_hash_is_damage_with_a_remedy(kept: str) -> None:
    with pytest.raises(StoreDamaged, match="hawker staff add"):
        matches("kettle", kept)
