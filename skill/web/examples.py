"""What people may say to try the shop: buttons on the pretend Echo's page."""

from __future__ import annotations

from dataclasses import dataclass

from skill.shop.shop import Shop

_WISHES = ("a leather backpack", "scented candles", "a lamp under fifty dollars")


@dataclass(frozen=True, slots=True)
class Topic:
    title: str
    utterances: tuple[str, ...]


def topics(shop: Shop, invocation: str) -> tuple[Topic, ...]:
    """Utterances by topic; what is looked for is on the shelves, unless nothing is."""
    finds = tuple(f"find {wish}" for wish in _wishes(shop))
    return (
        Topic("Begin", (f"open {invocation}", "what do you sell", "help")),
        Topic("Look for something", (*finds, "something cheaper", "what else do you have")),
        Topic("Choose", ("the second one", "tell me more", "is it in stock")),
        Topic("Buy", ("add it to my basket", "what's in my basket", "check out")),
        Topic("Afterwards", ("where is my order", "reorder my last order")),
        Topic("Have a person call", ("I want to talk to a person", "when will you call me")),
    )


def _wishes(shop: Shop) -> tuple[str, ...]:
    return tuple(wish for wish in _WISHES if _is_sold(wish, shop)) or shop.catalog.departments(3)


def _is_sold(wish: str, shop: Shop) -> bool:
    found = shop.catalog.search(shop.catalog.understand(wish), limit=1)
    return bool(found.products) and found.confident and not found.relaxed
