"""`hawker orders`: what was bought, and where it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skill.app import open_shop
from skill.cli.printing import json_option, local, print_fields, print_json, print_table
from skill.settings import Settings
from skill.shop.orders import Order, OrderEvent, OrderStatus
from skill.shop.shop import Shop
from skill.stores.documents import dump

if TYPE_CHECKING:
    from skill.order_history.importing import Imported

_MOST_PROBLEMS = 50
_MOST_IDS = 10


@click.group("orders")
def command() -> None:
    """See the orders, move them along, import older ones.

    \b
    Examples:
      hawker orders list
      hawker orders show ORDER_ID
      hawker orders advance ORDER_ID shipped
      hawker orders import history.csv
    """


@command.command("list")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@json_option
def list_orders(limit: int, as_json: bool) -> None:
    """List the newest orders, newest first."""
    shop = open_shop(Settings.read())
    orders = shop.orders.newest(limit=limit)
    if as_json:
        print_json([_as_json(order) for order in orders])
    elif not orders:
        click.echo("Nobody has ordered yet.")
    else:
        headings = ("Order", "Code", "Placed", "Shopper", "Total", "Status")
        print_table(headings, (_row(order, shop) for order in orders))


@command.command()
@click.argument("order_id")
@json_option
def show(order_id: str, as_json: bool) -> None:
    """Show one order: what, for whom, where to, and what has happened to it."""
    shop = open_shop(Settings.read())
    _print(_order(shop, order_id), shop, as_json)


@command.command()
@click.argument("order_id")
@click.argument("status", type=click.Choice([status.value for status in OrderStatus]))
@json_option
def advance(order_id: str, status: str, as_json: bool) -> None:
    """Note that an order is STATUS from this moment on; its shopper hears so on asking."""
    shop = open_shop(Settings.read())
    order = _order(shop, order_id)
    if order.status == status:
        raise click.ClickException(f"Order {order_id} is {status} already; nothing was changed.")
    event = OrderEvent(OrderStatus(status), shop.clock())
    _print(shop.orders.append(order_id, event), shop, as_json)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_history(file: Path, as_json: bool) -> None:
    """Add the orders in FILE that were placed elsewhere, so that they can be asked for by voice.

    FILE is a CSV in UTF-8, one row a line item, with the columns order_id, email, placed_at
    (2026-11-23, or with a time), product_id, name, quantity, unit_price and, if not all of it was
    delivered, status. Stock and limits stay as they are, and nobody is told. Orders that are there
    already stay too. Exits with 1 when an order is left out because of one of its rows.
    """
    # Not at the top: it brings what reads feeds with it, which no other command here needs.
    from skill.order_history.importing import import_orders
    from skill.order_history.rows import HistoryUnreadable

    try:
        imported = import_orders(file, open_shop(Settings.read()))
    except HistoryUnreadable as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json(asdict(imported))
    else:
        _tell(imported)
    if imported.problems:
        raise click.exceptions.Exit(1)


def _tell(imported: Imported) -> None:
    for problem in imported.problems[:_MOST_PROBLEMS]:
        click.echo(f"{problem.severity}: {problem}", err=True)
    if len(imported.problems) > _MOST_PROBLEMS:
        click.echo("… and more; --json lists all.", err=True)
    click.echo(
        f"{imported.source}: {imported.rows} rows; orders: {imported.added} added, "
        f"{imported.known} there already, {imported.left_out} left out; "
        f"shoppers: {imported.new_shoppers} added."
    )
    if gone := imported.not_for_sale:
        listed = ", ".join(gone[:_MOST_IDS]) + (", …" if len(gone) > _MOST_IDS else "")
        click.echo(f"Not for sale, so not to be ordered again: {listed}.")


def _order(shop: Shop, order_id: str) -> Order:
    order = shop.orders.get(order_id)
    if order is None:
        raise click.ClickException(
            f"There is no order {order_id}. `hawker orders list` lists them."
        )
    return order


def _as_json(order: Order) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(dump(order))
    return {**document, "status": order.status, "total": document["totals"][-1]["amount"]}


def _row(order: Order, shop: Shop) -> tuple[str, ...]:
    placed = local(order.placed_at, shop.facts.hours.zone)
    shopper = _shopper(order, shop)
    return order.id, order.code, placed, shopper, str(order.total), order.status


def _shopper(order: Order, shop: Shop) -> str:
    shopper = shop.shoppers.get(order.shopper_id)
    return shopper.email if shopper else order.shopper_id


def _print(order: Order, shop: Shop, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(order))
        return
    print_fields(_fields(order, shop))
    lines = ((str(line.quantity), line.name, str(line.total)) for line in order.line_items)
    totals = (("", entry.type.value, str(entry.amount)) for entry in order.totals)
    click.echo()
    print_table(("", "Bought", ""), (*lines, *totals))


def _fields(order: Order, shop: Shop) -> list[tuple[str, str]]:
    zone = shop.facts.hours.zone
    events = (f"{event.status} {local(event.occurred_at, zone)}" for event in order.events)
    return [
        ("Order", order.id),
        ("Code", order.code),
        ("Shopper", _shopper(order, shop)),
        ("Placed", local(order.placed_at, zone)),
        ("Events", "; ".join(events)),
        ("Delivery", _delivery(order)),
    ]


def _delivery(order: Order) -> str:
    way = order.fulfillment
    to = way.destination
    place = (to.street_address, to.address_locality, to.postal_code) if to else ()
    days = f"{way.earliest} to {way.latest}"
    return ", ".join(filter(None, (way.title, *place, days)))
