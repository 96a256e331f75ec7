"""AWS Lambda's entry for Alexa: an event in, a response out."""

from __future__ import annotations

import gc
from typing import Any

# What is imported and opened here stays: searching it for garbage is a tenth of a cold start.
gc.disable()

from skill.app import open_skill  # noqa: E402
from skill.settings import Settings  # noqa: E402

skill = open_skill(Settings.read())
gc.freeze()
gc.enable()


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return skill.answer(event)
