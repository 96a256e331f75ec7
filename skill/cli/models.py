"""`hawker models`: the interaction models, by which Alexa understands shoppers."""

from __future__ import annotations

import click

from skill.echo.lint import lint
from skill.echo.model import intents, locales, read_model


@click.group("models")
def command() -> None:
    """Check the interaction models, by which Alexa understands shoppers.

    \b
    Examples:
      hawker models check
      hawker models check --locale en-US
    """


@command.command()
@click.option("--locale", type=click.Choice(locales()), help="Only this one.")
def check(locale: str | None) -> None:
    """Look for what Alexa would refuse or misunderstand.

    Exits with 1 when there is something.
    """
    checked = [locale] if locale else locales()
    if sum(map(_problems, checked)):
        raise click.exceptions.Exit(1)


def _problems(locale: str) -> int:
    """Print what is wrong with a model, and count it."""
    model = read_model(locale)
    found = lint(model)
    for problem in found:
        click.echo(f"{locale}: {problem}", err=True)
    verdict = f"{len(found)} problems" if found else "well"
    samples = sum(len(intent.samples) for intent in intents(model))
    click.echo(f"{locale}: {verdict}, {len(list(intents(model)))} intents, {samples} samples.")
    return len(found)
