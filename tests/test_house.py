"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted((ROOT / "skill").rglob("*.py"))
ENTRIES = sorted((ROOT / "lambda").glob("*.py"))

MACHINE_PATH = re.compile(rb"(?<![\w./*-])/(?:work|root|home/\w+|Users/\w+)/|(?<![\w./*-])/tmp/\w")
REGISTRY = re.compile(
    rb"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com"
    rb"|repo\d?\.maven\.|--(?:find-links|(?:extra-)?index-url)"
)
# Lambda can write nowhere else.
NAMES_TMP = {"template.yaml"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def kept_files() -> list[Path]:
    """Every file that git keeps, or would keep after `git add`."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), path)


def functions_in(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's place and its length in lines."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{name_of(path)}:{node.lineno} {node.name}", length


def test_modules_are_short_enough_to_read_at_once() -> None:
    assert {name_of(path): lines for path in ROOMS if (lines := lines_of(path)) > 250} == {}


def test_entry_points_only_hand_over() -> None:
    assert {name_of(path): lines for path in ENTRIES if (lines := lines_of(path)) > 20} == {}


def test_functions_are_short() -> None:
    functions = [found for path in [*ROOMS, *ENTRIES] for found in functions_in(path)]
    assert [(place, length) for place, length in functions if length > 40] == []
    assert median(length for _, length in functions) <= 8


def test_modules_say_what_they_are_for() -> None:
    modules = {name_of(path): tree_of(path) for path in [*ROOMS, *ENTRIES]}
    assert [
        name for name, tree in modules.items() if tree.body and not ast.get_docstring(tree)
    ] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name_of(path)}: {match.group().decode()}"
        for path in kept_files()
        for pattern in (MACHINE_PATH, REGISTRY)
        if (match := pattern.search(path.read_bytes())) and path.name not in NAMES_TMP
    ]
    assert found == []


def test_a_turn_loads_no_server_no_console_and_no_cloud() -> None:
    """Each costs a cold start time, and some are not shipped to Lambda at all."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import skill.app, sys; print(*sys.modules)"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.split()
    heavy = {"boto3", "click", "cryptography", "flask", "flask_ask_sdk", "hassil", "rich"}
    assert heavy.isdisjoint(loaded)
