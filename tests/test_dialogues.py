"""Every golden dialogue is performed word for word.

`pytest tests/test_dialogues.py --rewrite-dialogues` writes down what is answered; review the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from skill.echo.understanding import Understanding
from tests.plays import Stage, perform, write

DIALOGUES = sorted((Path(__file__).parent / "dialogues").glob("*/*.yaml"))


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_dialogue_is_held_as_written(
    path: Path, home: Path, understanding: Understanding, request: pytest.FixtureRequest
) -> None:
    play = yaml.safe_load(path.read_text(encoding="utf-8"))
    script = perform(play, Stage(home, understanding, play))
    if request.config.getoption("--rewrite-dialogues"):
        write(path, play, script)
    else:
        assert script == play["play"]


def test_there_are_dialogues_to_hold() -> None:
    assert len(DIALOGUES) >= 25
