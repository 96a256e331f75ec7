"""POST /alexa: the endpoint that Alexa calls where the skill is not on Lambda.

flask-ask-sdk's SkillAdapter does the HTTP; who is asking is proven by our own verifier, always,
and what is asked is read by our own skill.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill, SkillConfiguration
from flask import Flask, Response
from werkzeug.exceptions import BadRequest

from skill.alexa import response
from skill.alexa.request import NoAnswer, Refused
from skill.alexa.skill import Skill
from skill.alexa.verifier import Forged, Verifier
from skill.web.skill_adapter import SkillAdapter

_log = logging.getLogger(__name__)


def register(site: Flask, skill: Skill, verifier: Verifier) -> None:
    # The SDK's own verifiers do not import everywhere and let more pass than ours.
    site.config["ASK_SDK_VERIFY_SIGNATURE"] = False
    site.config["ASK_SDK_VERIFY_TIMESTAMP"] = False
    adapter = SkillAdapter(
        HostedSkill(skill),
        # To the SDK a key among the adapters of one site; the ids themselves our skill checks.
        skill_id=0,
        verifiers=[_Doorkeeper(verifier)],  # type: ignore[list-item]
        app=site,
    )

    @site.post("/alexa")
    def hear() -> Response:
        try:
            return adapter.dispatch_request()
        except UnicodeDecodeError as error:
            raise _refused(error) from None


class HostedSkill(CustomSkill):
    """Our skill in the shape the SDK's adapter takes; the body reaches it unread."""

    def __init__(self, skill: Skill) -> None:
        super().__init__(SkillConfiguration(request_mappers=[], handler_adapters=[]))
        self.serializer = _Untouched()
        self._skill = skill

    def invoke(self, request_envelope: Any, context: object) -> Any:
        try:
            return self._skill.hear(json.loads(request_envelope))
        except NoAnswer:
            return response.empty()
        except (Refused, ValueError) as refusal:
            raise _refused(refusal) from None


class _Untouched(DefaultSerializer):
    """The SDK would parse the body before it is verified, and fail on types it does not know."""

    def deserialize(self, payload: Any, obj_type: object) -> Any:
        return payload

    def serialize(self, obj: Any) -> Any:
        return obj


class _Doorkeeper:
    """Our verifier in the shape of an AbstractVerifier, which not every host can import."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier

    def verify(
        self,
        headers: Mapping[str, str],
        serialized_request_env: str,
        deserialized_request_env: object,
    ) -> None:
        try:
            # What is verified is the very text that will be parsed.
            self._verifier.verify(headers, serialized_request_env.encode())
        except Forged as reason:
            raise _refused(reason) from None


def _refused(reason: Exception) -> BadRequest:
    _log.warning("A request to /alexa was refused: %s.", reason)
    return BadRequest()
