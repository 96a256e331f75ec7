"""What can go wrong with what is kept. Every message names the place and the remedy.

StoreError
├── StoreBusy       somebody else holds the store; the same call may work in a moment
├── StoreFull       no room is left; nothing was changed
├── StoreUnusable   it cannot be opened or written as it is
└── StoreDamaged    what is there is not what was once written

ShopTomlWrong       shop.toml cannot be read or states something that cannot be
"""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """The store did not do as asked; it is for the operator, not for the shopper."""


class StoreBusy(StoreError):
    """Somebody else holds the store."""


class StoreFull(StoreError):
    """No room is left; nothing was changed."""


class StoreUnusable(StoreError):
    """The store cannot be opened or written as it is."""


class StoreDamaged(StoreError):
    """What is stored is not what was once written; it is left as it was found."""


class ShopTomlWrong(Exception):
    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join((f"{path} has {count}:", *problems)))
        self.problems = problems
        """One sentence each: the key, its value, what is wrong and what to write instead."""
