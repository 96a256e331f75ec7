"""Finding products, walking through them, and hearing about one."""

from __future__ import annotations

from dataclasses import replace

from skill.shop.callbacks import CallbackReason
from skill.shop.money import Money
from skill.shop.products import Found, Product, Query
from skill.shop.shop import Shop
from skill.talk import choosing
from skill.talk.act import Act
from skill.talk.conversation import (
    AddThis,
    AnythingElse,
    Conversation,
    Shelf,
    WantsCallback,
    WhatNext,
    WhichOne,
)
from skill.talk.turn import Reply, ShowProducts, Turn

AT_A_TIME = 3
_EMPTY_SEARCHES = 2


class Offer(Act):
    position: int
    name: str
    price: Money


class Offers(Act):
    heard: str
    total: int
    items: tuple[Offer, ...]


class MoreOffers(Act):
    items: tuple[Offer, ...]


class OnlyOffer(Act):
    name: str
    price: Money


class NothingFound(Act):
    heard: str


class NothingUnder(Act):
    limit: Money


class NothingOver(Act):
    limit: Money


class OnlyLike(Act):
    """Nothing is quite what was asked for; what follows comes close."""

    heard: str


class TheseCostLess(Act):
    pass


class NothingCheaper(Act):
    price: Money


class NoMore(Act):
    """The last page has been read."""


class NothingBefore(Act):
    """This is the first page."""


class Departments(Act):
    names: tuple[str, ...]


def search(turn: Turn, shop: Shop) -> Reply:
    return look_for(turn.slots.get("query", ""), turn.conversation, shop)


def look_for(
    phrase: str, conversation: Conversation, shop: Shop, wanted: WhichOne | None = None
) -> Reply:
    """Search for a spoken phrase and offer the first few; `wanted` is what to do with one."""
    if not phrase:
        return Reply(ask=WhatNext(), keep=conversation)
    found = shop.catalog.search(shop.catalog.understand(phrase), limit=AT_A_TIME)
    if not found.products:
        return _nothing(phrase, conversation)
    return _offer(found, phrase, 0, conversation, shop, wanted or WhichOne())


def departments(turn: Turn, shop: Shop) -> Reply:
    names = shop.catalog.departments(AT_A_TIME + 1)
    return Reply((Departments(names),), WhatNext(), turn.conversation)


def following(turn: Turn, shop: Shop) -> Reply:
    return _page(turn, shop, +AT_A_TIME, NoMore())


def previous(turn: Turn, shop: Shop) -> Reply:
    """Back from one product to the list it was on, or back a page."""
    back = 0 if turn.conversation.focus else -AT_A_TIME
    return _page(turn, shop, back, NothingBefore())


def cheaper(turn: Turn, shop: Shop) -> Reply:
    """Like the last search, but below the price of the product at hand or of all on offer."""
    shelf = turn.conversation.shelf
    seen = _seen(turn.conversation, shop)
    if shelf is None or not seen:
        return choosing.nothing_offered(turn)
    cheapest = min(product.price for product in seen)
    query = replace(shelf.query, max_price=Money(cheapest.amount - 1, cheapest.currency))
    found = shop.catalog.search(query, limit=AT_A_TIME)
    if not found.products or found.relaxed:
        return Reply((NothingCheaper(cheapest),), _again(turn.conversation), turn.conversation)
    return _offer(found, shelf.heard, 0, turn.conversation, shop, WhichOne(), TheseCostLess())


def _offer(
    found: Found,
    heard: str,
    offset: int,
    conversation: Conversation,
    shop: Shop,
    ask: WhichOne,
    *first: Act,
) -> Reply:
    shelf = Shelf(heard, found.query, tuple(product.id for product in found.products), offset)
    keep = replace(conversation, shelf=shelf, focus="", empty_searches=0)
    notes = (*first, *_notes(found, heard))
    if found.total == 1:
        return _only(found.products[0], heard, keep, shop, ask.quantity, *notes)
    items = tuple(
        Offer(position, product.spoken_title, product.price)
        for position, product in enumerate(found.products, start=1)
    )
    ask = replace(ask, more=offset + len(items) < found.total)
    offers = MoreOffers(items) if offset or notes else Offers(heard, found.total, items)
    return Reply((*notes, offers), ask, keep, ShowProducts(heard, found.products))


def _only(
    product: Product, heard: str, keep: Conversation, shop: Shop, quantity: int, *notes: Act
) -> Reply:
    """The one product that was found, which is the one at hand from here on."""
    keep, show = replace(keep, focus=product.id), ShowProducts(heard, (product,))
    left = shop.stock.on_hand([product.id]).get(product.id)
    if choosing.is_sold_out(product, left):
        return Reply((*notes, choosing.SoldOut(product.spoken_title)), AnythingElse(), keep, show)
    only = OnlyOffer(product.spoken_title, product.price)
    say = (*notes, only, *choosing.warning("hear", product, left))
    return Reply(say, AddThis(product.id, quantity), keep, show)


def _notes(found: Found, heard: str) -> tuple[Act, ...]:
    """What the results are not, said before them."""
    query = found.query
    if "max_price" in found.relaxed and query.max_price:
        return (NothingUnder(query.max_price),)
    if "min_price" in found.relaxed and query.min_price:
        return (NothingOver(query.min_price),)
    return () if found.confident else (OnlyLike(heard),)


def _nothing(phrase: str, conversation: Conversation) -> Reply:
    empty = conversation.empty_searches + 1
    # What was at hand before is not what "it" means now.
    keep = replace(conversation, empty_searches=empty, shelf=None, focus="")
    say = (NothingFound(phrase),)
    if empty >= _EMPTY_SEARCHES:
        return Reply(say, WantsCallback(CallbackReason.PRODUCT_NOT_FOUND), keep)
    return Reply(say, WhatNext(), keep)


def _page(turn: Turn, shop: Shop, step: int, at_the_end: Act) -> Reply:
    shelf = turn.conversation.shelf
    if shelf is None:
        return choosing.nothing_offered(turn)
    offset = shelf.offset + step
    found = _from(shelf.query, offset, shop)
    if found is None:
        return Reply((at_the_end,), _again(turn.conversation), turn.conversation)
    return _offer(found, shelf.heard, offset, turn.conversation, shop, WhichOne())


def _from(query: Query, offset: int, shop: Shop) -> Found | None:
    if offset < 0:
        return None
    found = shop.catalog.search(query, limit=AT_A_TIME, offset=offset)
    return found if found.products else None


def _seen(conversation: Conversation, shop: Shop) -> list[Product]:
    shelf = conversation.shelf
    ids = (conversation.focus,) if conversation.focus else shelf.product_ids if shelf else ()
    return [product for id in ids if (product := shop.catalog.product(id))]


def _again(conversation: Conversation) -> AddThis | WhichOne:
    if conversation.focus:
        return AddThis(conversation.focus)
    return conversation.question if isinstance(conversation.question, WhichOne) else WhichOne()
