"""A fresh process to its first answered search, ours beside hello-world's.

Run with `make bench`, or `python -m benchmarks.cold [--runs N]`. Each run is a new Python that
imports the skill, opens the shop and answers one search; bytecode is compiled beforehand, as it is
in the built artifact.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from skill.echo.understanding import Understanding
from tests.plays import SKILL_ID, Clock, Stage, make_home

ROOT = Path(__file__).parent.parent
MUST, AIM = 2.2, 1.8
HELLO = "from benchmarks.hello import handler"
HAWKER = "from alexa import handler"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        event, environment = _prepared(Path(folder))
        for entry in (HELLO, HAWKER):
            _run(entry, event, environment)
        pairs = [
            (_run(HELLO, event, environment), _run(HAWKER, event, environment)) for _ in range(runs)
        ]
    return _report(pairs)


def _prepared(folder: Path) -> tuple[str, Mapping[str, str]]:
    """A home, and a search request as Alexa sends it."""
    home = folder / "home"
    make_home(home, Clock())
    stage = Stage(home, Understanding.of("en-US"), {})
    event = json.dumps(stage.echo.hear("find a leather backpack").request)
    paths = os.pathsep.join((str(ROOT), str(ROOT / "lambda")))
    settings = {
        "HAWKER_HOME": str(home),
        "HAWKER_SKILL_ID": SKILL_ID,
        "PYTHONPATH": paths,
        # The first, uncounted run leaves the bytecode of everything here.
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
        # As Lambda sets it.
        "TZ": ":UTC",
    }
    return event, {**os.environ, **settings}


def _run(entry: str, event: str, environment: Mapping[str, str]) -> tuple[float, float]:
    """CPU and wall seconds from the start of the process to its end."""
    code = (
        f"import json, sys; {entry}; "
        "answer = handler(json.load(sys.stdin), None); "
        "assert answer['response']['outputSpeech']['ssml']"
    )
    before, start = _children(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code], input=event, text=True, env=dict(environment), check=True
    )
    return _children() - before, time.perf_counter() - start


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> int:
    table = Table("Fresh process to first search", "hello-world ms", "Hawker ms", "ratio")
    ratios = []
    for place, name in enumerate(("CPU", "wall")):
        theirs = statistics.median(hello[place] for hello, _ in pairs)
        ours = statistics.median(hawker[place] for _, hawker in pairs)
        ratios.append(statistics.median(hawker[place] / hello[place] for hello, hawker in pairs))
        table.add_row(name, f"{theirs * 1000:.0f}", f"{ours * 1000:.0f}", f"{ratios[-1]:.2f}")
    Console().print(table)
    Console().print(f"at most {MUST}, aim {AIM}; {len(pairs)} pairs")
    return int(max(ratios) > MUST)


if __name__ == "__main__":
    sys.exit(main())
