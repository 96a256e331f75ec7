"""The pretend Echo's page: talk to the shop from a browser on the same machine."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from skill.echo.echo import Echo
from skill.echo.heard import Heard, InvalidResponse
from skill.echo.model import invocation_name, locales, read_model
from skill.echo.speech import InvalidSpeech
from skill.screens.documents import TOKEN
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.web.drawing import drawing
from skill.web.echo_sessions import EchoSessions, Household
from skill.web.examples import topics
from skill.web.loopback import refuse_others

_LOCALE = "en-US"
_MOST_SHOPPERS = 200


class BadTurn(Exception):
    """What the page asked for cannot be; the text is for the person before it."""


class Turn(BaseModel):
    """The body of POST /echo/turn: exactly one of utterance, touch, silence and reset."""

    model_config = ConfigDict(extra="forbid")

    session: str = Field(pattern=r"^[\w-]{8,64}$")
    utterance: str | None = Field(None, min_length=1, max_length=500)
    touch: list[str] | None = None
    silence: bool = False
    reset: bool = False
    shopper: str = ""
    """An e-mail address; "" is a guest."""
    screen: bool = False
    locale: str = _LOCALE

    @model_validator(mode="after")
    def _one_thing(self) -> Turn:
        asked = (self.utterance is not None, self.touch is not None, self.silence, self.reset)
        if sum(asked) != 1:
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
    page.before_request(refuse_others)
    page.register_error_handler(BadTurn, lambda error: (jsonify(error=str(error)), 400))

    @page.get("/")
    def show() -> str:
        return render_template("echo.html", **_facts(shop))

    @page.post("/echo/turn")
    def turn() -> Response:
        # Flask would sort the keys, and the page shows Alexa's JSON as it is.
        text = json.dumps(_answer(_read_turn(), shop, sessions))
        return Response(text, content_type="application/json")

    return page


def _facts(shop: Shop) -> dict[str, Any]:
    invocation = invocation_name(read_model(_LOCALE))
    return {
        "seller": shop.facts.name,
        "invocation": invocation,
        "published": shop.catalog.version,
        "shoppers": shop.shoppers.first(limit=_MOST_SHOPPERS),
        "locales": locales(),
        "topics": topics(shop, invocation),
    }


def _read_turn() -> Turn:
    try:
        return Turn.model_validate(request.get_json())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the turn"
        raise BadTurn(f"{where}: {first['msg']}") from None


def _answer(turn: Turn, shop: Shop, sessions: EchoSessions) -> dict[str, Any]:
    if turn.reset:
        sessions.forget(turn.session)
        return _as_json(Heard())
    kept = sessions.of(turn.session, _household(turn, shop))
    with kept.turn:
        return _as_json(_heard(kept.echo, turn))


def _household(turn: Turn, shop: Shop) -> Household:
    if turn.locale not in locales():
        raise BadTurn(f"There is no interaction model for {turn.locale!r}.")
    return Household(_shopper(turn.shopper, shop), turn.screen, turn.locale)


def _shopper(email: str, shop: Shop) -> Shopper | None:
    shopper = shop.shoppers.by_email(email) if email else None
    if email and not shopper:
        raise BadTurn(f"There is no shopper {email}. `hawker shoppers add {email}` adds one.")
    return shopper


def _heard(echo: Echo, turn: Turn) -> Heard:
    try:
        if turn.utterance is not None:
            return echo.hear(turn.utterance)
        return echo.touch(turn.touch, TOKEN) if turn.touch is not None else echo.stay_silent()
    except (InvalidResponse, InvalidSpeech) as error:
        raise BadTurn(f"Alexa would refuse this answer: {error}") from error


def _as_json(heard: Heard) -> dict[str, Any]:
    """What was heard, and more that the page shows beside it."""
    return {
        **heard.as_json(),
        "listening": not heard.ends,
        "drawing": drawing(heard),
        "intent": heard.intent,
        "slots": dict(heard.slots),
        "request": heard.request,
        "response": heard.response,
    }
