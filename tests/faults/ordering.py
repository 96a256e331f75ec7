"""A shop that is killed over and over while it takes orders; run by test_kill.

    python -m tests.faults.ordering STORE DIARY KILLS SEED

Forks a seller, kills it at a random moment, and forks the next one on the store as it was left.
A seller writes "trying SESSION VERSION" into the diary before it places an order, "placed SESSION
CODE" after. After each seller, two are killed while they open: that store, and one not made yet.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from skill.shop.orders import Placement
from skill.stores.documents import dump
from skill.stores.sqlite import Database
from tests.contracts.backends import Backend
from tests.contracts.goods import buy

LONGEST_SALE = 0.04
LONGEST_OPENING = 0.006


def wish(session_id: str, basket_version: int) -> Placement:
    goods = (("mug", 2), ("kettle", 1))
    shopper_id = session_id.partition(".")[0]
    return buy(
        session_id=session_id,
        shopper_id=shopper_id,
        buying=goods,
        basket_version=basket_version,
    )


def sell(store: Path, diary: Path, shopper_id: str, ready: int) -> None:
    stores = Backend("sqlite", str(store)).open()
    # Unbuffered: a line is in the diary once it is written, whatever becomes of the seller.
    with diary.open("ab", buffering=0) as book:
        for number in count():
            held = stores.baskets.save(stores.baskets.of(shopper_id).adding("mug", "Mug", 2))
            placement = wish(f"{shopper_id}.{number}", held.version)
            stores.checkouts.save(placement.session)
            book.write(f"trying {placement.session.id} {held.version}\n".encode())
            os.write(ready, b"!")
            placed = stores.orders.place(placement)
            book.write(f"placed {placement.session.id} {placed.code}\n".encode())


def open_(store: Path, ready: int) -> None:
    os.write(ready, b"!")
    Database.open(store)
    time.sleep(60)


def kill_within(seconds: float, live: Callable[..., None], *arguments: object) -> None:
    """Fork, and kill the fork so long after it is ready, however slow the machine is."""
    ready, tell = os.pipe()
    seller = os.fork()
    if seller == 0:
        live(*arguments, tell)
    os.close(tell)
    os.read(ready, 1)
    time.sleep(seconds)
    os.kill(seller, signal.SIGKILL)
    _, status = os.waitpid(seller, 0)
    os.close(ready)
    if not os.WIFSIGNALED(status):
        sys.exit("a seller ended by itself; what it raised is told above")


def main(store: str, diary: str, kills: str, seed: str) -> None:
    moments = random.Random(int(seed))
    # Imported before the forks, so that a seller's short life is spent selling.
    dump(wish("s", 1))
    for life in range(int(kills)):
        sale = moments.uniform(0, LONGEST_SALE)
        kill_within(sale, sell, Path(store), Path(diary), f"ann{life}")
        for opened in (store, f"{store}-{life}"):
            kill_within(moments.uniform(0, LONGEST_OPENING), open_, Path(opened))


if __name__ == "__main__":
    main(*sys.argv[1:])
