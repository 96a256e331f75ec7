"""The search index of a snapshot: how products become documents, and words become tokens."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tantivy import (
    Document,
    Filter,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from skill.catalog import records
from skill.catalog.language import Language, language
from skill.shop.products import Availability, Product

# Tuned with benchmarks/relevance.py on a broad plateau: doubling one of them moves NDCG by < .01.
FIELD_BOOSTS = {
    "title": 4.0,
    "type": 2.0,
    "brand": 1.5,
    "description": 1.5,
    "numbers": 1.0,
    "details": 0.3,
}
NAMING_FIELDS = ("title", "type", "brand", "numbers")
"""The fields that say what a product is, and not just something about it."""
_LONGEST_TOKEN = 60
_WRITER_MEMORY = 64_000_000
_STEMMERS = {"en": "english"}
# A score is multiplied by log2(2 + weight): what is out of stock loses a fifth.
_WEIGHT_IN_STOCK, _WEIGHT_OUT_OF_STOCK = 1.0, 0.4
_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
_NUMBER_DETAILS = ("mpn", "gtin", "item group id")


class IndexBuilder:
    """Writes products into an empty folder; nothing counts before `finish`."""

    def __init__(self, folder: Path, code: str) -> None:
        self._language = language(code)
        index = Index(_schema(), str(folder))
        index.register_tokenizer("words", analyzer(code))
        # One thread keeps the feed's order, which breaks the ties of a search.
        self._writer = index.writer(_WRITER_MEMORY, num_threads=1)

    def add(self, product: Product) -> None:
        self._writer.add_document(_document(product, self._language))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


def open_index(folder: Path, code: str) -> Index:
    """Open it memory-mapped; raises ValueError when tantivy cannot read it."""
    index = Index.open(str(folder))
    index.register_tokenizer("words", analyzer(code))
    # A snapshot never changes, so nothing has to watch its files.
    index.config_reader(reload_policy="manual")
    return index


@cache
def analyzer(code: str) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (Filter.remove_long(_LONGEST_TOKEN), Filter.lowercase(), Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.filter(Filter.stemmer(_STEMMERS[code])).build()


def tokens(text: str, code: str) -> list[str]:
    return analyzer(code).analyze(plain(text))


def plain(text: str) -> str:
    """Without the possessive: shoppers and titles agree on "men" alone."""
    return _POSSESSIVE.sub("", text)


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in FIELD_BOOSTS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    builder.add_integer_field("price", indexed=True, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _document(product: Product, speech: Language) -> Document:
    document = Document()
    document.add_text("id", product.id)
    for name, text in _texts(product, speech).items():
        document.add_text(name, plain(text))
    document.add_integer("price", product.price.amount)
    sold_out = product.availability is Availability.OUT_OF_STOCK
    document.add_float("weight", _WEIGHT_OUT_OF_STOCK if sold_out else _WEIGHT_IN_STOCK)
    document.add_bytes("record", records.dump(product))
    return document


def _texts(product: Product, speech: Language) -> dict[str, str]:
    details = dict(product.details)
    numbers = [product.id, *(details.pop(name, "") for name in _NUMBER_DETAILS)]
    gender = speech.gender.get(details.get("gender", "").lower(), "")
    return {
        "title": _with_spoken(product),
        "type": " ".join([*product.product_type, gender]),
        "brand": product.brand,
        "description": product.description,
        "numbers": " ".join(numbers),
        "details": " ".join(f"{name} {value}" for name, value in details.items()),
    }


def _with_spoken(product: Product) -> str:
    """The title, and what the merchant's own spoken name adds to it."""
    title = product.title.lower()
    added = [word for word in product.spoken_title.split() if word.lower() not in title]
    return " ".join([product.title, *added])
