"""The yardstick: the least skill that ask-sdk-core can make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.response import Response


class Hello(AbstractRequestHandler):
    def can_handle(self, handler_input: HandlerInput) -> bool:
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        builder = handler_input.response_builder
        return builder.speak("Hello world.").ask("What would you like?").response


_builder = SkillBuilder()
_builder.add_request_handler(Hello())
# The SDK says it takes a string; Lambda and the SDK itself hand it a dict.
handler: Callable[[dict[str, Any], object], dict[str, Any]] = cast(Any, _builder.lambda_handler())
