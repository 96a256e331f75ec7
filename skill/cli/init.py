"""`hawker init`: a folder with all that a shop needs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files

import click

from skill import merchant
from skill.app import open_shop
from skill.settings import Settings
from skill.shop.shoppers import Address, Shopper

SAM = "sam@example.com"
_ADDRESS = Address("12 Lawrence Street", "Port Townsend", "98368", "WA", "US")


@click.command("init")
@click.option(
    "--sample", is_flag=True, help="Add a catalog to sell from and a shopper who may buy."
)
def command(sample: bool) -> None:
    """Make the folder of a shop, HAWKER_HOME: its shop.toml and its store.

    What is there already stays as it is.

    \b
    Examples:
      hawker init --sample
      HAWKER_HOME=~/my-shop hawker init
    """
    settings = Settings.read()
    made = [*_make_home(settings), *(_add_sample(settings) if sample else ())]
    click.echo(f"{settings.home} " + ("has:" if made else "is ready; nothing was changed."))
    for thing in made:
        click.echo(f"  {thing}")
    click.echo(f"\n{_what_next(settings)}")


def _make_home(settings: Settings) -> Iterator[str]:
    """Make what is missing, and name it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    if not settings.shop_file.exists():
        template = files("skill.sample_shop").joinpath("shop.toml").read_text(encoding="utf-8")
        with settings.shop_file.open("x", encoding="utf-8") as file:
            file.write(template)
        yield f"{settings.shop_file.name}: what the shop is and how it sells"
    if not settings.database.exists():
        open_shop(settings)
        yield f"{settings.database.name}: baskets, orders and callback requests"


def _add_sample(settings: Settings) -> Iterator[str]:
    shop = open_shop(settings)
    if not shop.catalog.version:
        with as_file(files("skill.sample_shop").joinpath("catalog.tsv")) as feed:
            report = merchant.publish(feed, settings)
        yield f"catalog: {report.products} products to sell"
    if not shop.shoppers.by_email(SAM):
        shop.shoppers.add(Shopper(shop.new_id(), SAM, "Sam Taylor", _ADDRESS))
        yield f"{SAM}: a shopper who may buy"


def _what_next(settings: Settings) -> str:
    shop = open_shop(settings)
    own = f"change {settings.shop_file}, then `hawker catalog publish FEED`"
    if not shop.catalog.version:
        return f"Next: {own}.\n`hawker doctor` says what is still missing."
    talk = f"hawker talk --shopper {SAM}" if shop.shoppers.by_email(SAM) else "hawker talk"
    return f"Next: `{talk}`, or `hawker serve` and a browser.\nTo sell your own things: {own}."
