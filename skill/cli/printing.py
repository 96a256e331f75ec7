"""How commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    option: Command = click.option(
        "--json", "as_json", is_flag=True, help="Print JSON, for a program."
    )(command)
    return option


def print_json(value: object) -> None:
    """One line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Without headings when there are none."""
    table = Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.show_header = bool(headings)
    for row in rows:
        # As Text: a title with [brackets] is no markup.
        table.add_row(*map(Text, row))
    _console().print(table)


def print_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Names and values, one pair a line; pairs without a value are left out."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, value in fields:
        if value:
            table.add_row(Text(name, "dim"), Text(value))
    _console().print(table)


def local(moment: datetime, zone: ZoneInfo) -> str:
    """The moment on the shop's own clock, to the minute."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _console() -> Console:
    console = Console(highlight=False)
    # Into a pipe or a file rich would cut every line at 80 characters.
    return console if console.is_terminal else Console(highlight=False, width=1000)
