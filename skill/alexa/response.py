"""A reply as a response envelope, inside Alexa's limits, through ask-sdk-core's builder."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any

from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import Directive, Response
from ask_sdk_model.ui import (
    AskForPermissionsConsentCard,
    Card,
    LinkAccountCard,
    SimpleCard,
)

from skill.alexa import session
from skill.talk.turn import AskPermission, LinkAccount, Reply, Show
from skill.words.speaker import Speaker, plain

MOST_SPEECH = 8_000
"""Characters of output speech Alexa accepts."""
MOST_BYTES = 24_000
"""The size of a response that every edition of Alexa's reference allows."""
MOBILE_NUMBER = "alexa::profile:mobile_number:read"


class TooLong(Exception):
    """The reply cannot be said within Alexa's limits."""


def empty() -> dict[str, Any]:
    """What Alexa expects where nothing may be said."""
    return {"version": "1.0", "response": {}}


def envelope(reply: Reply, speaker: Speaker, *, screen: bool) -> dict[str, Any]:
    """The response to a reply. Raises TooLong when its speech alone passes the limits."""
    speech = speaker.say(reply)
    if len(speech.ssml) > MOST_SPEECH:
        raise TooLong(f"{len(speech.ssml)} characters of speech")
    keep = replace(reply.keep, said=plain(speech.ssml))
    factory = ResponseFactory().speak(speech.ssml)
    if reply.ask is None:
        factory.set_should_end_session(True)
    else:
        factory.ask(speech.reprompt)
    card = _card(reply, speaker)
    if card:
        factory.set_card(card)
    if screen and reply.show:
        factory.add_directive(_render(reply.show, speaker))
    return _fitting(factory.response, session.dump(keep))


def _fitting(response: Response, attributes: dict[str, Any]) -> dict[str, Any]:
    """The serialised envelope; a screen that makes it too large is left out."""
    whole = _serialised(response, attributes)
    if response.directives and len(json.dumps(whole)) > MOST_BYTES:
        response.directives = None
        return _serialised(response, attributes)
    return whole


def _serialised(response: Response, attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "sessionAttributes": _wire(attributes),
        "response": _wire(response),
    }


def _wire(value: Any) -> Any:
    """A model of the SDK as JSON, by the names it states itself.

    The SDK's own serializer does the same, but importing it imports all thirteen service clients,
    which is a sixth of a cold start.
    """
    match value:
        case Enum():
            return value.value
        case str() | int() | float() | None:
            return value
        case datetime():
            return value.isoformat()
        case dict():
            return {name: _wire(member) for name, member in value.items()}
        case list() | tuple():
            return [_wire(member) for member in value]
    names = value.attribute_map
    members = ((names[name], getattr(value, name)) for name in value.deserialized_types)
    return {name: _wire(member) for name, member in members if member is not None}


def _card(reply: Reply, speaker: Speaker) -> Card | None:
    match reply.card:
        case None:
            return None
        case LinkAccount():
            return LinkAccountCard()
        case AskPermission():
            return AskForPermissionsConsentCard(permissions=[MOBILE_NUMBER])
        case act:
            title, content = speaker.card(act)
            return SimpleCard(title=title, content=content)


def _render(show: Show, speaker: Speaker) -> Directive:
    # Only devices with a screen need the documents and the SDK's many classes for them.
    from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

    from skill.screens import documents

    document, datasources = documents.of(show, speaker.price)
    return RenderDocumentDirective(
        token=documents.TOKEN, document=document, datasources=datasources
    )
