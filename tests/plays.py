"""Golden dialogues: plays performed by the pretend Echo, the whole skill and a real home.

A play is a YAML file that reads like a script; docs/adding_an_intent.md shows one. Lines:

    - you: find a kettle          what the shopper says; "..." is silence
    - touch: JP-0045              the row of that product is touched
    - alexa: I found four. ...    what is heard, down to the last word
      card: ... / screen: ... / ends: true / reprompt: ...   whatever else comes of it
    - meanwhile: {...}            what happens offstage; see `Stage`
"""

from __future__ import annotations

import csv
import itertools
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from skill.app import open_shop, skill_of
from skill.catalog.publish import publish
from skill.echo.echo import Echo
from skill.echo.heard import Heard
from skill.echo.services import CustomerServices
from skill.echo.understanding import Understanding
from skill.settings import Settings
from skill.shop.orders import OrderEvent, OrderStatus
from skill.shop.shop import Shop
from skill.shop.shoppers import Address, Shopper

HERE = ZoneInfo("America/Los_Angeles")
SKILL_ID = "amzn1.ask.skill.play"
SAMPLE = Path(__file__).parent.parent / "skill" / "sample_shop"
SAM = Shopper(
    "sam",
    "sam@example.com",
    "Sam Taylor",
    Address("12 Lawrence Street", "Port Townsend", "98368", "WA", "US"),
)
PAT = Shopper("pat", "pat@example.com")
"""Linked, with no address: what Pat buys is collected."""


@dataclass
class Clock:
    """A Tuesday at ten in the morning, until somebody lets time pass."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 10, tzinfo=HERE))

    def __call__(self) -> datetime:
        return self.now


def make_home(home: Path, clock: Clock) -> None:
    """The sample shop, published."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLE / "shop.toml", home)
    shop = open_shop(Settings.read({"HAWKER_HOME": str(home)}), clock=clock)
    stock_up(home, SAMPLE / "catalog.tsv", shop)


def stock_up(home: Path, feed: Path, shop: Shop) -> None:
    report = publish(feed, home / "catalog", shop.facts.currency, shop.clock, force=True)
    assert report.version, report.held
    with feed.open(encoding="utf-8", newline="") as rows:
        counts = ((row["id"], row["quantity"]) for row in csv.DictReader(rows, delimiter="\t"))
        shop.stock.load([(id, int(quantity)) for id, quantity in counts if quantity])


class Stage:
    """A home of its own, one device, and what can happen offstage."""

    def __init__(self, home: Path, understanding: Understanding, play: Mapping[str, Any]) -> None:
        self.home = home
        self.clock = Clock()
        numbers = itertools.count(1)
        codes = (f"K{number}Q{number + 1}" for number in itertools.count(2))
        self.shop = open_shop(
            Settings.read({"HAWKER_HOME": str(home)}),
            clock=self.clock,
            new_id=lambda: f"id-{next(numbers):04}",
            new_code=lambda: next(codes),
        )
        self.services = CustomerServices(
            play.get("phone", "2065550123"), permitted=play.get("phone_shared", True)
        )
        self.rewire(self.shop)
        self.understanding = understanding
        self.locale = str(play.get("locale", "en-US"))
        self.screen = bool(play.get("screen"))
        if "at" in play:
            self.clock.now = datetime.fromisoformat(play["at"]).replace(tzinfo=HERE)
        who = {"sam": SAM, "pat": PAT}.get(play.get("who", ""))
        self.echo = self.device(self.token(who) if who else None)

    def rewire(self, shop: Shop) -> None:
        """Let another shop answer, as when a part of this one is broken."""
        self.skill = skill_of(shop, frozenset({SKILL_ID}), self.services)

    def device(self, token: str | None) -> Echo:
        numbers = itertools.count(1)
        return Echo(
            lambda event: self.skill.answer(event),
            self.understanding,
            locale=self.locale,
            skill_id=SKILL_ID,
            clock=self.clock,
            new_id=lambda: f"{next(numbers):04}",
            screen=self.screen,
            access_token=token,
        )

    def token(self, shopper: Shopper = SAM) -> str:
        """Link the shopper; the token is good for a year."""
        token = f"{shopper.id}s-token"
        self.shop.shoppers.add(shopper)
        self.shop.shoppers.grant(shopper.id, token, self.clock() + timedelta(days=365))
        return token

    def meanwhile(self, events: Mapping[str, Any]) -> None:
        for what, value in events.items():
            getattr(self, f"_{what}")(value)

    def _time_passes(self, minutes: int) -> None:
        self.clock.now += timedelta(minutes=minutes)

    def _it_is(self, when: str) -> None:
        self.clock.now = datetime.fromisoformat(when).replace(tzinfo=HERE)

    def _sam_links(self, _: object) -> None:
        self.echo = self.device(self.token())

    def _stock(self, counts: Mapping[str, int]) -> None:
        rows = self.rows()
        self.shop.stock.load(
            [(row["id"], counts.get(row["id"], int(row["quantity"]))) for row in rows]
        )

    def _prices(self, prices: Mapping[str, str]) -> None:
        self._republish(
            [row | {"price": prices.get(row["id"], row["price"])} for row in self.rows()]
        )

    def _gone(self, ids: Sequence[str]) -> None:
        self._republish([row for row in self.rows() if row["id"] not in ids])

    def _order(self, status: str) -> None:
        [order] = self.shop.orders.newest(limit=1)
        self.shop.orders.append(order.id, OrderEvent(OrderStatus(status), self.clock()))

    def _callbacks(self, open_ones: int) -> None:
        """Not an event but a look into the store."""
        waiting = [callback for callback in self.shop.callbacks.newest(limit=9) if callback.is_open]
        assert len(waiting) == open_ones

    def _orders(self, count: int) -> None:
        """Not an event but a look into the store."""
        assert len(self.shop.orders.newest(limit=9)) == count

    def rows(self) -> list[dict[str, str]]:
        with (SAMPLE / "catalog.tsv").open(encoding="utf-8", newline="") as feed:
            return list(csv.DictReader(feed, delimiter="\t"))

    def _republish(self, rows: list[dict[str, str]]) -> None:
        feed = self.home / "changed.tsv"
        with feed.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys(), delimiter="\t")
            writer.writeheader()
            writer.writerows(rows)
        stock_up(self.home, feed, self.shop)
        self.shop.catalog.refresh()  # type: ignore[attr-defined]


def perform(play: Mapping[str, Any], stage: Stage) -> list[dict[str, Any]]:
    """Play all lines of the shopper, and return the script with what was really answered."""
    script: list[dict[str, Any]] = []
    for line in play["play"]:
        if "meanwhile" in line:
            stage.meanwhile(line["meanwhile"])
            script.append(line)
        elif "you" in line or "touch" in line:
            script += [line, _written(_act(line, stage.echo), line)]
    return script


def _act(line: Mapping[str, Any], echo: Echo) -> Heard:
    if "touch" in line:
        return echo.touch(["choose", line["touch"]], "hawker")
    return echo.stay_silent() if line["you"] == "..." else echo.hear(line["you"])


def _written(heard: Heard, line: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader of the script should see of an answer: nothing that goes without saying."""
    written: dict[str, Any] = {"alexa": heard.speech}
    if heard.card:
        written["card"] = _card(heard.card)
    if heard.screen:
        written["screen"] = [heard.screen["title"], *heard.screen["rows"]]
    if heard.ends:
        written["ends"] = True
    return written


def _card(card: Mapping[str, Any]) -> str:
    if card["type"] == "Simple":
        return f"{card['title']}\n{card['content']}"
    return str(card["type"])


class _Script(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Script.add_representer(str, _text)


def write(path: Path, play: Mapping[str, Any], script: list[dict[str, Any]]) -> None:
    whole = {**play, "play": script}
    path.write_text(
        yaml.dump(whole, Dumper=_Script, sort_keys=False, allow_unicode=True, width=96),
        encoding="utf-8",
    )
