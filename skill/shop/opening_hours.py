"""When the shop's people are there, and the windows in which they can promise a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_AHEAD = timedelta(days=60)
"""How far ahead anything is promised."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time in which something is promised. Both ends are aware."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class OpeningHours:
    zone: ZoneInfo
    week: Mapping[int, tuple[tuple[time, time], ...]]
    """Spans by weekday, Monday 0; a day with a lunch break has two."""
    exceptions: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    """Dates that differ from their weekday; an empty tuple is a closed day."""

    def on(self, day: date) -> tuple[Window, ...]:
        """The open spans of one date, in order."""
        spans = self.exceptions.get(day, self.week.get(day.weekday(), ()))
        return tuple(Window(self._at(day, start), self._at(day, end)) for start, end in spans)

    def from_(self, moment: datetime) -> Iterator[Window]:
        """Open spans from this moment on, the first one cut to begin no earlier."""
        day = moment.astimezone(self.zone).date()
        for ahead in range(LOOK_AHEAD.days):
            for window in self.on(day + timedelta(days=ahead)):
                if window.end > moment:
                    yield Window(max(window.start, moment.astimezone(self.zone)), window.end)

    def next(self, moment: datetime) -> Window | None:
        """The open span now, or the next one; None when none comes within sixty days."""
        return next(self.from_(moment), None)

    def overlap(self, wish: Window, now: datetime) -> Window | None:
        """The part of a wished window that lies in opening hours and still ahead."""
        if wish.start > now + LOOK_AHEAD:
            return None
        for window in self.from_(max(wish.start, now)):
            if window.start >= wish.end:
                return None
            return Window(window.start, min(window.end, wish.end))
        return None

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)
