"""The pretend Echo of one shop, as the page and the console use it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from skill.app import skill_of
from skill.echo.echo import Echo
from skill.echo.services import CustomerServices
from skill.echo.understanding import Understanding
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper

_LINKED_FOR = timedelta(hours=12)


def pretend_echo(
    shop: Shop, *, locale: str = "en-US", shopper: Shopper | None = None, screen: bool = False
) -> Echo:
    """An Echo at which this shopper has linked an account, or a guest who has not.

    It asks the skill under an id of its own that nobody else knows, so it works without
    HAWKER_SKILL_ID. All Echos of a shop stand in one household: a guest's basket is found again.
    Raises LookupError when there is no interaction model for the locale.
    """
    understanding = _understanding(locale)
    zone = shop.facts.hours.zone
    skill_id = f"amzn1.ask.skill.{shop.new_id()}"
    skill = skill_of(shop, frozenset((skill_id,)), CustomerServices(time_zone=zone.key))
    return Echo(
        skill.answer,
        understanding,
        locale=locale,
        skill_id=skill_id,
        clock=lambda: shop.clock().astimezone(zone),
        new_id=shop.new_id,
        screen=screen,
        access_token=_link(shop, shopper) if shopper else None,
    )


def _link(shop: Shop, shopper: Shopper) -> str:
    token = shop.new_id()
    shop.shoppers.grant(shopper.id, token, shop.clock() + _LINKED_FOR)
    return token


# Reading a model takes most of a second, and its answers do not depend on who asks.
_understanding = cache(Understanding.of)
