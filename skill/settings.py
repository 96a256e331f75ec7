"""The only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_STORES = ("sqlite",)


class BadSettings(Exception):
    """The environment cannot be used; the text lists every problem and its remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    home: Path
    """HAWKER_HOME: the folder of shop.toml, the catalog's snapshots and the embedded store."""
    store: str
    """HAWKER_STORE: which backend keeps baskets, orders and callback requests."""
    skill_ids: frozenset[str]
    """HAWKER_SKILL_ID: the application ids that are answered; none refuses every request."""

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Raises BadSettings with all problems at once."""
        store = environment.get("HAWKER_STORE", "sqlite")
        ids = [id.strip() for id in environment.get("HAWKER_SKILL_ID", "").split(",")]
        home = Path(environment.get("HAWKER_HOME") or "var").expanduser().absolute()
        problems = [*_store_problems(store), *_home_problems(home)]
        if problems:
            raise BadSettings("\n".join(problems))
        return cls(home=home, store=store, skill_ids=frozenset(id for id in ids if id))

    @property
    def database(self) -> Path:
        return self.home / "shop.db"

    @property
    def shop_file(self) -> Path:
        return self.home / "shop.toml"

    @property
    def catalog(self) -> Path:
        return self.home / "catalog"


def _store_problems(store: str) -> list[str]:
    if store in _STORES:
        return []
    return [f"HAWKER_STORE is {store!r}; it can be {' or '.join(_STORES)}."]


def _home_problems(home: Path) -> list[str]:
    if not home.exists() or home.is_dir():
        return []
    return [f"HAWKER_HOME is {home}, which is a file; name a folder."]
