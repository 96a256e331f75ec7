"""The interaction model of one shop: its locale's, with the name and the words of the shop."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from skill.echo.lint import LONGEST_VALUE
from skill.echo.model import read_model
from skill.shop.products import Catalog, Query

CATALOG_TYPE = "CatalogProduct"
MOST_WORDS = 1_000
"""Even of 140 characters each they stay far below the 1.5 MB that a model may have."""

# What is added or looked for may be anything; these are about what the shop has sold.
_TAUGHT = {"OrderStatusIntent", "ReorderIntent", "RemoveProductIntent"}
_SLOT = "product"
_PAGE = 500


def build(locale: str, name: str, words: Sequence[str] = ()) -> dict[str, Any]:
    """The locale's model, called by this invocation name; `words` become its slot type.

    It is as good as the name: lint it. Raises LookupError when the locale has no model.
    """
    model = read_model(locale)
    language = model["interactionModel"]["languageModel"]
    language["invocationName"] = name
    if words:
        values = [{"name": {"value": word}} for word in words]
        language["types"] = [*language.get("types", []), {"name": CATALOG_TYPE, "values": values}]
        for slot in _taught_slots(language):
            slot["type"] = CATALOG_TYPE
    return model


def spoken_name(seller: str) -> str:
    """The shop's name as far as it can be written like an invocation name without guessing."""
    plain = seller.lower().replace("\u2019", "'").replace("-", " ")
    return " ".join(plain.split())


def catalog_words(catalog: Catalog) -> list[str]:
    """What the shop sells as it is said, at most 1,000: departments, then products, best first."""
    unlike: dict[str, str] = {}
    for word in _said(catalog):
        unlike.setdefault(word.casefold(), word)
    return list(unlike.values())[:MOST_WORDS]


def _taught_slots(language: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for intent in language["intents"]:
        if intent["name"] in _TAUGHT:
            yield from (slot for slot in intent["slots"] if slot["name"] == _SLOT)


def _said(catalog: Catalog) -> Iterator[str]:
    for name in (*catalog.departments(MOST_WORDS), *_titles(catalog)):
        word = _spoken(name)
        if word and len(word) <= LONGEST_VALUE:
            yield word


def _titles(catalog: Catalog) -> Iterator[str]:
    offset = 0
    while page := catalog.search(Query(""), limit=_PAGE, offset=offset).products:
        yield from (product.spoken_title for product in page)
        offset += len(page)


def _spoken(name: str) -> str:
    """Letters, digits, apostrophes and periods; capitals stay, they tell "TV" from a word."""
    plain = name.replace("\u2019", "'")
    kept = (
        char if char in "'." or unicodedata.category(char)[0] in "LMN" else " " for char in plain
    )
    return " ".join("".join(kept).split())
