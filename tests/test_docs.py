"""What the documents tell people to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from skill.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"bin/hawker ([a-z]+)", TEXT))))
def test_every_command_that_is_named_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


@pytest.mark.parametrize("option", sorted(set(re.findall(r"bin/hawker (\w+ \w+.*?--\w+)", TEXT))))
def test_every_option_that_is_named_exists(option: str) -> None:
    group, command, *_, flag = option.split()
    assert flag in CliRunner().invoke(main, [group, command, "--help"]).output


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)\b(?!s)", TEXT))))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words_of_prose = {"it", "two", "you", "models"}
    assert target in words_of_prose or re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize(
    "path",
    sorted(
        {
            path
            for path in re.findall(r"`((?:skill|tests|docs|interaction_models)/[\w./-]+)`", TEXT)
            if "xx." not in path
        }
    ),
)
def test_every_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_dialogue_in_the_readme_is_one_that_is_held() -> None:
    play = (ROOT / "tests/dialogues/en-US/a_first_purchase.yaml").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"^Alexa  (.*?)(?=^You |^```)", readme, re.MULTILINE | re.DOTALL)
    assert len(said) == 4
    for line in said:
        assert " ".join(line.split()).replace("K 7 Q 2", "K 2 Q 3") in " ".join(play.split())
