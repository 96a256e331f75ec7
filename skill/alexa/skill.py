"""The skill: a request envelope in, a response envelope out, whatever comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skill.alexa import request, response
from skill.talk.basics import Trouble
from skill.talk.conversation import WhatNext
from skill.talk.turn import Reply, Turn
from skill.words.speaker import Speaker

if TYPE_CHECKING:
    from ask_sdk_model.services import ApiClient

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Skill:
    reply: Callable[[Turn], Reply]
    speaker: Callable[[str], Speaker]
    """The voice of a locale."""
    skill_ids: frozenset[str]
    """Application ids that are answered; none means nobody is."""
    services: ApiClient | None = None
    """How Alexa's services are reached; None is over the network."""

    def answer(self, event: object) -> dict[str, Any]:
        """Answer one envelope. Never raises: what is not for us gets the empty response."""
        try:
            return self.hear(event)
        except request.NoAnswer:
            return response.empty()
        except request.Refused as refusal:
            _log.warning("A request was refused: %s.", refusal)
            return response.empty()

    def hear(self, event: object) -> dict[str, Any]:
        """The same for callers who must tell a refusal: raises Refused and NoAnswer."""
        envelope = request.check(event, self.skill_ids)
        turn = request.turn(envelope, lambda: self._mobile_number(envelope))
        try:
            return self._said(self.reply(turn), turn, envelope)
        except Exception:
            # The last line of defence: a shopper hears an apology, the log the reason.
            _log.exception("A turn of %s failed.", turn.intent[:80])
            again = turn.conversation.question or WhatNext()
            return self._said(Reply((Trouble(),), again, turn.conversation), turn, envelope)

    def _mobile_number(self, envelope: Mapping[str, Any]) -> str:
        # The SDK's service clients take a fifth of a cold start, and only a callback needs one.
        from skill.alexa.service_clients import TimedApiClient, mobile_number

        return mobile_number(envelope, self.services or TimedApiClient())

    def _said(self, reply: Reply, turn: Turn, envelope: Mapping[str, Any]) -> dict[str, Any]:
        screen = request.has_screen(envelope)
        return response.envelope(reply, self.speaker(turn.locale), screen=screen)
