"""Opening hours: which span a moment falls in, which comes next, in every zone and season."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.shop.opening_hours import OpeningHours, Window

HERE = ZoneInfo("America/Los_Angeles")
MORNING, AFTERNOON, SATURDAY = (
    (time(9), time(12)),
    (time(13), time(17)),
    (time(10), time(14)),
)
HOURS = OpeningHours(
    HERE,
    dict.fromkeys(range(5), (MORNING, AFTERNOON)) | {5: (SATURDAY,)},
    {
        date(2026, 11, 26): (),
        date(2026, 11, 29): (SATURDAY,),
        date(2026, 12, 24): (MORNING,),
        date(2026, 12, 25): (),
    },
)
NEVER = OpeningHours(HERE, {})
ALWAYS = OpeningHours(HERE, {day: ((time(0), time(23, 59)),) for day in range(7)})


def at(clock: str, zone: ZoneInfo = HERE) -> datetime:
    return datetime.fromisoformat(clock).replace(tzinfo=zone)


def window(start: str, end: str) -> Window:
    return Window(at(start), at(end))


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ", "minutes")


def test_a_window_holds_its_start_but_not_its_end() -> None:
    span = window("2026-11-24 09:00", "2026-11-24 12:00")
    assert at("2026-11-24 09:00") in span
    assert at("2026-11-24 11:59") in span
    assert at("2026-11-24 12:00") not in span
    assert at("2026-11-24 08:59") not in span


def test_a_day_with_a_lunch_break_has_two_spans() -> None:
    assert HOURS.on(date(2026, 11, 24)) == (
        window("2026-11-24 09:00", "2026-11-24 12:00"),
        window("2026-11-24 13:00", "2026-11-24 17:00"),
    )


@pytest.mark.parametrize(
    ("day", "spans"),
    [("2026-11-22", 0), ("2026-11-26", 0), ("2026-12-24", 1), ("2026-11-28", 1), ("2026-11-29", 1)],
)
def test_an_exception_counts_more_than_the_weekday(day: str, spans: int) -> None:
    assert len(HOURS.on(date.fromisoformat(day))) == spans


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("2026-11-24 10:20", "2026-11-24 10:20", "2026-11-24 12:00"),
        ("2026-11-24 09:00", "2026-11-24 09:00", "2026-11-24 12:00"),
        ("2026-11-24 08:59", "2026-11-24 09:00", "2026-11-24 12:00"),
        ("2026-11-24 11:59", "2026-11-24 11:59", "2026-11-24 12:00"),
        ("2026-11-24 12:00", "2026-11-24 13:00", "2026-11-24 17:00"),
        ("2026-11-24 12:30", "2026-11-24 13:00", "2026-11-24 17:00"),
        ("2026-11-24 17:00", "2026-11-25 09:00", "2026-11-25 12:00"),
        ("2026-11-24 00:00", "2026-11-24 09:00", "2026-11-24 12:00"),
        ("2026-11-24 23:59", "2026-11-25 09:00", "2026-11-25 12:00"),
    ],
)
def test_the_next_span_is_the_one_that_is_open_or_the_first_to_come(
    now: str, start: str, end: str
) -> None:
    assert HOURS.next(at(now)) == window(start, end)


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-11-21 14:00", "2026-11-23 09:00"),  # over a Sunday
        ("2026-11-25 17:00", "2026-11-27 09:00"),  # over Thanksgiving
        ("2026-11-28 14:00", "2026-11-29 10:00"),  # into a Sunday that is open for once
        ("2026-12-24 12:00", "2026-12-26 10:00"),  # over Christmas
    ],
)
def test_closed_days_are_passed_over(now: str, start: str) -> None:
    found = HOURS.next(at(now))
    assert found
    assert found.start == at(start)


def test_a_shop_that_is_never_open_has_no_next_span() -> None:
    now = at("2026-11-24 10:00")
    assert NEVER.next(now) is None
    assert NEVER.overlap(window("2026-11-24 00:00", "2026-12-24 00:00"), now) is None


@pytest.mark.parametrize(("days", "found"), [(0, True), (59, True), (60, False), (200, False)])
def test_nothing_is_promised_sixty_days_ahead(days: int, found: bool) -> None:
    now = at("2026-11-24 07:00")
    once = OpeningHours(HERE, {}, {now.date() + timedelta(days=days): (MORNING,)})
    assert (once.next(now) is not None) == found


def test_the_spans_from_a_moment_on_come_in_order() -> None:
    spans = list(islice(HOURS.from_(at("2026-11-24 10:20")), 20))
    assert spans[0] == window("2026-11-24 10:20", "2026-11-24 12:00")
    assert all(one.end < other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("wish", "overlap"),
    [
        # Inside the opening, over each of its ends, around it.
        (("24 10:00", "24 11:00"), ("24 10:00", "24 11:00")),
        (("24 08:00", "24 10:00"), ("24 09:00", "24 10:00")),
        (("24 16:00", "24 20:00"), ("24 16:00", "24 17:00")),
        (("24 00:00", "24 23:59"), ("24 09:00", "24 12:00")),
        # Over the lunch break, and within it.
        (("24 11:00", "24 15:00"), ("24 11:00", "24 12:00")),
        (("24 12:00", "24 15:00"), ("24 13:00", "24 15:00")),
        (("24 12:00", "24 13:00"), None),
        # On a holiday, and over it.
        (("26 00:00", "26 23:59"), None),
        (("26 09:00", "27 11:00"), ("27 09:00", "27 11:00")),
        # Up to the very opening, and from the very end.
        (("24 08:00", "24 09:00"), None),
        (("24 17:00", "24 18:00"), None),
    ],
)
def test_a_wish_is_cut_to_the_opening(
    wish: tuple[str, str], overlap: tuple[str, str] | None
) -> None:
    wished = window(*(f"2026-11-{moment}" for moment in wish))
    expected = window(*(f"2026-11-{moment}" for moment in overlap)) if overlap else None
    assert HOURS.overlap(wished, at("2026-11-23 07:00")) == expected


def test_a_wish_that_has_begun_is_cut_to_what_lies_ahead() -> None:
    wish = window("2026-11-24 09:00", "2026-11-24 12:00")
    assert HOURS.overlap(wish, at("2026-11-24 11:15")) == window(
        "2026-11-24 11:15", "2026-11-24 12:00"
    )


def test_a_wish_that_is_over_is_not_granted() -> None:
    wish = window("2026-11-24 09:00", "2026-11-24 10:00")
    assert HOURS.overlap(wish, at("2026-11-24 10:00")) is None
    assert HOURS.overlap(wish, at("2026-11-25 09:30")) is None


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        # Clocks go back on 2026-11-01 and forward on 2027-03-14, both Sundays at 2 AM.
        (date(2026, 10, 31), "2026-10-31 16:00+00:00", "2026-11-01 06:59+00:00"),
        (date(2026, 11, 1), "2026-11-01 17:00+00:00", "2026-11-02 07:59+00:00"),
        (date(2026, 11, 2), "2026-11-02 17:00+00:00", "2026-11-03 07:59+00:00"),
        (date(2027, 3, 13), "2027-03-13 17:00+00:00", "2027-03-14 07:59+00:00"),
        (date(2027, 3, 14), "2027-03-14 16:00+00:00", "2027-03-15 06:59+00:00"),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall_when_it_changes(
    day: date, opens: str, closes: str
) -> None:
    hours = OpeningHours(HERE, {n: ((time(9), time(23, 59)),) for n in range(7)})
    [span] = hours.on(day)
    assert (utc(span.start), utc(span.end)) == (opens, closes)
    night_before = datetime.combine(day, time(0, 30), HERE)
    assert hours.next(night_before.astimezone(UTC)) == span


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(date(2026, 11, 1), 25 * 60 - 1), (date(2027, 3, 14), 23 * 60 - 1), (date(2027, 3, 15), 1439)],
)
def test_a_day_and_night_is_as_long_as_it_really_is(day: date, minutes: int) -> None:
    [span] = ALWAYS.on(day)
    assert span.end.astimezone(UTC) - span.start.astimezone(UTC) == timedelta(minutes=minutes)


def test_the_hour_that_comes_twice_is_open_both_times() -> None:
    for moment in ("2026-11-01 08:30", "2026-11-01 09:30"):
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        found = ALWAYS.next(now)
        assert found
        assert found.start.astimezone(UTC) == now


@pytest.mark.parametrize(
    ("zone", "now", "opens"),
    [
        # A Friday evening at Greenwich is Saturday in Auckland already.
        ("Pacific/Auckland", "2026-11-20 20:30", "2026-11-20 21:00+00:00"),
        ("Asia/Kolkata", "2026-11-20 20:30", "2026-11-21 04:30+00:00"),
        ("Europe/London", "2026-11-20 20:30", "2026-11-21 10:00+00:00"),
        # A Saturday night at Greenwich is still Friday afternoon in Honolulu.
        ("Pacific/Honolulu", "2026-11-21 01:30", "2026-11-21 01:30+00:00"),
    ],
)
def test_a_day_begins_in_the_zone_of_the_shop(zone: str, now: str, opens: str) -> None:
    hours = OpeningHours(ZoneInfo(zone), HOURS.week)
    found = hours.next(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found
    assert utc(found.start) == opens
    assert found.start.tzinfo == hours.zone


ZONES = ["America/Los_Angeles", "America/St_Johns", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia"]
half_hours = st.integers(10, 47).map(lambda half: time(half // 2, half % 2 * 30))
"""From five in the morning on: what two in the morning means when the clock jumps is no matter."""
days = st.lists(half_hours, unique=True, max_size=4).map(
    lambda clocks: tuple(zip(*[iter(sorted(clocks))] * 2, strict=False))
)
weeks = st.builds(
    OpeningHours,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.dictionaries(st.integers(0, 6), days),
)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.sampled_from([UTC, HERE])
)


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    """The rule in other words: what the clock on the shop's wall says, against the week's table."""
    local = moment.astimezone(hours.zone)
    spans = hours.week.get(local.weekday(), ())
    return any(start <= local.time() < end for start, end in spans)


@given(weeks, moments, st.integers(0, 99))
def test_the_next_span_is_open_throughout_and_none_is_missed(
    hours: OpeningHours, moment: datetime, percent: int
) -> None:
    span = hours.next(moment)
    assume(span)
    assert span
    now, start, end = (each.astimezone(UTC) for each in (moment, span.start, span.end))
    assert now <= start < end
    assert is_open(hours, start + (end - start) * percent / 100)
    assert not is_open(hours, end)
    if start > now:
        assert not is_open(hours, now + (start - now) * percent / 100)


@given(weeks, moments)
def test_a_shop_with_a_week_has_a_next_span(hours: OpeningHours, moment: datetime) -> None:
    assert (hours.next(moment) is not None) == any(hours.week.values())


@given(weeks, moments, st.timedeltas(timedelta(days=-9), timedelta(days=9)), st.integers(1, 9000))
def test_what_is_promised_is_open_wished_for_and_ahead(
    hours: OpeningHours, now: datetime, ahead: timedelta, minutes: int
) -> None:
    start = now.astimezone(UTC) + ahead
    wish = Window(start, start + timedelta(minutes=minutes))
    promised = hours.overlap(wish, now)
    if promised is None:
        assert not is_open(hours, max(start, now)) or wish.end <= now
        return
    first, last = promised.start.astimezone(UTC), promised.end.astimezone(UTC)
    assert max(start, now) <= first < last <= wish.end
    assert is_open(hours, first)
    assert is_open(hours, last - timedelta(microseconds=1))
