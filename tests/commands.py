"""A command of `hawker`, run as a merchant types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from skill.cli import main


def hawker(home: Path, *words: str | Path, code: int = 0) -> Result:
    environment = {"HAWKER_HOME": str(home), "HAWKER_STORE": None, "HAWKER_SKILL_ID": None}
    result = CliRunner().invoke(main, [str(word) for word in words], env=environment)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def as_json(result: Result) -> Any:
    return json.loads(result.stdout)
