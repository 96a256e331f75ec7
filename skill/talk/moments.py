"""The day and time of Alexa's AMAZON.DATE and AMAZON.TIME slots, as a window of time.

Their values: https://developer.amazon.com/en-US/docs/alexa/custom-skills/slot-type-reference.html
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from skill.shop.opening_hours import OpeningHours, Window

_PARTS_OF_DAY = {
    "MO": (time(6), time(12)),
    "AF": (time(12), time(17)),
    "EV": (time(17), time(21)),
    "NI": (time(20), time(23, 59)),
}
_ALL_DAY = (time(0), time(23, 59))
_NOON = 12
_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def wished(day: str, clock: str, now: datetime, hours: OpeningHours) -> Window | None:
    """The window meant by a day, a time or both, in the shop's zone; None when neither is one.

    An hour of the morning that is past or outside opening hours is tried twelve hours later ("at
    two"), and without a day the next time the hour comes round is meant.
    """
    local = now.astimezone(hours.zone)
    on = _date(day)
    if (day and on is None) or not (day or clock):
        return None
    if not day and clock not in _PARTS_OF_DAY:
        return _next_time(clock, local, hours)
    window = _on(on or local.date(), clock, local, hours)
    if window and not day and window.end <= local:
        return _on(local.date() + _DAY, clock, local, hours)
    return window


def _date(value: str) -> date | None:
    """A day; of a week or weekend ("2026-W48", "2026-W48-WE") the first one."""
    year, _, week = value.partition("-W")
    try:
        if week:
            number, _, weekend = week.partition("-")
            return date.fromisocalendar(int(year), int(number), 6 if weekend else 1)
        return date.fromisoformat(value)
    except ValueError:
        return None


def _on(day: date, clock: str, local: datetime, hours: OpeningHours) -> Window | None:
    if clock and clock not in _PARTS_OF_DAY:
        return _at(day, clock, local, hours)
    start, end = _PARTS_OF_DAY.get(clock, _ALL_DAY)
    return Window(datetime.combine(day, start, hours.zone), datetime.combine(day, end, hours.zone))


def _at(day: date, clock: str, local: datetime, hours: OpeningHours) -> Window | None:
    """From the named time to the end of that day."""
    try:
        start = datetime.combine(day, time.fromisoformat(clock), hours.zone)
    except ValueError:
        return None
    if start.hour < _NOON and not _kept(start, local, hours):
        later = start + _HALF_DAY
        start = later if _kept(later, local, hours) else start
    return Window(start, datetime.combine(day, time(23, 59), hours.zone))


def _kept(start: datetime, local: datetime, hours: OpeningHours) -> bool:
    """Whether a call at that time could still be promised."""
    return start >= local and hours.overlap(Window(start, start + _MINUTE), start) is not None


def _next_time(clock: str, local: datetime, hours: OpeningHours) -> Window | None:
    today = _at(local.date(), clock, local, hours)
    if today and today.start < local:
        return _at(local.date() + _DAY, clock, local, hours)
    return today
