"""Who is at this machine itself, and who only seems to be."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import abort, request

# A tunnel for Alexa's requests ends on this machine, so its visitors come from here too.
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def refuse_others() -> None:
    """Answer 403 unless a page of our own, or a person, asks from this machine.

    The Host header is looked at because a stranger's domain may point to 127.0.0.1, and Origin
    because any page in the same browser may send a request here.
    """
    if any(name in request.headers for name in _FORWARDED):
        abort(403)
    if not is_loopback(request.remote_addr) or not is_loopback(_hostname(request.host)):
        abort(403)
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin not in (None, request.host_url.rstrip("/")):
        abort(403)


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
