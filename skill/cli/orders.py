"""`hawker orders`: what was bought, and where it is."""

from __future__ import annotations

import json
from typing import Any

import click

from skill.app import open_shop
from skill.cli.printing import json_option, local, print_fields, print_json, print_table
from skill.settings import Settings
from skill.shop.orders import Order, OrderEvent, OrderStatus
from skill.shop.shop import Shop
from skill.stores.documents import dump


@click.group("orders")
def command() -> None:
    """See the orders and move them along.

    \b
    Examples:
      hawker orders list
      hawker orders show ORDER_ID
      hawker orders advance ORDER_ID shipped
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
