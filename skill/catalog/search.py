"""Finding products: every word has to fit, and wishes that nothing meets are let go and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import DocAddress, FieldType, Occur

from skill.catalog import records
from skill.catalog.errors import SnapshotDamaged
from skill.catalog.index import FIELD_BOOSTS, NAMING_FIELDS, open_index, tokens
from skill.catalog.language import language
from skill.shop.products import Found, Product, Query

# Between the best field alone (0) and the sum of all fields (1).
_TIE_BREAKER = 0.3
# A spoken wish is shorter; a longer text is no wish.
_MOST_WORDS = 12
# Prices are compared among products that fit well: the cheapest laptop is not a laptop sticker.
_NEAR_BEST = 0.6
_MOST_COMPARED = 500
_HIGHEST = 2**62


@dataclass(frozen=True, slots=True)
class _Wish:
    """One way to read a query, from all that was asked for to what may be let go."""

    words_met: int
    lowest: int | None
    highest: int | None
    dearest_first: bool = False
    cheapest_first: bool = False
    in_passing: bool = False
    """Whether it is enough that a description happens to hold all the words."""
    relaxed: tuple[str, ...] = ()

    @property
    def about_price(self) -> bool:
        ordered = self.cheapest_first or self.dearest_first
        return ordered or self.lowest is not None or self.highest is not None


class Shelves:
    """The products of one snapshot, found by words, price or id."""

    def __init__(self, folder: Path, currency: str, code: str) -> None:
        self._folder = folder
        self._currency = currency
        self._code = code
        self._quiet = frozenset(tokens(" ".join(language(code).quiet), code))
        index = open_index(folder, code)
        self._schema = index.schema
        self._searcher = index.searcher()

    def search(self, query: Query, limit: int, offset: int) -> Found:
        words = self._words(query.terms)
        if query.terms.strip() and not words:
            return Found(query, confident=False)
        for wish in _wishes(query, len(words)):
            page, total = self._page(words, wish, max(limit, 1), offset)
            if total:
                products = tuple(self._product(address) for address in page)
                confident = wish.words_met * 3 >= len(words) * 2 and not wish.in_passing
                return Found(query, products, total, wish.relaxed, confident)
        return Found(query, confident=False)

    def product(self, product_id: str) -> Product | None:
        by_id = tantivy.Query.term_query(self._schema, "id", product_id)
        hits = self._searcher.search(by_id, 1, count=False).hits
        return self._product(hits[0][1]) if hits else None

    def _words(self, terms: str) -> list[str]:
        words = list(dict.fromkeys(tokens(terms, self._code)))[:_MOST_WORDS]
        return [word for word in words if word not in self._quiet] or words

    def _page(
        self, words: Sequence[str], wish: _Wish, limit: int, offset: int
    ) -> tuple[Sequence[DocAddress], int]:
        matching = self._matching(words, wish)
        if words and wish.about_price:
            near = self._near(matching, wish)
            return near[offset : offset + limit], len(near)
        found = self._searcher.search(
            self._within(matching, wish.lowest, wish.highest), limit, offset=offset, **_order(wish)
        )
        # The count is there, only its type is not.
        return [address for _, address in found.hits], found.count  # type: ignore[attr-defined]

    def _near(self, matching: tantivy.Query, wish: _Wish) -> list[DocAddress]:
        """Those within the price limits that fit nearly as well as the best at any price."""
        best = self._ranked(matching, 1)
        if not best:
            return []
        within = self._within(matching, wish.lowest, wish.highest)
        floor = best[0][0] * _NEAR_BEST
        ranked = self._ranked(within, _MOST_COMPARED)
        near = [address for score, address in ranked if score >= floor]
        if wish.cheapest_first or wish.dearest_first:
            return self._by_price(near, dearest_first=wish.dearest_first)
        return near

    def _by_price(self, addresses: list[DocAddress], *, dearest_first: bool) -> list[DocAddress]:
        """The better fit first where the price is the same."""
        values = self._searcher.fast_field_values("price", addresses)
        prices = [value or 0 for value in values]
        places = sorted(range(len(prices)), key=prices.__getitem__, reverse=dearest_first)
        return [addresses[place] for place in places]

    def _ranked(self, matching: tantivy.Query, limit: int) -> list[tuple[float, DocAddress]]:
        found = self._searcher.search(matching, limit, count=False, weight_by_field="weight")
        return found.hits

    def _matching(self, words: Sequence[str], wish: _Wish) -> tantivy.Query:
        if not words:
            return tantivy.Query.all_query()
        anywhere = [self._word(word, FIELD_BOOSTS) for word in words]
        every = tantivy.Query.boolean_query([(Occur.Must, word) for word in anywhere])
        if len(words) == 1 or wish.in_passing:
            return every
        named = _any_of([self._word(word, NAMING_FIELDS) for word in words])
        if wish.words_met < len(words):
            return _both(_any_of(anywhere, wish.words_met), named)
        return every if self._ranked(_both(every, named), 1) else tantivy.Query.empty_query()

    def _word(self, word: str, names: Iterable[str]) -> tantivy.Query:
        fields = [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, name, word, index_option="freq"),
                FIELD_BOOSTS[name],
            )
            for name in names
        ]
        return tantivy.Query.disjunction_max_query(fields, _TIE_BREAKER)

    def _within(
        self, matching: tantivy.Query, lowest: int | None, highest: int | None
    ) -> tantivy.Query:
        if lowest is None and highest is None:
            return matching
        limits = tantivy.Query.range_query(
            self._schema, "price", FieldType.Integer, lowest, highest
        )
        return _both(matching, limits)

    def _product(self, address: DocAddress) -> Product:
        try:
            record = self._searcher.doc(address)["record"][0]
            return records.load(record, self._currency)
        except (ValueError, KeyError, TypeError) as error:
            raise SnapshotDamaged(self._folder, f"a product cannot be read ({error})") from error


def _any_of(words: Sequence[tantivy.Query], at_least: int = 1) -> tantivy.Query:
    clauses = [(Occur.Should, word) for word in words]
    return tantivy.Query.boolean_query(clauses, minimum_number_should_match=at_least)


def _both(scoring: tantivy.Query, filtering: tantivy.Query) -> tantivy.Query:
    silent = tantivy.Query.const_score_query(filtering, 0.0)
    return tantivy.Query.boolean_query([(Occur.Must, scoring), (Occur.Must, silent)])


def _order(wish: _Wish) -> dict[str, Any]:
    if wish.cheapest_first or wish.dearest_first:
        order = tantivy.Order.Asc if wish.cheapest_first else tantivy.Order.Desc
        return {"order_by_field": "price", "order": order}
    return {"weight_by_field": "weight"}


def _wishes(query: Query, words: int) -> Iterator[_Wish]:
    """All that was asked for, then without price limits, then the same with fewer words.

    At least half of the words stay: less alike is not worth a shopper's time. Where even those
    name nothing, a description that holds all of them is the last resort.
    """
    for words_met in range(words, (words + 1) // 2 - 1, -1):
        relaxed = () if words_met == words else ("terms",)
        for wish in _prices(query, words_met):
            yield replace(wish, relaxed=relaxed + wish.relaxed)
    if words > 1:
        for wish in _prices(query, words):
            yield replace(wish, in_passing=True)


def _prices(query: Query, words_met: int) -> Iterator[_Wish]:
    """As asked; then without the limit that is in the way, the nearest price first."""
    lowest = min(query.min_price.amount, _HIGHEST) if query.min_price else None
    highest = min(query.max_price.amount, _HIGHEST) if query.max_price else None
    yield _Wish(words_met, lowest, highest, cheapest_first=query.cheapest_first)
    if highest is not None:
        yield _Wish(words_met, lowest, None, cheapest_first=True, relaxed=("max_price",))
    if lowest is not None:
        yield _Wish(words_met, None, highest, dearest_first=True, relaxed=("min_price",))
    if lowest is not None and highest is not None:
        yield _Wish(words_met, None, None, cheapest_first=True, relaxed=("max_price", "min_price"))
