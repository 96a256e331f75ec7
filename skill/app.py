"""The only wiring: settings to stores to shop to skill."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from skill.alexa.skill import Skill
from skill.catalog.service import TantivyCatalog
from skill.settings import Settings
from skill.shop.shop import Shop
from skill.shop.staff import Staff
from skill.stores.shop_toml import read_shop
from skill.stores.sqlite import (
    Database,
    SqliteBaskets,
    SqliteCallbacks,
    SqliteCheckouts,
    SqliteOrders,
    SqliteShoppers,
    SqliteStaff,
    SqliteStock,
)
from skill.talk import routes
from skill.words.speaker import Speaker

if TYPE_CHECKING:
    from ask_sdk_model.services import ApiClient

_CODE_LETTERS = "FHJKLMQRWXY2346789"
"""Letters and digits that are not mistaken for one another when said."""
_ID_BYTES = 10


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """80 random bits, URL-safe."""
    return secrets.token_hex(_ID_BYTES)


def new_code() -> str:
    """Four letters to be said, such as K7Q2."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(4))


def open_shop(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = now,
    new_id: Callable[[], str] = new_id,
    new_code: Callable[[], str] = new_code,
) -> Shop:
    """The shop of a home. Raises when shop.toml, the store or the catalog cannot be used."""
    facts = read_shop(settings.shop_file)
    database = Database.open(settings.database)
    return Shop(
        facts=facts,
        catalog=TantivyCatalog(settings.catalog, facts.currency, clock),
        stock=SqliteStock(database),
        baskets=SqliteBaskets(database),
        checkouts=SqliteCheckouts(database),
        orders=SqliteOrders(database, new_code),
        shoppers=SqliteShoppers(database),
        callbacks=SqliteCallbacks(database),
        clock=clock,
        new_id=new_id,
    )


def open_staff(settings: Settings) -> Staff:
    """Who may sign in. Apart from the shop: no conversation has business with it."""
    return SqliteStaff(Database.open(settings.database))


def skill_of(shop: Shop, skill_ids: frozenset[str], services: ApiClient | None = None) -> Skill:
    """The skill that sells in this shop to requests that carry one of these skill ids."""
    zone = shop.facts.hours.zone

    @cache
    def speaker(locale: str) -> Speaker:
        return Speaker(locale, lambda: shop.clock().astimezone(zone).date())

    return Skill(
        reply=lambda turn: routes.answer(turn, shop),
        speaker=speaker,
        skill_ids=skill_ids,
        services=services,
    )


def open_skill(settings: Settings) -> Skill:
    return skill_of(open_shop(settings), settings.skill_ids)
