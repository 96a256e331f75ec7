"""Documents are the same text for every backend, so their promises need none."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.shop.baskets import Basket
from skill.shop.callbacks import Callback
from skill.shop.checkout import CheckoutSession
from skill.shop.opening_hours import Window
from skill.shop.orders import Order, OrderEvent
from skill.shop.shoppers import Shopper
from skill.stores.documents import dump, instant, load
from skill.stores.errors import StoreDamaged
from tests.contracts.goods import NOW, buy, callback, session

_moments = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, *(timezone(timedelta(hours=h)) for h in (-8, 9))]),
)
_windows = st.builds(Window, _moments, _moments)
_events = st.builds(OrderEvent, occurred_at=_moments)

# What is not named here is drawn by its type.
DOCUMENTS = [
    st.builds(Basket),
    st.builds(Callback, window=_windows, requested_at=_moments),
    st.builds(CheckoutSession, expires_at=_moments),
    st.builds(Order, placed_at=_moments, events=st.lists(_events, min_size=1).map(tuple)),
    st.builds(Shopper),
]


@pytest.mark.parametrize("documents", DOCUMENTS)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_every_document_comes_back_as_it_was(
    documents: st.SearchStrategy[object], data: st.DataObject
) -> None:
    document = data.draw(documents)

    assert load(type(document), dump(document)) == document


@pytest.mark.parametrize("document", [session(), buy().order, callback()])
def test_fields_of_a_later_version_are_ignored(document: object) -> None:
    later = json.loads(dump(document)) | {"gift_wrapping": {"paper": "green"}}

    assert load(type(document), json.dumps(later)) == document


@pytest.mark.parametrize("text", ["", "{", "[]", '{"owner": 3}', '{"lines": []}'])
def test_text_that_is_no_such_document_is_damage(text: str) -> None:
    with pytest.raises(StoreDamaged, match="a stored Basket cannot be read"):
        load(Basket, text)


def test_the_report_of_damage_tells_no_personal_data() -> None:
    with pytest.raises(StoreDamaged) as damage:
        load(Shopper, '{"id": "ann", "email": ["ann@example.org"]}')

    assert "email" in str(damage.value)
    assert "ann@" not in str(damage.value)
    assert damage.value.__context__ is None


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(_moments, max_size=9))
def test_moments_sort_as_text_as_they_sort_in_time(moments: list[datetime]) -> None:
    assert sorted(map(instant, moments)) == [instant(moment) for moment in sorted(moments)]


def test_a_moment_is_told_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))

    assert instant(NOW.astimezone(tokyo)) == instant(NOW) == "2026-11-23T17:30:00.000000+00:00"
