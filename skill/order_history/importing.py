"""Keeping the orders of a history: each goes in whole or stays out whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from skill.catalog.checks import Problem
from skill.order_history.rows import Bought, Reading, rows
from skill.shop.checkout import Fulfillment, Total, TotalType
from skill.shop.facts import ShopFacts
from skill.shop.money import Money
from skill.shop.orders import Order, OrderEvent
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    source: str
    rows: int
    added: int
    known: int
    """Orders that were there already; they stay as they are."""
    left_out: int
    """Orders with a problem in one of their rows."""
    new_shoppers: int
    not_for_sale: tuple[str, ...]
    """Ids of products that cannot be ordered again: the live catalog does not have them."""
    problems: tuple[Problem, ...]


def import_orders(file: Path, shop: Shop) -> Imported:
    """Keep the orders that are not there yet, and add the shoppers who are not known.

    Raises HistoryUnreadable.
    """
    drafts = _drafts(file, shop)
    whole = {id: draft.rows for id, draft in drafts.items() if not draft.problems}
    kept = [_keep(id, rows, shop) for id, rows in whole.items()]
    bought = {row.product_id for rows in whole.values() for row in rows}
    return Imported(
        source=file.name,
        rows=sum(draft.read for draft in drafts.values()),
        added=sum(added for added, _ in kept),
        known=sum(not added for added, _ in kept),
        left_out=len(drafts) - len(whole),
        new_shoppers=sum(new for _, new in kept),
        not_for_sale=tuple(sorted(id for id in bought if not shop.catalog.product(id))),
        problems=tuple(problem for draft in drafts.values() for problem in draft.problems),
    )


@dataclass(slots=True)
class _Draft:
    """An order while its rows are read."""

    rows: list[Bought] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0

    def take(self, reading: Reading) -> None:
        self.read += 1
        row = reading.row()
        if row:
            reading.compare(row, (self.rows or [row])[0])
            self.rows.append(row)
        self.problems += reading.problems


def _drafts(file: Path, shop: Shop) -> Mapping[str, _Draft]:
    """The orders by their id in the file, in the order of their first rows."""
    drafts: dict[str, _Draft] = defaultdict(_Draft)
    now, order_id = shop.clock(), ""
    for row in rows(file):
        # A row without an id may belong to the order above, which then is not whole without it.
        order_id = row.cells["order_id"] or order_id
        drafts[order_id].take(Reading(row, shop.facts, now))
    return drafts


def _keep(id: str, rows: Sequence[Bought], shop: Shop) -> tuple[bool, bool]:
    """Whether the order was added, and whether its shopper was."""
    email = rows[0].email
    known = shop.shoppers.by_email(email)
    shopper = known or shop.shoppers.add(Shopper(shop.new_id(), email))
    return shop.orders.add(_order(f"import_{id}", rows, shopper, shop.facts)), not known


def _order(id: str, rows: Sequence[Bought], shopper: Shopper, facts: ShopFacts) -> Order:
    first = rows[0]
    lines = tuple(row.line_item(f"li_{place}") for place, row in enumerate(rows, start=1))
    total = sum((line.total for line in lines), Money.zero(facts.currency))
    return Order(
        id=id,
        shopper_id=shopper.id,
        checkout_id=id,
        placed_at=first.placed_at,
        line_items=lines,
        totals=(Total(TotalType.SUBTOTAL, total), Total(TotalType.TOTAL, total)),
        fulfillment=_arrived(facts, first.placed_at.astimezone(facts.hours.zone).date()),
        events=(OrderEvent(first.status, first.placed_at),),
    )


def _arrived(facts: ShopFacts, day: date) -> Fulfillment:
    """How the goods came is not in the file: the shop's first way stands for it."""
    rule = facts.delivery[0]
    return Fulfillment(rule.id, rule.type, rule.title, day, day)
