"""CPU of a turn, ours and hello-world's in one process, turn about.

Run with `make bench`, or `python -m benchmarks.turn [--rounds N]`. The ratio is of the medians of
CPU time; what a turn waits for, which is the disk at a commit, is shown beside it. Hello-world gets
the same request without our session attributes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import hello
from skill.alexa.skill import Skill
from skill.app import open_shop, skill_of
from skill.catalog.publish import publish
from skill.echo.understanding import Understanding
from skill.settings import Settings
from skill.shop.shop import Shop
from tests.plays import SAMPLE, SKILL_ID, Clock, Stage, make_home

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
CATALOGS = {"general": 2_465, "electronics": 19_406}
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    skill: Skill
    event: Event
    goal: float
    before: Callable[[], None]
    """What has to be put back before each turn."""


@dataclass(frozen=True, slots=True)
class Measured:
    cpu: float
    """Seconds of this process, the median."""
    wall: float


def measure(case: Case, rounds: int) -> tuple[Measured, Measured]:
    """Hello-world's turn and ours, in turn, so that a slow moment of the machine hits both."""
    bare = {**case.event, "session": {**case.event["session"], "attributes": {}}}
    theirs: list[Measured] = []
    ours: list[Measured] = []
    for _ in range(rounds):
        theirs.append(_once(lambda: hello.handler(bare, None)))
        case.before()
        ours.append(_once(lambda: case.skill.answer(case.event)))
    return _median(theirs), _median(ours)


def _once(turn: Callable[[], object]) -> Measured:
    wall, cpu = time.perf_counter(), time.process_time()
    turn()
    return Measured(time.process_time() - cpu, time.perf_counter() - wall)


def _median(runs: list[Measured]) -> Measured:
    return Measured(
        statistics.median(run.cpu for run in runs), statistics.median(run.wall for run in runs)
    )


def conversation(home: Path, lines: list[str]) -> tuple[Stage, list[Event]]:
    """Hold a conversation once, to have real requests to repeat."""
    stage = Stage(home, Understanding.of("en-US"), {"who": "sam"})
    return stage, [dict(stage.echo.hear(line).request) for line in lines]


def cases(folder: Path) -> Iterator[Case]:
    home = folder / "sample"
    make_home(home, Clock())
    stage, events = conversation(
        home,
        ["open juniper pine", "help", "find a gooseneck kettle", "add it to my basket",
         "check out"],
    )  # fmt: skip
    _, helped, _, added, quoted = events
    basket = stage.shop.baskets.of("sam")

    def refill() -> None:
        stage.shop.baskets.save(replace(basket, version=stage.shop.baskets.of("sam").version))

    def nothing() -> None:
        pass

    yield Case("help", stage.skill, helped, 1.3, nothing)
    for name, products in CATALOGS.items():
        skill, event = _searching(folder / name, DATA / name / "feed.tsv.gz")
        yield Case(f"search {products:,} products", skill, event, 3, nothing)
    yield Case("add to the basket", stage.skill, added, 4, refill)
    yield Case("read the quote", stage.skill, quoted, 4, nothing)


def _searching(home: Path, feed: Path) -> tuple[Skill, Event]:
    home.mkdir()
    (home / "shop.toml").write_bytes((SAMPLE / "shop.toml").read_bytes())
    shop = _published(home, feed)
    skill = skill_of(shop, frozenset({SKILL_ID}))
    stage = Stage(home, Understanding.of("en-US"), {})
    return skill, dict(
        stage.echo.hear("find a black leather bag under two hundred dollars").request
    )


def _published(home: Path, feed: Path) -> Shop:
    settings = Settings.read({"HAWKER_HOME": str(home)})
    shop = open_shop(settings)
    publish(feed, settings.catalog, shop.facts.currency, shop.clock)
    return open_shop(settings, clock=Clock())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    table = Table("Turn", "hello-world ms", "Hawker ms", "ratio", "goal", "waiting ms")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(Path(folder)):
            measure(case, 20)
            theirs, ours = measure(case, rounds)
            ratio = ours.cpu / theirs.cpu
            missed |= ratio > case.goal
            table.add_row(
                case.name,
                f"{theirs.cpu * 1000:.3f}",
                f"{ours.cpu * 1000:.3f}",
                f"{ratio:.2f}",
                f"{case.goal:g}",
                f"{(ours.wall - ours.cpu) * 1000:.2f}",
            )
    Console().print(table)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
