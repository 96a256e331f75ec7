"""AWS Lambda's entry for Alexa: an event in, a response out."""

from __future__ import annotations

from typing import Any

from skill.app import open_skill
from skill.settings import Settings

skill = open_skill(Settings.read())


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return skill.answer(event)
