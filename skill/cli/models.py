"""`hawker models`: the interaction models, by which Alexa understands shoppers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from skill.echo.lint import Problem, lint
from skill.echo.model import custom_types, intents, locales, read_model
from skill.settings import Settings

_locale = click.Choice(locales())


@click.group("models")
def command() -> None:
    """Build and check the interaction models, by which Alexa understands shoppers.

    \b
    Examples:
      hawker models check
      hawker models build --catalog --output en-US.json
    """


@command.command()
@click.option("--locale", type=_locale, default="en-US", show_default=True)
@click.option("--catalog", "with_catalog", is_flag=True, help="Teach Alexa what is for sale.")
@click.option("--invocation-name", default="", help="What shoppers say, if not the shop's name.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write a file.")
def build(locale: str, with_catalog: bool, invocation_name: str, output: Path | None) -> None:
    """Print the model to be uploaded for this shop.

    It is called by the shop's name in shop.toml. With --catalog it holds the departments and
    products that are live, so that "where is my gooseneck kettle" is heard more often as it was
    said: build and upload it again when they change.
    """
    model = _built(locale, with_catalog, invocation_name)
    text = json.dumps(model, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
        return
    output.write_text(f"{text}\n", encoding="utf-8")
    click.echo(f"{output}: {_summary(model)}. Upload it as the interaction model of {locale}.")


@command.command()
@click.option("--locale", type=_locale, help="Only this one.")
def check(locale: str | None) -> None:
    """Look for what Alexa would refuse or misunderstand.

    Exits with 1 when there is something.
    """
    checked = [locale] if locale else locales()
    if sum(map(_problems, checked)):
        raise click.exceptions.Exit(1)


def _built(locale: str, with_catalog: bool, invocation_name: str) -> dict[str, Any]:
    # Not at the top: `check` is quick, and the shop brings a search engine with it.
    from skill.app import open_shop
    from skill.echo import building

    shop = open_shop(Settings.read())
    words = building.catalog_words(shop.catalog) if with_catalog else []
    if with_catalog and not words:
        raise click.ClickException(
            "Nothing is for sale. `hawker catalog publish FEED` changes that."
        )
    name = invocation_name or building.spoken_name(shop.facts.name)
    model = building.build(locale, name, words)
    if problems := lint(model):
        raise click.ClickException(_refusal(problems))
    return model


def _refusal(problems: list[Problem]) -> str:
    remedy = "The name is that of shop.toml; --invocation-name 'two words' gives another."
    return "\n  ".join(("Alexa would refuse the model:", *map(str, problems), remedy))


def _problems(locale: str) -> int:
    """Print what is wrong with a model, and count it."""
    model = read_model(locale)
    found = lint(model)
    for problem in found:
        click.echo(f"{locale}: {problem}", err=True)
    verdict = f"{len(found)} problems" if found else "well"
    click.echo(f"{locale}: {verdict}, {_summary(model)}.")
    return len(found)


def _summary(model: dict[str, Any]) -> str:
    samples = sum(len(intent.samples) for intent in intents(model))
    words = sum(map(len, custom_types(model).values()))
    taught = f", {words} words taught" if words else ""
    return f"{len(list(intents(model)))} intents, {samples} samples{taught}"
