"""The Flask application: what is served, and what holds for all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, Response
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as AnyResponse

from skill import app
from skill.alexa.verifier import Verifier
from skill.settings import Settings
from skill.web import alexa, health
from skill.web import echo_page as page

MOST_BYTES = 100_000
"""Of a request's body; Alexa's are far smaller."""

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(
    settings: Settings,
    *,
    echo_page: bool,
    clock: Callable[[], datetime] = app.now,
    verifier: Verifier | None = None,
) -> Flask:
    """The site of a home; raises what `open_shop` raises.

    On the pretend Echo's page everybody may shop as anybody: never serve it to others.
    """
    shop = app.open_shop(settings, clock=clock)
    skill = app.skill_of(shop, settings.skill_ids)
    site = Flask("skill.web", static_folder=None)
    site.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    alexa.register(site, skill, verifier or Verifier(clock=clock))
    site.register_blueprint(health.blueprint(shop))
    if echo_page:
        site.register_blueprint(page.blueprint(shop))
    site.register_error_handler(HTTPException, _briefly)
    site.after_request(_guarded)
    return site


def _briefly(error: HTTPException) -> AnyResponse:
    """The status alone: a stranger learns nothing from it."""
    response = error.get_response()
    response.content_type = "text/plain; charset=utf-8"
    response.data = f"{error.code} {error.name}\n"
    return response


def _guarded(response: Response) -> Response:
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
