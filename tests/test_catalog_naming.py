"""Names for the ear: short, and without what only the eye can use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.catalog.language import language
from skill.catalog.naming import spoken_title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plush Velvet Urban Backpack", "Plush Velvet Urban Backpack"),
        (
            "Xerox 006R90321 toner cartridge Original Black 6 pc(s)",
            "Xerox toner cartridge Original Black",
        ),
        (
            'HP Pavilion dv7-1211ea Notebook Silver 43.2 cm (17") 1440 x 900 pixels',
            "HP Pavilion Notebook Silver",
        ),
        (
            "StarTech.com DB9 RS232 Serial Null Modem Adapter - M/F",
            "StarTech.com DB9 RS232 Serial Null Modem Adapter",
        ),
        ("(Renewed) Apple iPhone 8, 64GB", "Apple iPhone 8"),
        ("APC software license/upgrade 25 license(s)", "APC software license"),
        ("PlayStation 4", "PlayStation 4"),
        ("3-Piece Knife Set", "3-Piece Knife Set"),
        ("Rest & Relax Candle for the Bath of", "Rest & Relax Candle for the Bath"),
        ("One Two Three Four Five Six and Eight", "One Two Three Four Five Six"),
        ('"Venice Adventure" Travel Poster', "Venice Adventure Travel Poster"),
        ("Kettle, copper, 2 l", "Kettle"),
    ],
)
def test_a_name_stops_where_listening_gets_hard(title: str, name: str) -> None:
    assert spoken_title(title) == name


def test_a_brand_alone_is_no_name() -> None:
    assert spoken_title("HP CE285A", "HP") == "HP CE285A"
    assert spoken_title("Leitz, ring binder", "Leitz") == "Leitz ring binder"


@pytest.mark.parametrize("title", ["006R90321", "- - -", "for", "(2)", "& Co."])
def test_a_name_is_never_empty(title: str) -> None:
    assert spoken_title(title)


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["", "HP", "Alder"]))
def test_any_title_has_a_name_of_at_most_seven_words(title: str, brand: str) -> None:
    name = spoken_title(title, brand)
    assert name.strip()
    assert len(name.split()) <= 7 or name == title


PIECES = ["red", "Kettle", "for", "with", "&", "-", "the", "2", "cm", "XK-20000", ",", "("]


@given(st.lists(st.sampled_from(PIECES), min_size=1))
def test_a_name_of_several_words_never_dangles(words: list[str]) -> None:
    title = " ".join(words)
    name = spoken_title(title).split()
    if "Kettle" in name[:-1]:
        assert name[-1].lower() not in language("en").dangling
        assert name[-1] not in ("&", "-", ",")
