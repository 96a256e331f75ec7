"""Understanding a spoken wish: "any waterproof jackets under fifty dollars please"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from skill.catalog import amounts
from skill.catalog.language import Language, Phrases, language
from skill.shop.money import Money
from skill.shop.products import Query

# Nobody says more in one breath.
_MOST_WORDS = 40
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MARKS = re.compile(r"[,;:!?()\"]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Limit:
    """A price limit and where it stands in the words."""

    start: int
    end: int
    lowest: Money | None = None
    highest: Money | None = None


def understand(phrase: str, currency: str, code: str = "en") -> Query:
    """The words to look for, and the wishes about the price that stood among them.

    A limit includes its own amount: 50.00 is offered for "under fifty dollars".
    """
    speech = language(code)
    words = _words(phrase)
    lowest = highest = None
    while limit := _first_limit(words, speech, currency):
        lowest, highest = limit.lowest or lowest, limit.highest or highest
        words = [*words[: limit.start], *words[limit.end :]]
    kept = _without(words, speech.cheapest)
    return Query(
        terms=" ".join(_trimmed(kept, speech)),
        min_price=lowest,
        max_price=highest,
        cheapest_first=len(kept) < len(words),
    )


def _words(phrase: str) -> list[str]:
    text = phrase.lower().replace("\u2019", "'")
    return _MARKS.sub(" ", _THOUSANDS.sub("", text)).split()[:_MOST_WORDS]


def _first_limit(words: Sequence[str], speech: Language, currency: str) -> _Limit | None:
    for at in range(len(words)):
        limit = (
            _between(words, at, speech, currency)
            or _limit_before(words, at, speech, currency)
            or _limit_after(words, at, speech, currency)
        )
        if limit:
            lead_in = speech.limits.lead_in.trailing(words[: limit.start])
            return _Limit(limit.start - lead_in, limit.end, limit.lowest, limit.highest)
    return None


def _limit_before(words: Sequence[str], at: int, speech: Language, currency: str) -> _Limit | None:
    """The limit stands before the amount: "under fifty dollars"."""
    said = speech.limits
    for phrases, needs_currency, is_below in (
        (said.below, False, True),
        (said.above, False, False),
        (said.below_with_currency, True, True),
        (said.above_with_currency, True, False),
    ):
        size = phrases.leading(words[at:])
        span = amounts.leading(words[at + size :], speech, currency) if size else None
        if span:
            end = at + size + span.size
            bare = not needs_currency and _sounds_complete(words[end:], speech)
            if span.amount.named or bare:
                return _limit(at, end, span.amount.money, is_below=is_below)
    return None


def _limit_after(words: Sequence[str], at: int, speech: Language, currency: str) -> _Limit | None:
    """The amount stands before the limit: "fifty dollars or less"."""
    for phrases, is_below in ((speech.limits.then_below, True), (speech.limits.then_above, False)):
        size = phrases.leading(words[at:])
        span = amounts.trailing(words[:at], speech, currency) if size else None
        if span and span.amount.named:
            return _limit(at - span.size, at + size, span.amount.money, is_below=is_below)
    return None


def _between(words: Sequence[str], at: int, speech: Language, currency: str) -> _Limit | None:
    """Both: in "between one hundred and two hundred dollars" every "and" may part the two."""
    start = at + speech.limits.between.leading(words[at:])
    found: list[_Limit] = []
    for joint in range(start + 1, len(words) if start > at else 0):
        if words[joint] not in speech.limits.joiners:
            continue
        low = amounts.amount(words[start:joint], speech, currency)
        span = amounts.leading(words[joint + 1 :], speech, currency)
        if low and span:
            end = joint + 1 + span.size
            if span.amount.named or _sounds_complete(words[end:], speech):
                lowest, highest = sorted((low.money, span.amount.money))
                found.append(_Limit(at, end, lowest, highest))
    return max(found, key=lambda limit: limit.end, default=None)


def _limit(start: int, end: int, money: Money, *, is_below: bool) -> _Limit:
    if is_below:
        return _Limit(start, end, highest=money)
    return _Limit(start, end, lowest=money)


def _sounds_complete(following: Sequence[str], speech: Language) -> bool:
    """Whether a bare number was a price: "under fifty" was, "under fifty inches" was not."""
    return not following or speech.limits.go_on.leading(following) > 0


def _without(words: Sequence[str], phrases: Phrases) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        size = phrases.leading(words[at:])
        kept += words[at : at + 1] if not size else []
        at += max(size, 1)
    return kept


def _trimmed(words: list[str], speech: Language) -> list[str]:
    while size := speech.before.leading(words):
        words = words[size:]
    while size := speech.after.trailing(words):
        words = words[:-size]
    return [] if speech.anything.leading(words) == len(words) else words
