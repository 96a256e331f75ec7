"""The Lambda entry behind a pipe: one event a line in, one line about its answer out.

Run as `bridge.py ACCESS_TOKEN` with HAWKER_SKILL_ID and an empty HAWKER_HOME. The shop is the
sample shop with ODDITIES on its shelves too, and a shopper who has linked an account by that token.
"""

from __future__ import annotations

import csv
import importlib
import json
import logging
import shutil
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "lambda"), str(ROOT)]

from skill.app import now, open_shop  # noqa: E402
from skill.settings import Settings  # noqa: E402
from tests.plays import SAM, SAMPLE, stock_up  # noqa: E402

ODDITIES = [
    {
        "id": "ODD-1",
        "title": "Curious Teapot",
        "spoken_title": '<b>Curious</b> & "Bold" ${1 + 1} <script>alert(1)</script> Teapot',
        "description": "Said <i>nothing</i> & held water. ${data} &amp; so on.",
        "image_link": "https://juniper-pine.example/images/odd-1.jpg",
        "price": "24.00 USD",
    },
    {
        "id": "ODD-2",
        "title": "Curious Teapot without a Picture",
        "description": "Nobody has photographed it yet.",
        "price": "1249.00 USD",
    },
    {
        "id": "ODD-3",
        "title": "Curious Teapot with a Lost Picture",
        "spoken_title": "Curious Teapot in the Grand and Unreasonably Long Winded Tradition of the"
        " Hand Thrown Salt Glazed Stoneware of Three Neighbouring Villages by the Sea",
        "description": " ".join(["A pot about which there is a great deal to be told."] * 12),
        "image_link": "https://juniper-pine.example/images/lost.jpg",
        "price": "18.50 USD",
    },
]


class Alarm(logging.Handler):
    """Keeps what the skill logs as an error: the shopper only hears an apology."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.rung: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.rung.append(self.format(record))


def furnish(settings: Settings, access_token: str) -> None:
    shutil.copy(SAMPLE / "shop.toml", settings.shop_file)
    shop = open_shop(settings)
    stock_up(settings.home, feed(settings.home), shop)
    shop.shoppers.add(SAM)
    shop.shoppers.grant(SAM.id, access_token, now() + timedelta(days=1))


def feed(home: Path) -> Path:
    """The sample shop's feed and the oddities under it."""
    with (SAMPLE / "catalog.tsv").open(encoding="utf-8", newline="") as sample:
        rows = [*csv.DictReader(sample, delimiter="\t"), *ODDITIES]
    path = home / "feed.tsv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, {name: None for row in rows for name in row}, delimiter="\t")
        writer.writeheader()
        writer.writerows(rows)
    return path


def serve(handler: Callable[[Any, object], Any], events: TextIO, answers: TextIO) -> None:
    alarm = Alarm()
    logging.getLogger().addHandler(alarm)
    for line in events:
        alarm.rung.clear()
        try:
            report = {"answer": handler(json.loads(line), None)}
        except Exception:
            report = {"raised": traceback.format_exc()}
        print(json.dumps(report | {"alarms": alarm.rung}), file=answers, flush=True)


def main(access_token: str) -> None:
    # Nothing but answers may get into the pipe, whatever the skill prints.
    answers, sys.stdout = sys.stdout, sys.stderr
    furnish(Settings.read(), access_token)
    handler = importlib.import_module("alexa").handler
    print(json.dumps({"ready": True}), file=answers, flush=True)
    serve(handler, sys.stdin, answers)


if __name__ == "__main__":
    main(sys.argv[1])
