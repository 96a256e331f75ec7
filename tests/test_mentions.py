"""Which of several named things a few words mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.talk.mentions import describe, mentioned
from tests.plays import Stage

KITCHEN = [
    "Red Enamel Whistling Kettle",
    "Blue Enamel Whistling Kettle",
    "Speckled Stoneware Mug in Blue",
    "Alder Row Brass Desk Lamp",
]


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("lamp", [3]),
        ("the lamps", [3]),
        ("DESK LAMP", [3]),
        ("mugs", [2]),
        ("red kettle", [0]),
        ("kettle", [0, 1]),
        ("blue kettle", [1]),
        ("blue", [1, 2]),
        ("the blue one", [1, 2]),
        ("blue mug", [2]),
        ("the one in red", [0]),
        ("whistling kettles", [0, 1]),
    ],
)
def test_the_names_that_share_the_most_words_are_meant(phrase: str, meant: list[int]) -> None:
    assert mentioned(phrase, KITCHEN) == meant


@pytest.mark.parametrize("phrase", ["", "  ", "?", "umbrella", "it", "a b c", "the one"])
def test_nothing_is_meant_by_words_that_are_in_no_name(phrase: str) -> None:
    assert mentioned(phrase, KITCHEN) == []


def test_nothing_is_meant_where_nothing_is_named() -> None:
    assert mentioned("kettle", []) == []


@pytest.mark.parametrize(
    ("phrase", "names", "meant"),
    [
        ("лампы", ["Настольная лампа", "Чайник"], [0]),
        ("ТЕПЛОЕ ОДЕЯЛО", ["Чайник", "Тёплое одеяло"], [1]),
        ("tazas", ["Taza azul", "Hervidor"], [0]),
        ("größe", ["Wasserkessel", "GRÖSSE L"], [1]),
        ("ケトル", ["ケトル 赤", "ランプ"], [0]),
        ("केतली", ["लाल केतली", "दीपक"], [0]),
    ],
)
def test_words_of_other_letters_are_words(phrase: str, names: list[str], meant: list[int]) -> None:
    assert mentioned(phrase, names) == meant


@pytest.mark.parametrize(
    ("phrase", "name", "alike"),
    [
        ("candle", "candles", True),
        ("dish", "dishes", True),
        ("lampe", "lampen", True),
        ("lamp", "lampshade", False),
        ("car", "carpet", False),
        ("desk", "disk", False),
    ],
)
def test_words_that_differ_in_their_last_letters_are_one(
    phrase: str, name: str, alike: bool
) -> None:
    assert bool(mentioned(phrase, [name])) == alike


@given(st.lists(st.sampled_from(KITCHEN), min_size=1), st.data())
def test_a_thing_is_meant_by_its_own_name(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    assert mentioned(name, names) == [at for at, other in enumerate(names) if other == name]


@given(st.text(), st.lists(st.text()))
def test_whatever_is_said_the_positions_are_in_order(phrase: str, names: list[str]) -> None:
    meant = mentioned(phrase, names)
    assert meant == sorted(set(meant))
    assert set(meant) <= set(range(len(names)))


def test_a_thing_is_described_by_its_kind_too(stage: Callable[..., Stage]) -> None:
    shop = stage().shop
    words = describe("JP-0045", "Gooseneck Kettle", shop)
    assert {"Gooseneck", "Ember", "kettles", "kitchen"} <= set(words.split())


def test_a_thing_that_is_gone_is_described_by_its_name(stage: Callable[..., Stage]) -> None:
    assert describe("JP-9999", "Old Lamp", stage().shop) == "Old Lamp"
