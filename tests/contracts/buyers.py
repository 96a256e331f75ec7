"""A process full of buyers who press at once: run by the races, one process of several.

    python -m tests.contracts.buyers BACKEND PLACE BUYING FIRST COUNT

Says "ready", waits for a line, lets COUNT buyers from number FIRST on buy in threads of their own,
and prints a line for each: the id of the order, or "refused".
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from skill.shop.errors import ShopError
from skill.shop.orders import Placement
from skill.stores.documents import dump
from skill.stores.errors import StoreBusy
from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import buy, dollars

PATIENCE = 20


def placed(stores: Stores, wish: Placement) -> str:
    """Buy as the shop does; whoever finds the store busy asks again."""
    for _ in range(PATIENCE):
        try:
            return stores.orders.place(wish).id
        except ShopError:
            return "refused"
        except StoreBusy:
            continue
    raise TimeoutError("the store stayed busy")


def last_unit(stores: Stores, number: int) -> str:
    """A unit of the kettle for a shopper of one's own."""
    return placed(stores, buy(session_id=f"s{number}", shopper_id=f"shopper {number}"))


def last_unit_naively(stores: Stores, number: int) -> str:
    """The same by reading first and writing then: it has to oversell, or the race is none."""
    left = stores.stock.on_hand(["kettle"])["kettle"]
    time.sleep(0.05)
    if not left:
        return "refused"
    stores.stock.load([("kettle", left - 1)])
    return f"order {number}"


def same_yes(stores: Stores, number: int) -> str:
    """One shopper's one yes, each time in a request of its own."""
    return placed(stores, buy(f"order {number}", basket_version=1))


def within_limit(stores: Stores, number: int) -> str:
    """One shopper's many orders of 300 dollars on a day with a limit of 1000."""
    return placed(stores, buy(session_id=f"s{number}", price=300, limit=dollars(1000)))


def mixed(stores: Stores, number: int) -> str:
    """Three products, named in another order by every buyer."""
    goods = [("kettle", 1), ("lamp", 2), ("mug", 1)]
    turned = goods[number % 3 :] + goods[: number % 3]
    lines = tuple(reversed(turned)) if number % 2 else tuple(turned)
    return placed(stores, buy(session_id=f"s{number}", shopper_id=f"{number}", buying=lines))


BUYING: dict[str, Callable[[Stores, int], str]] = {
    buying.__name__: buying
    for buying in (last_unit, last_unit_naively, same_yes, within_limit, mixed)
}


def main(name: str, place: str, buying: str, first: str, count: str) -> None:
    stores = Backend(name, place).open()
    together = threading.Barrier(int(count))

    def press(number: int) -> str:
        together.wait()
        return BUYING[buying](stores, number)

    # What is imported on first use is imported here, so that the race is the store's alone.
    dump(buy())
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(int(count)) as pool:
        for outcome in pool.map(press, range(int(first), int(first) + int(count))):
            print(outcome)


if __name__ == "__main__":
    main(*sys.argv[1:])
