"""Amounts of money in spoken words: "two hundred dollars", "nineteen ninety nine", "$50"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from text_to_num import text2num  # type: ignore[import-untyped]

from skill.catalog.language import Language, MoneyWords
from skill.shop.money import Money, minor_digits

# "one thousand two hundred and forty nine dollars and ninety nine cents"
_LONGEST = 12
_DIGITS = re.compile(r"\d{1,9}(?:\.\d{1,3})?")
_SIGNED = re.compile(r"([^\w\s.,]?)(\d[\d.]*)([^\w\s.,]?)")


@dataclass(frozen=True, slots=True)
class Amount:
    money: Money
    named: bool
    """Whether the currency was said: a bare number may be anything."""


@dataclass(frozen=True, slots=True)
class Span:
    size: int
    """How many words the amount has."""
    amount: Amount


def leading(words: Sequence[str], speech: Language, currency: str) -> Span | None:
    """The longest amount that `words` begins with."""
    return _longest((words[:size] for size in _sizes(words)), speech, currency)


def trailing(words: Sequence[str], speech: Language, currency: str) -> Span | None:
    """The longest amount that `words` ends with."""
    return _longest((words[-size:] for size in _sizes(words)), speech, currency)


def amount(words: Sequence[str], speech: Language, currency: str) -> Amount | None:
    """All the words as one amount of the shop's currency, or None."""
    names = speech.money(currency)
    words, signed = _without_sign(words, names)
    major, cents, said = _parts(words, names, speech)
    if said and len(major) == 1 and major[0] in speech.articles:
        major = ["1"]
    whole = _number(major, speech) if major else Decimal(0)
    hundredths = _integer(cents, speech) if cents else 0
    if whole is None or hundredths is None or not (major or cents):
        return None
    if hundredths >= 100 and major:
        return None
    exact = whole + Decimal(hundredths) / 100
    step = Decimal(1).scaleb(-minor_digits(currency))
    rounded = exact.quantize(step, ROUND_HALF_UP)
    return Amount(Money.parse(str(rounded), currency), signed or said)


def _sizes(words: Sequence[str]) -> range:
    return range(min(_LONGEST, len(words)), 0, -1)


def _longest(candidates: Iterable[Sequence[str]], speech: Language, currency: str) -> Span | None:
    for words in candidates:
        if found := amount(words, speech, currency):
            return Span(len(words), found)
    return None


def _without_sign(words: Sequence[str], names: MoneyWords) -> tuple[Sequence[str], bool]:
    """Read "$50" and "50€" as 50; a sign of another currency stays and is no number."""
    match = _SIGNED.fullmatch(words[0])
    if match and names.words.intersection((match[1], match[3])):
        return [match[2], *words[1:]], True
    return words, False


def _parts(
    words: Sequence[str], names: MoneyWords, speech: Language
) -> tuple[Sequence[str], Sequence[str], bool]:
    """The words before the currency, those of the cents, and whether a currency was said."""
    for at, word in enumerate(words):
        if word in names.words:
            return words[:at], _cents(words[at + 1 :], names, speech), True
    if words[-1] in names.cents:
        return (), words[:-1], True
    return words, (), False


def _cents(words: Sequence[str], names: MoneyWords, speech: Language) -> Sequence[str]:
    words = words[1:] if words and words[0] == speech.joiner else words
    return words[:-1] if words and words[-1] in names.cents else words


def _number(words: Sequence[str], speech: Language) -> Decimal | None:
    if len(words) == 1 and _DIGITS.fullmatch(words[0]):
        return Decimal(words[0])
    whole = _integer(words, speech)
    return Decimal(whole) if whole is not None else _price_tag(words, speech)


def _price_tag(words: Sequence[str], speech: Language) -> Decimal | None:
    """Read "nineteen ninety nine" as 19.99, but "two fifty" as 250: few things have no tens."""
    for at in range(1, len(words)):
        left, right = _integer(words[:at], speech), _integer(words[at:], speech)
        if left and right and 10 <= right <= 99:
            return Decimal(left * 100 + right) if left < 10 else left + Decimal(right) / 100
    return None


def _integer(words: Sequence[str], speech: Language) -> int | None:
    words = words[1:] if len(words) > 1 and words[0] in speech.articles else words
    # text2num reads "fifty and two hundred" as 5200.
    joined = (before for before, word in pairwise(words) if word == speech.joiner)
    if any(before not in speech.scales for before in joined):
        return None
    text = " ".join(words)
    if text.isdecimal():
        return int(text) if len(text) <= 9 else None
    try:
        return int(text2num(text, speech.code))
    except ValueError:
        return None
