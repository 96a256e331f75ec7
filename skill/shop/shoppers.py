"""Shoppers with an account, and the callers who have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Address:
    street_address: str
    address_locality: str
    postal_code: str
    address_region: str = ""
    address_country: str = ""
    """ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True)
class Shopper:
    """Somebody who has linked an account and may buy."""

    id: str
    email: str
    name: str = ""
    address: Address | None = None
    """Where orders go; without one they are collected at the shop."""


class Shoppers(Protocol):
    def by_token(self, access_token: str, now: datetime, /) -> Shopper | None:
        """Whose account-linking token this is; None for one unknown, revoked or expired."""

    def by_email(self, email: str, /) -> Shopper | None: ...

    def get(self, shopper_id: str, /) -> Shopper | None: ...

    def first(self, *, limit: int) -> Sequence[Shopper]:
        """Shoppers in the order of their e-mail addresses."""

    def add(self, shopper: Shopper, /) -> Shopper:
        """Keep a shopper; one of the same e-mail address is updated and keeps its id."""

    def grant(self, shopper_id: str, access_token: str, expires_at: datetime, /) -> None:
        """Let the token stand for the shopper until then. Only its hash is kept.

        Raises LookupError when there is no such shopper.
        """
