"""Phone numbers as they are said, dialled and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.phones import dialable, national


@pytest.mark.parametrize(
    ("spoken", "country", "dialled"),
    [
        ("2065550123", "US", "+12065550123"),
        ("12065550123", "US", "+12065550123"),
        ("+12065550123", "US", "+12065550123"),
        ("206 555 0123", "US", "+12065550123"),
        ("(206) 555-0123", "US", "+12065550123"),
        ("6045550123", "CA", "+16045550123"),
        ("02079460123", "GB", "+442079460123"),
        ("07400123456", "GB", "+447400123456"),
        ("030123456", "DE", "+4930123456"),
        ("0312345678", "JP", "+81312345678"),
    ],
)
def test_digits_said_in_a_country_are_a_number_of_that_country(
    spoken: str, country: str, dialled: str
) -> None:
    assert dialable(spoken, country) == dialled


@pytest.mark.parametrize(
    "spoken",
    [
        "",
        "?",
        "5",
        "911",
        "5550123",
        "206555012",
        "20655501234",
        "1065550123",
        "call me",
        "0" * 300,
    ],
)
def test_what_cannot_be_dialled_is_no_number(spoken: str) -> None:
    assert dialable(spoken, "US") is None


@pytest.mark.parametrize(
    ("spoken", "country"),
    [
        ("+442079460123", "US"),
        ("011442079460123", "US"),
        ("+16045550123", "US"),  # Canada has the same country code
        ("+12065550123", "CA"),
        ("+18765550123", "US"),  # and so has Jamaica, at another price
        ("+12065550123", "GB"),
    ],
)
def test_a_number_of_another_country_is_refused(spoken: str, country: str) -> None:
    assert dialable(spoken, country) is None


@pytest.mark.parametrize(
    ("phone", "grouped"),
    [
        ("+12065550123", "(206) 555-0123"),
        ("+442079460123", "020 7946 0123"),
        ("+81312345678", "03-1234-5678"),
    ],
)
def test_a_number_is_grouped_as_in_its_country(phone: str, grouped: str) -> None:
    assert national(phone) == grouped


@given(st.text())
def test_any_text_is_a_number_in_e164_or_none(spoken: str) -> None:
    number = dialable(spoken, "US")
    assert number is None or (
        number.startswith("+1") and number[1:].isascii() and len(number) == 12
    )


@given(st.integers(2, 9), st.integers(0, 9_999))
def test_what_is_dialled_is_dialled_again(area: int, line: int) -> None:
    number = dialable(f"20{area}555{line:04}", "US")
    assert number is None or dialable(number, "US") == number
    assert number is None or dialable(national(number), "US") == number
