"""The device: it hears, asks the skill, and says what the skill answers.

It knows the skill only by its entry point, as Alexa does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from skill.echo import heard
from skill.echo.envelope import Device, Session, intent_request
from skill.echo.heard import Heard
from skill.echo.understanding import Understanding

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""The skill's entry point: a request envelope in, a response envelope out."""


class Echo:
    """One device and the conversation that is going on at it."""

    def __init__(
        self,
        answer: Answer,
        understand: Understanding,
        *,
        locale: str = "en-US",
        skill_id: str,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        screen: bool = False,
        access_token: str | None = None,
        user_id: str = "amzn1.ask.account.ECHO",
        api_endpoint: str = "https://api.echo.invalid",
    ) -> None:
        """The clock gives aware times in the zone of the device: "tomorrow" depends on it."""
        self._answer = answer
        self._understanding = understand
        self._locale = locale
        self._clock = clock
        self._new_id = new_id
        self._device = Device(skill_id, user_id, access_token, api_endpoint, screen)
        self._session: Session | None = None

    def open(self) -> Heard:
        """Open the skill without asking it for anything."""
        return self._launch("")

    def hear(self, utterance: str) -> Heard:
        """Hear a shopper, with or without the skill's name and Alexa's."""
        asked = self._understanding.opening(utterance)
        if asked is None:
            return self._pass_on(utterance, utterance)
        if not asked:
            return self._launch(utterance)
        self.leave()
        return self._pass_on(utterance, asked)

    def touch(self, arguments: Sequence[Any], token: str) -> Heard:
        """Touch what sends these arguments, in the document shown under this token."""
        event = {
            "type": "Alexa.Presentation.APL.UserEvent",
            "token": token,
            "arguments": list(arguments),
            "source": {"type": "TouchWrapper", "handler": "Press", "id": ""},
            "components": {},
        }
        return self._send("", event)

    def stay_silent(self) -> Heard:
        """Say nothing: the device asks once more by itself, then gives up."""
        session = self._session
        if session is None:
            return Heard()
        if session.reprompt:
            self._session = replace(session, reprompt="")
            return Heard(speech=session.reprompt, ends=False)
        self._end("EXCEEDED_MAX_REPROMPTS")
        return Heard()

    def leave(self) -> None:
        """Turn away; nothing happens when no session is open."""
        if self._session is not None:
            self._end("USER_INITIATED")

    def _launch(self, utterance: str) -> Heard:
        self.leave()
        return self._send(utterance, {"type": "LaunchRequest"})

    def _pass_on(self, utterance: str, asked: str) -> Heard:
        """Send what is understood of the words that are for the skill."""
        understood = self._understanding.understand(asked, self._clock().date())
        declared = self._understanding.slots_of(understood.intent)
        request = intent_request(understood.intent, declared, understood.slots)
        return self._send(utterance, request, understood.intent, understood.slots)

    def _send(
        self,
        utterance: str,
        request: Mapping[str, Any],
        intent: str = "",
        slots: Mapping[str, str] | None = None,
    ) -> Heard:
        session = self._session or Session(f"amzn1.echo-api.session.{self._new_id()}")
        event, response = self._exchange(session, request)
        turn = heard.from_response(
            utterance, intent, slots or {}, event, response, showing=bool(session.document)
        )
        self._session = None if turn.ends else _after(session, turn)
        return turn

    def _end(self, reason: str) -> None:
        session, self._session = self._session, None
        if session:
            self._exchange(session, {"type": "SessionEndedRequest", "reason": reason})

    def _exchange(
        self, session: Session, request: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Send the request and take the answer, both as JSON."""
        sent = {
            "requestId": f"amzn1.echo-api.request.{self._new_id()}",
            "timestamp": self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "locale": self._locale,
            **request,
        }
        event = _over_the_wire(self._device.envelope(session, sent))
        response = _over_the_wire(self._answer(_over_the_wire(event)))
        heard.check(event, response)
        return event, response


def _after(session: Session, turn: Heard) -> Session:
    """The session for the next turn: Alexa keeps the attributes that were sent, no others."""
    shown = [one["token"] for one in turn.directives if one["type"].endswith(".RenderDocument")]
    return replace(
        session,
        new=False,
        attributes=turn.response.get("sessionAttributes") or {},
        reprompt=turn.reprompt,
        document=shown[-1] if shown else session.document,
    )


def _over_the_wire(envelope: Mapping[str, Any]) -> dict[str, Any]:
    received: dict[str, Any] = json.loads(json.dumps(envelope))
    return received
