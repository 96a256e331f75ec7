"""The Echos that stand behind the open pages, one a browser session."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from skill.echo.echo import Echo
from skill.echo.pretend import pretend_echo
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper

MOST = 64


@dataclass(frozen=True, slots=True)
class Household:
    """Who stands before which kind of Echo."""

    shopper: Shopper | None
    screen: bool
    locale: str


@dataclass(frozen=True, slots=True)
class Kept:
    household: Household
    echo: Echo
    turn: Lock = field(default_factory=Lock)
    """Held for one turn: an Echo hears one thing at a time."""


class EchoSessions:
    """At most so many Echos; the one unused for longest goes first."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, session: str, household: Household) -> Kept:
        """The session's Echo; a new one when somebody else speaks or the device is another."""
        with self._lock:
            kept = self._kept.pop(session, None)
            if kept is None or kept.household != household:
                kept = Kept(household, self._made(household))
            self._kept[session] = kept
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
            return kept

    def forget(self, session: str) -> None:
        with self._lock:
            self._kept.pop(session, None)

    def _made(self, household: Household) -> Echo:
        return pretend_echo(
            self._shop,
            locale=household.locale,
            shopper=household.shopper,
            screen=household.screen,
        )
