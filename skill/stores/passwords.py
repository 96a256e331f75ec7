"""Passwords as they are kept: a salted scrypt hash, with the parameters it was made with.

Parameters: OWASP's Password Storage Cheat Sheet, the row for 16 MiB of memory.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

from skill.stores.errors import StoreDamaged

_COST = (2**14, 8, 5)
_SALT_BYTES = 16
_HASH_BYTES = 32
_KEPT = re.compile(r"scrypt\$(\d+)\$(\d+)\$(\d+)\$((?:[0-9a-f]{2})+)\$((?:[0-9a-f]{2})+)")
NOBODY = "$".join(("scrypt", *map(str, _COST), "00" * _SALT_BYTES, "00" * _HASH_BYTES))
"""What no password matches, after the time that another takes."""


def hashed(password: str) -> str:
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _key(password, salt, *_COST, _HASH_BYTES)
    return "$".join(("scrypt", *map(str, _COST), salt.hex(), key.hex()))


def matches(password: str, kept: str) -> bool:
    """Raises StoreDamaged when what is kept was not made by `hashed`."""
    parts = _KEPT.fullmatch(kept)
    if not parts:
        raise StoreDamaged("a stored password cannot be read. `hawker staff add` makes another.")
    n, r, p, salt, key = parts.groups()
    expected = bytes.fromhex(key)
    found = _key(password, bytes.fromhex(salt), int(n), int(r), int(p), len(expected))
    return hmac.compare_digest(found, expected)


def _key(password: str, salt: bytes, n: int, r: int, p: int, length: int) -> bytes:
    # Keyboards differ in how they write "é"; RFC 8265 compares passwords in this form.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, dklen=length)
