"""How long ago something began, where the hour may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from skin_core.domain.age import Age

DAY = timedelta(days=1)
LONG_AGO = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Span:
    """Between two times: equal where the hour is known, a whole day where only the date is."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """At least `low` and at most `high` hours ago."""

    low: float
    high: float

    def __str__(self) -> str:
        low, high = int(self.low), int(self.high)
        return f"{low}" if low == high else f"{low}–{high}"


def local(now: datetime) -> datetime:
    """The wall clock that `now` was read from, without offset, as the facts are written."""
    return now.replace(tzinfo=None)


def span(when: str) -> Span:
    """The time that a WHEN fact may mean."""
    start = datetime.fromisoformat(when)
    return Span(start, start if "T" in when else start + DAY)


def is_before_birth(when: str, age: Age | None, now: datetime) -> bool:
    """Whether a WHEN fact lies before the earliest day of birth that the age today allows."""
    if age is None:
        return False
    return datetime.fromisoformat(when).date() < now.date() - timedelta(days=age.high)


def hours_since(when: str, now: datetime) -> Hours | None:
    """Hours from then until now; None where then lies in the future.

    Both are read from the clinic's wall clock; a night in which it was put forward or back has 23
    or 25 hours between the same two readings.
    """
    begun = span(when)
    if begun.start > now:
        return None
    low = max(timedelta(0), _passed(begun.end, now))
    return Hours(low / timedelta(hours=1), _passed(begun.start, now) / timedelta(hours=1))


def _passed(then: datetime, now: datetime) -> timedelta:
    """What passed between two readings of this machine's clock, with its summer time.

    What lies years back is told as the readings differ: the calendar's first days have no zone.
    """
    if now - then > LONG_AGO:
        return now - then
    return now.astimezone() - then.astimezone()
