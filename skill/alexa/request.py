"""The request envelope, read raw first: what is not for us stops here and never raises.

https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from skill.alexa import session
from skill.talk import routes
from skill.talk.turn import Caller, Turn

_SPOKEN = ("LaunchRequest", "IntentRequest", "Alexa.Presentation.APL.UserEvent")
_UNANSWERED = ("SessionEndedRequest", "System.ExceptionEncountered")
_EVENTS = ("AlexaSkillEvent.", "Reminders.", "Messaging.")
_LOCALE = re.compile(r"[a-z]{2,3}-[A-Z]{2}")
_LONGEST_SLOT = 300
"""Characters of a slot that are kept: a sentence, not a flood for the index and the session."""


class Refused(Exception):
    """The envelope is not a request this skill may answer; the text says why, for the log."""


class NoAnswer(Exception):
    """A request of ours to which Alexa expects an empty response."""


def check(event: object, skill_ids: frozenset[str]) -> Mapping[str, Any]:
    """The envelope, if it is one of ours: else Refused; NoAnswer when nothing may be said.

    Every application id in the envelope has to be allowed: Amazon requires the check on Lambda
    too, and a request signed for another skill carries that skill's id.
    """
    envelope = _object(event, "the envelope")
    request = _object(envelope.get("request"), "request")
    ids = _application_ids(envelope)
    if not ids or not ids <= skill_ids:
        raise Refused("the skill id is missing or not one of HAWKER_SKILL_ID")
    kind = request.get("type")
    if not isinstance(kind, str) or not kind:
        raise Refused("request.type is missing")
    if kind in _UNANSWERED or kind.startswith(_EVENTS):
        raise NoAnswer(kind)
    if kind not in _SPOKEN:
        raise Refused(f"the request type {kind[:80]!r} is not known")
    if not _user(envelope).get("userId"):
        raise Refused("the user id is missing")
    if kind == "IntentRequest":
        _check_intent(request)
    return envelope


def turn(event: Mapping[str, Any], mobile_number: Callable[[], str]) -> Turn:
    """What was said, out of an envelope that passed `check`."""
    request = event["request"]
    stored = _mapping(_mapping(event.get("session")).get("attributes"))
    intent, slots = _said(request)
    return Turn(
        intent=intent,
        slots=slots,
        conversation=session.load(stored),
        caller=_caller(event, mobile_number),
        locale=locale(event),
    )


def locale(event: Mapping[str, Any]) -> str:
    """The request's locale, such as "en-US"; that one too where it names none."""
    named = _mapping(event.get("request")).get("locale")
    return named if isinstance(named, str) and _LOCALE.fullmatch(named) else "en-US"


def has_screen(event: Mapping[str, Any]) -> bool:
    device = _mapping(_system(event).get("device"))
    return "Alexa.Presentation.APL" in _mapping(device.get("supportedInterfaces"))


def _said(request: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    match request["type"]:
        case "IntentRequest":
            return request["intent"]["name"], _slots(_mapping(request["intent"].get("slots")))
        case "LaunchRequest":
            return routes.LAUNCH, {}
        case _:
            return routes.TOUCH, _touched(request.get("arguments"))


def _slots(slots: Mapping[str, Any]) -> dict[str, str]:
    """Filled slots; where entity resolution matched, its value rather than the words heard."""
    values = ((name, _value(_mapping(slot))) for name, slot in slots.items())
    return {name: _encodable(value[:_LONGEST_SLOT]) for name, value in values if value}


def _value(slot: Mapping[str, Any]) -> str:
    resolutions = _mapping(slot.get("resolutions")).get("resolutionsPerAuthority")
    for authority in resolutions if isinstance(resolutions, list) else ():
        values = _mapping(authority).get("values")
        if isinstance(values, list) and values:
            name = _mapping(_mapping(values[0]).get("value")).get("name")
            if isinstance(name, str):
                return name
    value = slot.get("value")
    return value.strip() if isinstance(value, str) else ""


def _encodable(text: str) -> str:
    """JSON may hold half a character, which no index and no file can."""
    return text.encode(errors="replace").decode()


def _touched(arguments: object) -> dict[str, str]:
    """Our documents send ["choose", product id]; see skill/screens."""
    match arguments:
        case ["choose", str(product_id)]:
            return {"product_id": _encodable(product_id)}
        case _:
            return {}


def _caller(event: Mapping[str, Any], mobile_number: Callable[[], str]) -> Caller:
    user = _user(event)
    token = user.get("accessToken")
    account = hashlib.sha256(str(user["userId"]).encode(errors="replace")).hexdigest()
    return Caller(
        guest_id=f"guest_{account[:32]}",
        access_token=token if isinstance(token, str) else "",
        mobile_number=mobile_number,
    )


def _check_intent(request: Mapping[str, Any]) -> None:
    intent = _object(request.get("intent"), "request.intent")
    if not isinstance(intent.get("name"), str):
        raise Refused("request.intent.name is missing")


def _application_ids(envelope: Mapping[str, Any]) -> set[object]:
    """The ids the envelope names: one of context.System and, in a session, one of session."""
    holders = (_system(envelope), _mapping(envelope.get("session")))
    ids = (_mapping(holder.get("application")).get("applicationId") for holder in holders)
    return {str(id) for id in ids if id}


def _user(envelope: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who is speaking; requests outside a session name the user in the context only."""
    return _mapping(_system(envelope).get("user")) or _mapping(
        _mapping(envelope.get("session")).get("user")
    )


def _system(envelope: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(_mapping(envelope.get("context")).get("System"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused(f"{name} is not a JSON object")
    return value
