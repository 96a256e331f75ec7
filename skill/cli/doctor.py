"""`hawker doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import click

from skill import app, merchant
from skill.catalog import pointer, snapshot, versions
from skill.catalog.errors import CatalogError
from skill.cli.printing import print_table
from skill.echo.lint import lint
from skill.echo.model import invocation_name, locales, read_model
from skill.settings import Settings
from skill.stores.errors import ShopTomlWrong, StoreError
from skill.stores.shop_toml import read_shop
from skill.stores.sqlite import Database


class State(StrEnum):
    WELL = "well"
    NOTE = "note"
    """Hawker works; something may still be wanted."""
    WRONG = "wrong"


Look = tuple[State, str]


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    state: State
    text: str


@click.command("doctor")
def command() -> None:
    """Look whether everything is well, and say what to do where it is not.

    Reads every byte of the live catalog and of the store. Exits with 1 when something is wrong.
    """
    findings = list(_findings(Settings.read()))
    rows = ((finding.about, finding.state.value, finding.text) for finding in findings)
    print_table((), rows)
    if any(finding.state is State.WRONG for finding in findings):
        raise click.exceptions.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    basics = [_look(*basic, settings) for basic in _BASICS]
    yield from basics
    if all(finding.state is not State.WRONG for finding in basics):
        yield from (_look(*detail, settings) for detail in _DETAILS)
    yield from (_look(*other, settings) for other in _OTHERS)


def _look(about: str, look: Callable[[Settings], Look], settings: Settings) -> Finding:
    try:
        return Finding(about, *look(settings))
    except (CatalogError, ShopTomlWrong, StoreError) as error:
        return Finding(about, State.WRONG, str(error))


def _home(settings: Settings) -> Look:
    if not settings.home.is_dir():
        return State.WRONG, f"{settings.home} does not exist. `hawker init` makes it."
    return State.WELL, str(settings.home)


def _shop_toml(settings: Settings) -> Look:
    facts = read_shop(settings.shop_file)
    ways = ", ".join(rule.title for rule in facts.delivery)
    return State.WELL, f"{facts.name}, {facts.currency}, {facts.hours.zone}; {ways}"


def _store(settings: Settings) -> Look:
    if not settings.database.exists():
        return State.WRONG, f"{settings.database} does not exist. `hawker init` makes it."
    (verdict,) = Database.open(settings.database).one("PRAGMA quick_check(1)")
    if verdict != "ok":
        return State.WRONG, (
            f"{settings.database} is damaged ({verdict}). Stop Hawker, move it aside with its -wal "
            "and -shm files and put a backup in its place."
        )
    return State.WELL, str(settings.database)


def _catalog(settings: Settings) -> Look:
    live = next((one for one in versions.versions(settings.catalog) if one.live), None)
    if live is None:
        return State.WRONG, "Nothing is for sale. `hawker catalog publish FEED` changes that."
    manifest = snapshot.verify(pointer.place(settings.catalog, live.name))
    age = app.now() - datetime.fromisoformat(manifest.created)
    published = f"published {age.days} days ago" if age.days else "published today"
    return State.WELL, f"{manifest.products:,} products from {manifest.source}, {published}"


def _stock(settings: Settings) -> Look:
    shop = app.open_shop(settings)
    counts = merchant.counts(shop)
    if len(shop.stock.on_hand(counts)) < len(counts):
        return State.WRONG, (
            "Some products have a quantity in the feed but no count, so they never sell out: "
            "publishing was cut short. Publish the feed again."
        )
    return State.WELL, f"{len(counts):,} products are counted"


def _models(settings: Settings) -> Look:
    unwell = [locale for locale in locales() if lint(read_model(locale))]
    if unwell:
        return State.WRONG, f"{', '.join(unwell)}: `hawker models check` says what is wrong."
    return State.WELL, ", ".join(locales())


def _name(settings: Settings) -> Look:
    seller = read_shop(settings.shop_file).name
    names = {invocation_name(read_model(locale)) for locale in locales()}
    if seller.casefold() not in names:
        return State.NOTE, (
            f"Shoppers say {' or '.join(map(repr, sorted(names)))}, the seller is {seller!r}: "
            "Amazon asks that they match. Change invocationName in interaction_models."
        )
    return State.WELL, f"shoppers say {seller.casefold()!r}"


def _skill_ids(settings: Settings) -> Look:
    if not settings.skill_ids:
        return State.NOTE, (
            "HAWKER_SKILL_ID is not set: only the pretend Echo is answered. Set it to your skill's "
            "id from the Alexa developer console."
        )
    return State.WELL, ", ".join(sorted(settings.skill_ids))


_BASICS = (("home", _home), ("shop.toml", _shop_toml), ("store", _store), ("catalog", _catalog))
_DETAILS = (("stock", _stock), ("name", _name))
_OTHERS = (("model", _models), ("skill id", _skill_ids))
