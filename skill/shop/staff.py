"""The people who work in the shop and sign in to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    AGENT = "agent"
    """Calls shoppers back."""
    MERCHANT = "merchant"
    """Sees and changes everything."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: str
    email: str
    role: Role


class Staff(Protocol):
    def add(self, member: StaffMember, password: str, /) -> StaffMember:
        """Keep a member and the hash of the password, never the password.

        One of the same e-mail address gets this role and password and keeps its id.
        """

    def by_email(self, email: str, /) -> StaffMember | None: ...

    def check(self, email: str, password: str, /) -> StaffMember | None:
        """The member with this password; None, after the same time, for a wrong one and nobody."""
