"""`hawker shoppers`: who has an account, and so may buy."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

import click

from skill.app import open_shop
from skill.cli.printing import json_option, local, print_json, print_table
from skill.settings import Settings
from skill.shop.emails import is_email
from skill.shop.shop import Shop
from skill.shop.shoppers import Address, Shopper
from skill.stores.documents import dump


@click.group("shoppers")
def command() -> None:
    """Add and list the shoppers who may buy.

    \b
    Examples:
      hawker shoppers add ann@example.com --name "Ann Lee" \\
          --street "5 Quincy Street" --city "Port Townsend" --region WA --postal-code 98368
      hawker talk --shopper ann@example.com
    """


@command.command()
@click.argument("email")
@click.option("--name", default="", help="First and last name.")
@click.option(
    "--street", default="", help="Where orders go; without an address they are collected."
)
@click.option("--city", default="")
@click.option("--region", default="", help="State or province.")
@click.option("--postal-code", default="")
@click.option("--country", default="", help="ISO 3166, such as US; the shop's own if left out.")
@click.option("--token-days", type=click.IntRange(1, 3650), default=90, show_default=True)
@json_option
def add(email: str, name: str, token_days: int, as_json: bool, **address: str) -> None:
    """Add the shopper EMAIL and print an access token for account linking.

    For one who is there already, what is given is changed, the rest stays, and the token is one
    more. The token stands for the shopper in Alexa's requests; it is printed this once, only its
    hash is kept.
    """
    shop = open_shop(Settings.read())
    shopper = shop.shoppers.add(_shopper(shop, _checked(email), name, address))
    token = secrets.token_urlsafe(24)
    expires_at = shop.clock() + timedelta(days=token_days)
    shop.shoppers.grant(shopper.id, token, expires_at)
    if as_json:
        print_json({**_as_json(shopper), "token": token, "expires_at": expires_at.isoformat()})
    else:
        _tell(shopper, token, local(expires_at, shop.facts.hours.zone))


@command.command("list")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@json_option
def list_shoppers(limit: int, as_json: bool) -> None:
    """List shoppers by e-mail address."""
    shoppers = open_shop(Settings.read()).shoppers.first(limit=limit)
    if as_json:
        print_json([_as_json(shopper) for shopper in shoppers])
    elif not shoppers:
        click.echo("There are no shoppers yet. `hawker shoppers add EMAIL` adds one.")
    else:
        rows = ((shopper.email, shopper.name, _place(shopper)) for shopper in shoppers)
        print_table(("E-mail", "Name", "Orders go to"), rows)


def _checked(email: str) -> str:
    if not is_email(email):
        raise click.BadParameter(f"{email!r} is no e-mail address.", param_hint="EMAIL")
    return email


def _shopper(shop: Shop, email: str, name: str, given: dict[str, str]) -> Shopper:
    held = shop.shoppers.by_email(email) or Shopper(shop.new_id(), email)
    address = _address(shop, given) if any(given.values()) else held.address
    return replace(held, name=name or held.name, address=address)


def _address(shop: Shop, given: dict[str, str]) -> Address:
    missing = [f"--{part.replace('_', '-')}" for part in _NEEDED if not given[part]]
    if missing:
        raise click.UsageError(f"An address needs {' and '.join(missing)} too.")
    return Address(
        street_address=given["street"],
        address_locality=given["city"],
        postal_code=given["postal_code"],
        address_region=given["region"],
        address_country=given["country"].upper() or shop.facts.country,
    )


_NEEDED = ("street", "city", "postal_code")


def _as_json(shopper: Shopper) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(dump(shopper))
    return document


def _tell(shopper: Shopper, token: str, expires: str) -> None:
    click.echo(f"{shopper.name or shopper.email} may buy; orders go to: {_place(shopper)}.")
    click.echo(f"Access token, good until {expires} and not shown again:\n{token}")


def _place(shopper: Shopper) -> str:
    to = shopper.address
    if to is None:
        return "the shop, to be collected"
    return ", ".join(filter(None, (to.street_address, to.address_locality, to.postal_code)))
