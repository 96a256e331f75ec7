"""What the catalog knows of a language: fillers, limits, words of money; one TOML file each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


class Phrases:
    """A set of phrases of one or more words, found at an end of a list of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(tuple(phrase.split()) for phrase in phrases)
        self._first = frozenset(phrase[0] for phrase in self._phrases)
        self._last = frozenset(phrase[-1] for phrase in self._phrases)
        self._longest = max(map(len, self._phrases), default=0)

    def __contains__(self, word: object) -> bool:
        return (word,) in self._phrases

    def leading(self, words: Sequence[str]) -> int:
        """How many words the longest phrase has that `words` begins with."""
        if not words or words[0] not in self._first:
            return 0
        return next((size for size in self._sizes(words) if self._is(words[:size])), 0)

    def trailing(self, words: Sequence[str]) -> int:
        """How many words the longest phrase has that `words` ends with."""
        if not words or words[-1] not in self._last:
            return 0
        return next((size for size in self._sizes(words) if self._is(words[-size:])), 0)

    def _sizes(self, words: Sequence[str]) -> range:
        return range(min(self._longest, len(words)), 0, -1)

    def _is(self, words: Sequence[str]) -> bool:
        return tuple(words) in self._phrases


@dataclass(frozen=True, slots=True)
class Limits:
    """How price limits are said."""

    below: Phrases
    above: Phrases
    between: Phrases
    joiners: Phrases
    below_with_currency: Phrases
    above_with_currency: Phrases
    then_below: Phrases
    then_above: Phrases
    lead_in: Phrases
    go_on: Phrases


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What a currency and its hundredth are called."""

    words: frozenset[str] = frozenset()
    cents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    before: Phrases
    after: Phrases
    anything: Phrases
    cheapest: Phrases
    quiet: tuple[str, ...]
    dangling: Phrases
    units: Phrases
    limits: Limits
    articles: Phrases
    joiner: str
    """Between the words of one amount: the "and" of "ten dollars and fifty cents"."""
    scales: Phrases
    gender: Mapping[str, str]
    _money: Mapping[str, MoneyWords]

    def money(self, currency: str) -> MoneyWords:
        """Words of the currency; none for one the language file does not name."""
        return self._money.get(currency, MoneyWords())


@cache
def language(code: str) -> Language:
    """Read `languages/<code>.toml` once."""
    # importlib.resources would cost a cold start 10 ms.
    path = Path(__file__).with_name("languages") / f"{code}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    lists = ("before", "after", "anything", "cheapest", "dangling", "units")
    return Language(
        code=code,
        **{name: Phrases(data[name]) for name in lists},
        quiet=tuple(data["quiet"]),
        limits=Limits(**{name: Phrases(phrases) for name, phrases in data["limits"].items()}),
        articles=Phrases(data["numbers"]["articles"]),
        joiner=data["numbers"]["joiner"],
        scales=Phrases(data["numbers"]["scales"]),
        gender=data["gender"],
        _money=_money_words(data["money"]),
    )


def _money_words(tables: Iterable[Mapping[str, Any]]) -> dict[str, MoneyWords]:
    return {
        currency: MoneyWords(frozenset(table["words"]), frozenset(table["cents"]))
        for table in tables
        for currency in table["currencies"]
    }
