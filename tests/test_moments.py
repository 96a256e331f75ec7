"""Alexa's values of days and times, as windows in the shop's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.shop.opening_hours import OpeningHours
from skill.talk.moments import wished
from tests.test_opening_hours import HERE, at, window

DAYTIME = ((time(9), time(17)),)
OFFICE = OpeningHours(HERE, dict.fromkeys(range(5), DAYTIME) | {5: ((time(10), time(14)),)})
LONG_DAY = OpeningHours(HERE, {day: ((time(8), time(22)),) for day in range(7)})
WEEKDAYS_ROUND_THE_CLOCK = OpeningHours(HERE, {day: ((time(0), time(23, 59)),) for day in range(5)})
TUESDAY = at("2026-11-24 10:00")


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2026-11-24", "2026-11-24 00:00", "2026-11-24 23:59"),
        ("2026-11-27", "2026-11-27 00:00", "2026-11-27 23:59"),
        ("2028-02-29", "2028-02-29 00:00", "2028-02-29 23:59"),
        # "Next week" is its Monday, "the weekend" its Saturday.
        ("2026-W49", "2026-11-30 00:00", "2026-11-30 23:59"),
        ("2026-W48-WE", "2026-11-28 00:00", "2026-11-28 23:59"),
        ("2026-W53", "2026-12-28 00:00", "2026-12-28 23:59"),
        ("2027-W01", "2027-01-04 00:00", "2027-01-04 23:59"),
    ],
)
def test_a_day_is_meant_from_its_first_minute_to_its_last(day: str, start: str, end: str) -> None:
    assert wished(day, "", TUESDAY, OFFICE) == window(start, end)


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("MO", "06:00", "12:00"),
        ("AF", "12:00", "17:00"),
        ("EV", "17:00", "21:00"),
        ("NI", "20:00", "23:59"),
    ],
)
def test_a_part_of_the_day_is_a_span_of_hours(part: str, start: str, end: str) -> None:
    on_day = window(f"2026-11-27 {start}", f"2026-11-27 {end}")
    assert wished("2026-11-27", part, TUESDAY, OFFICE) == on_day
    today = window(f"2026-11-24 {start}", f"2026-11-24 {end}")
    assert wished("", part, TUESDAY, OFFICE) == today


@pytest.mark.parametrize(
    ("now", "day"),
    [("2026-11-24 11:59", "24"), ("2026-11-24 12:00", "25"), ("2026-11-24 18:00", "25")],
)
def test_a_part_of_the_day_that_is_over_is_meant_for_tomorrow(now: str, day: str) -> None:
    meant = window(f"2026-11-{day} 06:00", f"2026-11-{day} 12:00")
    assert wished("", "MO", at(now), OFFICE) == meant


@pytest.mark.parametrize(
    ("clock", "start"),
    [
        ("14:00", "2026-11-27 14:00"),
        ("09:30", "2026-11-27 09:30"),
        ("12:00", "2026-11-27 12:00"),
        # In opening hours only twelve hours later.
        ("02:00", "2026-11-27 14:00"),
        ("04:45", "2026-11-27 16:45"),
        ("00:00", "2026-11-27 12:00"),
        # Neither then nor twelve hours later: as it was said.
        ("05:00", "2026-11-27 05:00"),
        ("08:00", "2026-11-27 08:00"),
        ("19:00", "2026-11-27 19:00"),
    ],
)
def test_an_hour_of_a_day_is_the_one_at_which_the_shop_is_open(clock: str, start: str) -> None:
    assert wished("2026-11-27", clock, TUESDAY, OFFICE) == window(start, "2026-11-27 23:59")


@pytest.mark.parametrize(
    ("clock", "start"),
    [
        ("14:00", "2026-11-24 14:00"),
        ("02:00", "2026-11-24 14:00"),
        ("10:00", "2026-11-24 10:00"),
        ("09:59", "2026-11-25 09:59"),
        ("09:00", "2026-11-25 09:00"),
        ("08:00", "2026-11-25 08:00"),
    ],
)
def test_an_hour_without_a_day_is_the_next_time_it_comes_round(clock: str, start: str) -> None:
    meant = wished("", clock, TUESDAY, OFFICE)
    assert meant == window(start, f"{start[:10]} 23:59")


@pytest.mark.parametrize("day", ["", "2026-11-24"])
def test_an_hour_that_is_past_is_tried_twelve_hours_later(day: str) -> None:
    evening = window("2026-11-24 21:00", "2026-11-24 23:59")
    assert wished(day, "09:00", TUESDAY, LONG_DAY) == evening


@pytest.mark.parametrize("day", ["", "2026-11-22"])
def test_an_hour_of_the_afternoon_is_never_taken_for_one_of_the_night(day: str) -> None:
    """Sundays are closed and Mondays begin at midnight: "at two" is not two in the night."""
    meant = wished(day, "14:00", at("2026-11-22 10:00"), WEEKDAYS_ROUND_THE_CLOCK)
    assert meant == window("2026-11-22 14:00", "2026-11-22 23:59")


def test_it_is_today_where_the_shop_is() -> None:
    """Half past ten on Monday night in Oregon is Tuesday morning at Greenwich."""
    now = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert wished("", "14:00", now, OFFICE) == window("2026-11-24 14:00", "2026-11-24 23:59")
    assert wished("", "NI", now, OFFICE) == window("2026-11-23 20:00", "2026-11-23 23:59")


def test_an_hour_after_the_clocks_change_is_the_one_on_the_wall() -> None:
    meant = wished("2026-11-02", "09:00", at("2026-10-31 10:00"), OFFICE)
    assert meant
    assert meant.start.astimezone(UTC) == datetime(2026, 11, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("", ""),
        ("?", ""),
        ("", "?"),
        ("tomorrow", "14:00"),
        ("2026-11-24", "noon"),
        ("2026-11-24", "25:00"),
        ("2026-11-24", "14:60"),
        ("2026-11-24", "PT5M"),
        ("", "SUMMER"),
        # A month, a season, a year, a decade: nothing that a call can be promised in.
        ("2026-11", ""),
        ("2026-WI", ""),
        ("2026", ""),
        ("202X", ""),
        ("2026-11-31", ""),
        ("2027-W53", ""),
        ("2026-W00", ""),
        ("2026-W", ""),
        ("-W48", ""),
        ("XXXX-12-25", ""),
    ],
)
def test_what_names_no_time_is_none(day: str, clock: str) -> None:
    assert wished(day, clock, TUESDAY, OFFICE) is None


@given(st.text() | st.sampled_from(["2026-11-27", ""]), st.text() | st.sampled_from(["MO", ""]))
def test_whatever_is_heard_is_a_window_or_none(day: str, clock: str) -> None:
    meant = wished(day, clock, TUESDAY, OFFICE)
    assert meant is None or meant.start < meant.end


clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
dates = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@given(dates, clocks)
def test_a_wish_for_a_day_begins_on_that_day_at_that_hour_or_twelve_later(
    day: date, clock: time
) -> None:
    meant = wished(day.isoformat(), clock.isoformat("minutes"), TUESDAY, OFFICE)
    assert meant
    said = datetime.combine(day, clock, HERE)
    assert meant.start in (said, said + timedelta(hours=12))
    assert meant.end == datetime.combine(day, time(23, 59), HERE)


@given(clocks, st.integers(0, 7 * 24 * 60))
def test_a_wish_without_a_day_is_never_past(clock: time, later: int) -> None:
    now = TUESDAY + timedelta(minutes=later)
    meant = wished("", clock.isoformat("minutes"), now, OFFICE)
    assert meant
    assert now <= meant.start <= now + timedelta(days=2)
