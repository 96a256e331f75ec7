"""`hawker talk`: the pretend Echo in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

import click
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from skill.app import open_shop
from skill.cli.printing import json_option, print_json
from skill.echo.echo import Echo
from skill.echo.heard import Heard, InvalidResponse
from skill.echo.model import invocation_name, locales, read_model
from skill.echo.pretend import pretend_echo
from skill.echo.speech import InvalidSpeech
from skill.settings import Settings
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.web.drawing import drawing

_SILENCE = "..."
_CARDS = {
    "LinkAccount": "Link your account. Here: leave, and talk as `hawker talk --shopper EMAIL`; "
    "`hawker shoppers add EMAIL` adds one.",
    "AskForPermissionsConsent": "Share your phone number. Here: say the number instead.",
}


@click.command("talk")
@click.option("--locale", type=click.Choice(locales()), default="en-US", show_default=True)
@click.option("--shopper", "email", metavar="EMAIL", help="Who is speaking; a guest if left out.")
@click.option("--screen", is_flag=True, help="The Echo has a screen.")
@click.option(
    "--script",
    type=click.File(encoding="utf-8"),
    help='Say the lines of this file; "-" is standard input.',
)
@json_option
def command(
    locale: str, email: str | None, screen: bool, script: TextIO | None, as_json: bool
) -> None:
    """Talk to the shop as a shopper at an Echo would.

    Type what you would say; an empty line is silence, Ctrl-D leaves. What you say is understood
    by the interaction model and answered by the very skill that answers Alexa.

    In a script each line is said; "..." is silence, and blank lines and lines that begin with #
    are skipped.

    \b
    Examples:
      hawker talk
      hawker talk --shopper sam@example.com --screen
      printf 'find a kettle\\nthe second one\\n' | hawker talk --script - --json
    """
    shop = open_shop(Settings.read())
    shopper = _shopper(shop, email) if email else None
    echo = pretend_echo(shop, locale=locale, shopper=shopper, screen=screen)
    console = Console(highlight=False)
    try:
        for heard in _scripted(echo, script) if script else _typed(echo, console, locale):
            if as_json:
                print_json(heard.as_json())
            else:
                _show(heard, console, echoing=bool(script))
    except (InvalidResponse, InvalidSpeech) as error:
        raise click.ClickException(f"Alexa would refuse this answer. {error}") from error
    echo.leave()


def _shopper(shop: Shop, email: str) -> Shopper:
    shopper = shop.shoppers.by_email(email)
    if shopper is None:
        raise click.ClickException(
            f"There is no shopper {email}. `hawker shoppers add {email}` adds one."
        )
    return shopper


def _scripted(echo: Echo, lines: Iterable[str]) -> Iterator[Heard]:
    for line in map(str.strip, lines):
        if line == _SILENCE:
            yield echo.stay_silent()
        elif line and not line.startswith("#"):
            yield echo.hear(line)


def _typed(echo: Echo, console: Console, locale: str) -> Iterator[Heard]:
    """What is typed until the end of input; a person at a terminal is greeted first."""
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        # Brings back earlier lines with the arrow keys.
        import readline  # noqa: F401

        console.print("An empty line is silence, Ctrl-D leaves.", style="dim")
        console.print(f"You: open {invocation_name(read_model(locale))}")
        yield echo.open()
    while True:
        try:
            line = input("You: " if at_terminal else "").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        yield echo.hear(line) if line else echo.stay_silent()


def _show(heard: Heard, console: Console, *, echoing: bool) -> None:
    if echoing:
        console.print(Text(f"You: {heard.user or '(says nothing)'}"))
    if heard.speech:
        console.print(Text.assemble(("Alexa: ", "bold cyan"), heard.speech))
    if heard.card:
        console.print(Panel(_card(heard.card), title="Card in the Alexa app", title_align="left"))
    if drawn := drawing(heard):
        console.print(_screen(drawn))
    if heard.ends:
        console.print("(Alexa stopped listening.)", style="dim")


def _card(card: Mapping[str, Any]) -> Text:
    known = _CARDS.get(card["type"])
    return Text(known or "\n".join(filter(None, (card.get("title"), card.get("content")))))


def _screen(drawn: Mapping[str, Any]) -> Panel:
    rows = enumerate(drawn["rows"], start=1)
    lines = (_row(row, f"{place}. " if "touch" in row else "") for place, row in rows)
    return Panel(Text("\n".join(lines)), title=Text(drawn["title"]), title_align="left")


def _row(row: Mapping[str, str], place: str) -> str:
    texts = (row["name"], row["price"], row["description"])
    return place + "  ".join(filter(None, texts))
