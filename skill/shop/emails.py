"""E-mail addresses: what one looks like, and when two are the same."""

from __future__ import annotations

import re


def is_email(text: str) -> bool:
    """Whether mail could be sent there; whether it arrives, only sending tells."""
    return re.fullmatch(r"[^@\s]+@[^@\s]+", text) is not None


def email_key(email: str) -> str:
    """The same for all ways to write one address."""
    return email.strip().casefold()
