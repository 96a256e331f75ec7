"""Alexa's request envelope, as a device and the Alexa service write it together.

Source: Amazon's "Request and Response JSON Reference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skill.echo.heard import APL

_APL_VERSION = "2024.3"


@dataclass(frozen=True, slots=True)
class Session:
    """What Alexa keeps from one turn to the next."""

    id: str
    attributes: dict[str, Any] = field(default_factory=dict)
    new: bool = True
    reprompt: str = ""
    """What is still to be said when nobody answers."""
    document: str = ""
    """Token of the APL document on the screen."""


@dataclass(frozen=True, slots=True)
class Device:
    """One device in one account, with the skill enabled."""

    skill_id: str
    user_id: str
    access_token: str | None
    """Of the linked account, None before it is linked."""
    api_endpoint: str
    screen: bool

    def envelope(self, session: Session, request: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "version": "1.0",
            "session": {
                "new": session.new,
                "sessionId": session.id,
                "application": {"applicationId": self.skill_id},
                "attributes": session.attributes,
                "user": self._user(),
            },
            "context": self._context(session),
            "request": dict(request),
        }

    def _user(self) -> dict[str, str]:
        token = {} if self.access_token is None else {"accessToken": self.access_token}
        return {"userId": self.user_id, **token}

    def _context(self, session: Session) -> dict[str, Any]:
        interfaces = {APL: {"runtime": {"maxVersion": _APL_VERSION}}} if self.screen else {}
        system = {
            "application": {"applicationId": self.skill_id},
            "user": self._user(),
            "device": {"deviceId": "amzn1.ask.device.ECHO", "supportedInterfaces": interfaces},
            "apiEndpoint": self.api_endpoint,
            "apiAccessToken": "pretended",
        }
        return {"System": system, **(_screen(session) if self.screen else {})}


def intent_request(name: str, declared: Sequence[str], said: Mapping[str, str]) -> dict[str, Any]:
    """An IntentRequest's own part; slots that are declared but were not said have no value."""
    slots = {slot: _slot(slot, said.get(slot)) for slot in declared}
    intent = {"name": name, "confirmationStatus": "NONE", **({"slots": slots} if slots else {})}
    return {"type": "IntentRequest", "intent": intent}


def _slot(name: str, value: str | None) -> dict[str, Any]:
    empty = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    if value is None:
        return empty
    return {**empty, "value": value, "slotValue": {"type": "Simple", "value": value}}


def _screen(session: Session) -> dict[str, Any]:
    """An Echo Show 8: its viewport, and the document it shows."""
    width, height, dpi = 1280, 800, 213
    video = {"codecs": ["H_264_42", "H_264_41"]}
    viewport = {
        "experiences": [{"arcMinuteWidth": 346, "arcMinuteHeight": 216}],
        "mode": "HUB",
        "shape": "RECTANGLE",
        "pixelWidth": width,
        "pixelHeight": height,
        "dpi": dpi,
        "currentPixelWidth": width,
        "currentPixelHeight": height,
        "touch": ["SINGLE"],
        "video": video,
    }
    size = {"type": "DISCRETE", "pixelWidth": width, "pixelHeight": height}
    current = {"mode": "HUB", "video": video, "size": size}
    described = {
        "type": "APL",
        "id": "main",
        "shape": "RECTANGLE",
        "dpi": dpi,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {"current": current},
    }
    shown = {APL: {"token": session.document}} if session.document else {}
    return {"Viewport": viewport, "Viewports": [described], **shown}
