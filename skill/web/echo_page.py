"""The pretend Echo's page: talk to the shop from a browser on the same machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, render_template, request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from skill.shop.shop import Shop
from skill.web.echo_sessions import EchoSessions

_MOST_SHOPPERS = 200
_WISHES = ("find a leather backpack", "do you have scented candles", "show me kettles")
_DEPARTMENTS = 3
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


class BadTurn(Exception):
    """The page asked for something that cannot be; the text is for its user."""


class Turn(BaseModel):
    """The body of POST /echo/turn: exactly one of utterance, touch, silence and reset."""

    model_config = ConfigDict(extra="forbid")

    session: str = Field(pattern=r"^[\w-]{8,64}$")
    utterance: str | None = Field(None, min_length=1, max_length=500)
    touch: list[str | int] | None = None
    silence: bool = False
    reset: bool = False
    shopper: str = ""
    """An e-mail address; "" is a guest."""
    screen: bool = False
    locale: str = "en-US"

    @model_validator(mode="after")
    def _one_thing(self) -> Turn:
        said = (self.utterance is not None, self.touch is not None, self.silence, self.reset)
        if sum(said) != 1:
            raise ValueError("give exactly one of utterance, touch, silence and reset")
        return self


def blueprint(shop: Shop) -> Blueprint:
    page = Blueprint(
        "echo",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/echo/static",
    )
    sessions = EchoSessions(shop)
    page.before_request(_only_from_here)
    page.register_error_handler(BadTurn, _explained)

    @page.get("/")
    def show() -> str:
        return render_template("echo.html", **_facts(shop))

    @page.post("/echo/turn")
    def turn() -> Response:
        return jsonify(_answer(_wanted(), shop, sessions))

    return page


def _only_from_here() -> None:
    """A page on another site must not reach it through the browser, nor anybody by a tunnel."""
    # A tunnel for Alexa's requests ends on this machine, so its visitors seem to be local.
    if any(name in request.headers for name in _FORWARDED):
        abort(403)
    if not _is_loopback(request.remote_addr) or not _is_loopback(_hostname(request.host)):
        abort(403)
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin not in (None, request.host_url.rstrip("/")):
        abort(403)


def _hostname(host: str) -> str | None:
    return urlsplit(f"//{host}").hostname


def _is_loopback(name: str | None) -> bool:
    try:
        return name == "localhost" or ip_address(name or "").is_loopback
    except ValueError:
        return False
