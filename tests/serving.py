"""`hawker serve` as a process of its own, on a port that is free."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[str]
    said: str
    """What it printed when it began."""

    @property
    def port(self) -> int:
        found = re.search(r":(\d+)/alexa", self.said)
        assert found, self.said
        return int(found[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(home: Path, *options: str) -> Iterator[Server]:
    """Serve a home until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "skill.cli", "serve", "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, "HAWKER_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Server(process, _greeting(process))
        finally:
            process.terminate()


def _greeting(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "pretend Echo" in line:
            break
    return "".join(lines)
