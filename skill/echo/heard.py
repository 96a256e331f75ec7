"""What comes back from the skill, as a person hears and sees it."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.echo.speech import plain_text

# Amazon's "Request and Response JSON Reference": characters of speech and of card text, bytes of
# the whole response.
MOST_SPEECH = 8_000
MOST_CARD = 8_000
MOST_BYTES = 120_000
APL = "Alexa.Presentation.APL"

_UNSEEN = {"id", "type", "token", "label"}


class InvalidResponse(ValueError):
    """A response that Alexa would refuse: the shopper would hear of a problem with the skill."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn, from what was said to what was answered."""

    user: str = ""
    speech: str = ""
    """Without tags."""
    ssml: str = ""
    reprompt: str = ""
    """What the device says when nobody answers, without tags."""
    ends: bool = True
    card: Mapping[str, Any] | None = None
    screen: Mapping[str, Any] | None = None
    """What was put on the screen, in short: its `title` and its `rows` as text."""
    directives: list[dict[str, Any]] = field(default_factory=list)
    intent: str = ""
    """What was understood; "" when there was nothing to understand."""
    slots: Mapping[str, str] = field(default_factory=dict)
    request: Mapping[str, Any] = field(default_factory=dict)
    """The whole envelope that was sent; empty when nothing was."""
    response: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "user": self.user,
            "speech": self.speech,
            "reprompt": self.reprompt,
            "ends": self.ends,
            "card": self.card,
            "screen": self.screen,
            "directives": self.directives,
        }


def from_response(
    user: str,
    intent: str,
    slots: Mapping[str, str],
    request: Mapping[str, Any],
    response: Mapping[str, Any],
    *,
    showing: bool,
) -> Heard:
    """Read a response envelope; `showing` says that a document is on the screen already.

    Raises InvalidSpeech when Alexa could not say it.
    """
    body = response.get("response") or {}
    directives = body.get("directives") or []
    screen = _screen(directives)
    ends = body.get("shouldEndSession")
    return Heard(
        user=user,
        speech=_speech(body.get("outputSpeech")),
        ssml=(body.get("outputSpeech") or {}).get("ssml", ""),
        reprompt=_speech((body.get("reprompt") or {}).get("outputSpeech")),
        ends=not (showing or screen) if ends is None else ends,
        card=body.get("card"),
        screen=screen,
        directives=directives,
        intent=intent,
        slots=slots,
        request=request,
        response=response,
    )


def check(request: Mapping[str, Any], response: Mapping[str, Any]) -> None:
    """Raises InvalidResponse when Alexa would refuse this response to this request."""
    body = response.get("response") or {}
    _check_size(
        "response", len(json.dumps(response, ensure_ascii=False).encode()), MOST_BYTES, "bytes"
    )
    for speech in _speeches(body):
        _check_size("speech", len(speech.get("ssml") or speech.get("text") or ""), MOST_SPEECH)
    card = body.get("card") or {}
    texts = (card.get(key) or "" for key in ("title", "content", "text"))
    _check_size("card", len("".join(texts)), MOST_CARD)
    if request["request"]["type"] == "SessionEndedRequest" and body:
        raise InvalidResponse("Nothing may be answered to SessionEndedRequest; send no response.")
    interfaces = request["context"]["System"]["device"]["supportedInterfaces"]
    for directive in body.get("directives") or []:
        if directive["type"].startswith(APL) and APL not in interfaces:
            raise InvalidResponse(f"{directive['type']} was sent to a device without a screen.")


def _check_size(what: str, size: int, most: int, unit: str = "characters") -> None:
    if size > most:
        raise InvalidResponse(f"The {what} has {size:,} {unit}; keep to {most:,}.")


def _speeches(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    reprompt = body.get("reprompt") or {}
    return [speech for part in (body, reprompt) if (speech := part.get("outputSpeech"))]


def _speech(speech: Mapping[str, Any] | None) -> str:
    if not speech:
        return ""
    return plain_text(speech["ssml"]) if speech["type"] == "SSML" else str(speech["text"])


def _screen(directives: list[dict[str, Any]]) -> dict[str, Any] | None:
    for directive in directives:
        if directive["type"] == f"{APL}.RenderDocument":
            rows = list(_rows(directive.get("datasources") or {}))
            return {"title": rows[0] if rows else "", "rows": rows[1:]}
    return None


def _rows(source: Any) -> Iterator[str]:
    """The texts of a data source in its own order, one row for each member of a list."""
    for name, value in source.items():
        if isinstance(value, list):
            yield from (", ".join(_rows(member)) for member in value if isinstance(member, dict))
        elif isinstance(value, dict):
            yield from _rows(value)
        elif isinstance(value, str) and value and name not in _UNSEEN and "://" not in value:
            yield html.unescape(value)
