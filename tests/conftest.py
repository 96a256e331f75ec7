"""What several tests stand on: a published sample shop, and a model that is understood."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from skill.alexa.skill import Skill
from skill.echo.understanding import Understanding
from tests.plays import Clock, Stage, make_home


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-dialogues",
        action="store_true",
        help="write what was answered into tests/dialogues, to be reviewed as a diff",
    )


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop's home, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("published") / "home"
    make_home(home, Clock())
    return home


@pytest.fixture
def home(published_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return Understanding.of("en-US")


@pytest.fixture
def stage(home: Path, understanding: Understanding) -> Callable[..., Stage]:
    """Open the sample shop to a guest, or to Sam with `stage(who="sam")`."""
    return lambda **play: Stage(home, understanding, play)


@pytest.fixture(scope="session")
def shared_skill(published_home: Path, understanding: Understanding) -> Skill:
    """A skill for tests of many examples, which leave nothing behind that another would see."""
    return Stage(published_home, understanding, {}).skill
