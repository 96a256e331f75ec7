"""Which of several named things somebody means by a few words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from skill.shop.shop import Shop

_ENDINGS = 2
"""Words that differ only in their last two letters are taken for one: plurals, cases."""
_SHORTEST = 3


def mentioned(phrase: str, names: Sequence[str]) -> list[int]:
    """The positions of the names that share the most words with the phrase; [] when none do."""
    wanted = _words(phrase)
    scores = [
        sum(any(_alike(word, other) for other in _words(name)) for word in wanted) for name in names
    ]
    best = max(scores, default=0)
    return [position for position, score in enumerate(scores) if score == best > 0]


def describe(product_id: str, name: str, shop: Shop) -> str:
    """All words somebody might use for a product: its name and what kind of thing it is."""
    product = shop.catalog.product(product_id)
    return " ".join((name, product.title, *product.product_type)) if product else name


def _words(text: str) -> list[str]:
    spaced = "".join(letter if _of_a_word(letter) else " " for letter in text.casefold())
    return [word for word in spaced.split() if len(word) >= _SHORTEST]


def _of_a_word(letter: str) -> bool:
    """Letters, digits, and the vowel signs of scripts that write them as marks."""
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def _alike(one: str, other: str) -> bool:
    stem = max(_SHORTEST, min(len(one), len(other)) - _ENDINGS + 1)
    return one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _ENDINGS
