"""`hawker catalog`: what is for sale."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from skill import merchant
from skill.app import open_shop
from skill.catalog import versions
from skill.catalog.publish import Report
from skill.catalog.versions import Version
from skill.cli.printing import json_option, print_json, print_table
from skill.settings import Settings
from skill.shop.money import Money
from skill.shop.products import Catalog, Found, Product

_feed = click.argument("feed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_MOST_PROBLEMS = 50


@click.group("catalog")
def command() -> None:
    """Check, publish and search what is for sale.

    A feed is a file with the columns of Google Merchant Center, tab- or comma-separated, plain or
    .gz. Publishing builds a new version beside the live one and swaps them in one step.

    \b
    Examples:
      hawker catalog check feed.tsv
      hawker catalog publish feed.tsv
      hawker catalog search "leather backpack under fifty dollars"
      hawker catalog rollback
    """


@command.command()
@_feed
@json_option
def check(feed: Path, as_json: bool) -> None:
    """Say what is wrong with FEED and what publishing it would change."""
    _tell(merchant.check(feed, Settings.read()), as_json)


@command.command()
@_feed
@click.option("--force", is_flag=True, help="Publish even if many products would disappear.")
@json_option
def publish(feed: Path, force: bool, as_json: bool) -> None:
    """Put the products of FEED on the shelves, and its quantities into the stock."""
    _tell(merchant.publish(feed, Settings.read(), force=force), as_json)


@command.command("versions")
@json_option
def list_versions(as_json: bool) -> None:
    """List the published versions that are kept, newest first."""
    found = versions.versions(Settings.read().catalog)
    if as_json:
        print_json([asdict(version) for version in found])
    elif not found:
        click.echo("Nothing has been published. `hawker catalog publish FEED` does it.")
    else:
        print_table(("Version", "", "Products", "Feed"), map(_version_row, found))


@command.command()
@click.argument("version", default="")
@json_option
def rollback(version: str, as_json: bool) -> None:
    """Put VERSION back on the shelves, or the version before the live one.

    What was sold since stays sold.
    """
    name = merchant.roll_back(Settings.read(), version)
    if as_json:
        print_json({"version": name})
    else:
        click.echo(f"Version {name} is live.")


@command.command()
@click.argument("phrase", default="")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer every row of a TSV file with the columns qid and query.",
)
@json_option
def search(phrase: str, limit: int, batch: Path | None, as_json: bool) -> None:
    """Find what a shopper means by PHRASE, said as to Alexa.

    With --batch there is one JSON object a line.
    """
    if bool(phrase) == bool(batch):
        raise click.UsageError("Give either a PHRASE or --batch FILE.")
    catalog = open_shop(Settings.read()).catalog
    if batch:
        for qid, query in _queries(batch):
            print_json({"qid": qid, **_search(catalog, query, limit)[1]})
        return
    found, answer = _search(catalog, phrase, limit)
    if as_json:
        print_json(answer)
    else:
        _show(found, answer["took_ms"])


def _tell(report: Report, as_json: bool) -> None:
    """Exits with 1 when the feed is held back."""
    if as_json:
        print_json(asdict(report))
    else:
        _print_report(report)
    if report.held:
        raise click.exceptions.Exit(1)


def _print_report(report: Report) -> None:
    for problem in report.problems[:_MOST_PROBLEMS]:
        click.echo(f"{problem.severity}: {problem}", err=True)
    if report.errors + report.warnings > _MOST_PROBLEMS:
        click.echo("… and more; --json lists the first thousand.", err=True)
    click.echo(
        f"{report.source}: {report.rows} rows, {report.products} products; {report.new} new, "
        f"{report.changed} changed, {report.gone} gone; {report.errors} errors, "
        f"{report.warnings} warnings."
    )
    if report.held:
        click.echo(f"Not published. {report.held}", err=True)
    elif report.version:
        click.echo(f"Version {report.version} is live.")


def _version_row(version: Version) -> tuple[str, str, str, str]:
    live = "live" if version.live else ""
    return version.name, live, f"{version.products:,}", version.trouble or version.source


def _queries(batch: Path) -> Iterator[tuple[str, str]]:
    with batch.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"qid", "query"} <= set(rows.fieldnames or ()):
            raise click.ClickException(
                f"{batch}: name the columns qid and query in its first line."
            )
        for row in rows:
            yield row["qid"], row["query"] or ""


def _search(catalog: Catalog, phrase: str, limit: int) -> tuple[Found, dict[str, Any]]:
    begun = time.perf_counter()
    found = catalog.search(catalog.understand(phrase), limit=limit)
    took = time.perf_counter() - begun
    query = found.query
    return found, {
        "query": {
            "terms": query.terms,
            "min_price": _number(query.min_price),
            "max_price": _number(query.max_price),
            "cheapest_first": query.cheapest_first,
        },
        "results": [_result(product) for product in found.products],
        "total": found.total,
        "relaxed": found.relaxed,
        "confident": found.confident,
        "took_ms": round(took * 1000, 3),
    }


def _number(amount: Money | None) -> float | None:
    return None if amount is None else float(amount.decimal())


def _result(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "title": product.title,
        "spoken_title": product.spoken_title,
        "price": _number(product.price),
        "currency": product.price.currency,
        "availability": product.availability,
        "brand": product.brand,
        "link": product.link,
        "image_link": product.image_link,
    }


def _show(found: Found, took_ms: float) -> None:
    query = found.query
    wishes = [f"looking for {query.terms!r}"]
    wishes += [f"from {query.min_price}"] if query.min_price else []
    wishes += [f"up to {query.max_price}"] if query.max_price else []
    wishes += ["cheapest first"] if query.cheapest_first else []
    click.echo(f"Understood: {', '.join(wishes)}.")
    if found.relaxed:
        click.echo(f"Nothing met all of it, so these were let go: {', '.join(found.relaxed)}.")
    if not found.confident:
        click.echo("Not sure that this is what was meant.")
    rows = ((p.id, p.spoken_title, str(p.price), p.availability) for p in found.products)
    print_table(("Id", "Said as", "Price", "Availability"), rows)
    click.echo(f"{len(found.products)} of {found.total} products, found in {took_ms:.1f} ms.")
