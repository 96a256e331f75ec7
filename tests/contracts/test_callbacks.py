from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from skill.shop.callbacks import CallbackState, NumberSource
from skill.shop.errors import CallbackChanged
from skill.shop.opening_hours import Window
from tests.contracts.backends import Backend, Stores
from tests.contracts.goods import NOW, asked, callback

REQUEST = callback()
SECOND = replace(
    callback("call-2", phone="+13605550199"),
    phone_source=NumberSource.PROFILE,
    window=Window(NOW + timedelta(hours=5), NOW + timedelta(hours=6)),
    requested_at=NOW + timedelta(minutes=10),
)


def test_a_filed_request_is_open_and_comes_back_whole(backend: Backend) -> None:
    filed = backend.open().callbacks.file(REQUEST, asked(REQUEST))

    assert filed == REQUEST
    stores = backend.open()
    assert stores.callbacks.open_for("ann") == filed
    assert stores.callbacks.get("call-1") == filed


def test_nobody_elses_request_is_open_for_an_owner(stores: Stores) -> None:
    stores.callbacks.file(REQUEST, asked(REQUEST))

    assert stores.callbacks.open_for("ben") is None
    assert stores.callbacks.get("call-9") is None


def test_a_request_leaves_its_notice(stores: Stores) -> None:
    stores.callbacks.file(REQUEST, asked(REQUEST))

    assert stores.outbox.pending(limit=9) == [asked(REQUEST)]


def test_filing_again_changes_number_and_window_and_keeps_id_and_age(stores: Stores) -> None:
    first = stores.callbacks.file(REQUEST, asked(REQUEST))
    changed = stores.callbacks.file(SECOND, asked(SECOND))

    assert changed == replace(
        first,
        phone=SECOND.phone,
        phone_source=SECOND.phone_source,
        window=SECOND.window,
        version=first.version + 1,
    )
    assert stores.callbacks.open_for("ann") == changed
    assert stores.callbacks.newest(limit=9) == [changed]


def test_the_notice_of_a_changed_request_names_the_request_that_was_kept(stores: Stores) -> None:
    stores.callbacks.file(REQUEST, asked(REQUEST))
    stores.callbacks.file(SECOND, asked(SECOND))

    told = [(notice.id, notice.subject_id) for notice in stores.outbox.pending(limit=9)]
    assert told == [("notice-of-call-1", "call-1"), ("notice-of-call-2", "call-1")]


def test_a_canceled_request_is_no_longer_open_but_still_on_record(stores: Stores) -> None:
    filed = stores.callbacks.file(REQUEST, asked(REQUEST))
    canceled = stores.callbacks.cancel(filed)

    assert canceled.state is CallbackState.CANCELED
    assert canceled.version == filed.version + 1
    assert stores.callbacks.open_for("ann") is None
    assert stores.callbacks.get("call-1") == canceled


def test_a_request_canceled_twice_is_refused_the_second_time(stores: Stores) -> None:
    filed = stores.callbacks.file(REQUEST, asked(REQUEST))
    canceled = stores.callbacks.cancel(filed)
    for read in (filed, canceled):
        with pytest.raises(CallbackChanged):
            stores.callbacks.cancel(read)

    assert stores.callbacks.get("call-1") == canceled


def test_a_request_changed_since_it_was_read_is_not_canceled(stores: Stores) -> None:
    read = stores.callbacks.file(REQUEST, asked(REQUEST))
    changed = stores.callbacks.file(SECOND, asked(SECOND))
    with pytest.raises(CallbackChanged):
        stores.callbacks.cancel(read)

    assert stores.callbacks.open_for("ann") == changed


def test_after_a_cancellation_a_request_is_a_fresh_one(stores: Stores) -> None:
    stores.callbacks.cancel(stores.callbacks.file(REQUEST, asked(REQUEST)))
    filed = stores.callbacks.file(SECOND, asked(SECOND))

    assert filed == SECOND
    assert stores.callbacks.open_for("ann") == SECOND


def test_requests_of_all_owners_come_newest_first(stores: Stores) -> None:
    for minute, name in enumerate(["a", "b", "c"]):
        request = replace(callback(name, owner=name), requested_at=NOW + timedelta(minutes=minute))
        stores.callbacks.file(request, asked(request))

    assert [request.id for request in stores.callbacks.newest(limit=2)] == ["c", "b"]
