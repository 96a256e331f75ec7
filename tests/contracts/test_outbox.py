from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import NOW, asked, buy, callback, placement, session


def test_an_outbox_begins_empty(stores: Stores) -> None:
    assert stores.outbox.pending(limit=9) == []


def test_notices_come_oldest_first_and_no_more_than_asked_for(backend: Backend) -> None:
    stores = backend.open()
    request = replace(callback(), requested_at=NOW + timedelta(minutes=5))
    stores.callbacks.file(request, asked(request))
    stores.orders.place(buy())
    stores.orders.place(placement(session("s2"), placed_at=NOW + timedelta(minutes=9)))

    pending = backend.open().outbox.pending(limit=2)
    assert [notice.subject_id for notice in pending] == ["order-of-s1", "call-1"]
