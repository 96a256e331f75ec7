"""`hawker callbacks`: who wants a person to call."""

from __future__ import annotations

import json
from typing import Any

import click

from skill.app import open_shop
from skill.cli.printing import json_option, local, print_fields, print_json, print_table
from skill.settings import Settings
from skill.shop.callbacks import Callback
from skill.shop.phones import national
from skill.shop.shop import Shop
from skill.stores.documents import dump


@click.group("callbacks")
def command() -> None:
    """See who wants to be called, and when.

    \b
    Examples:
      hawker callbacks list
      hawker callbacks show CALLBACK_ID
    """


@command.command("list")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@json_option
def list_callbacks(limit: int, as_json: bool) -> None:
    """List the newest requests, newest first."""
    shop = open_shop(Settings.read())
    callbacks = shop.callbacks.newest(limit=limit)
    if as_json:
        print_json([_as_json(callback) for callback in callbacks])
    elif not callbacks:
        click.echo("Nobody has asked for a call yet.")
    else:
        headings = ("Request", "Call", "Number", "Who", "Reason", "State")
        print_table(headings, (_row(callback, shop) for callback in callbacks))


@command.command()
@click.argument("callback_id")
@json_option
def show(callback_id: str, as_json: bool) -> None:
    """Show one request."""
    shop = open_shop(Settings.read())
    callback = shop.callbacks.get(callback_id)
    if callback is None:
        raise click.ClickException(
            f"There is no callback {callback_id}. `hawker callbacks list` lists them."
        )
    if as_json:
        print_json(_as_json(callback))
    else:
        headings = ("Request", "Call", "Number", "Who", "Reason", "State")
        more = [
            ("Asked", local(callback.requested_at, shop.facts.hours.zone)),
            ("Number from", callback.phone_source.value),
            ("Language", callback.locale),
        ]
        print_fields([*zip(headings, _row(callback, shop), strict=True), *more])


def _as_json(callback: Callback) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(dump(callback))
    return document


def _row(callback: Callback, shop: Shop) -> tuple[str, ...]:
    zone = shop.facts.hours.zone
    window = callback.window
    until = window.end.astimezone(zone).strftime("%H:%M")
    return (
        callback.id,
        f"{local(window.start, zone)} to {until}",
        national(callback.phone),
        _who(callback, shop),
        callback.reason.replace("_", " "),
        callback.state,
    )


def _who(callback: Callback, shop: Shop) -> str:
    shopper = shop.shoppers.get(callback.owner)
    return (shopper.name or shopper.email) if shopper else "a guest"
