"""How old a person is, as far as what was entered tells: a span, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Age:
    """Between `low` and `high` days old, both included; equal where the day of birth is known."""

    low: float
    high: float

    @property
    def years(self) -> int:
        """Completed years, of the youngest that the span allows where it is wide."""
        return int(self.low / DAYS_PER_YEAR + 1e-9)

    def is_below(self, days: float) -> bool | None:
        """Whether younger than so many days; None where the span does not settle it."""
        if self.high < days:
            return True
        return False if self.low >= days else None


def age_of_date(birth: date, today: date) -> Age | None:
    """From a date of birth; None where it lies in the future."""
    days = float((today - birth).days)
    return Age(days, days) if days >= 0 else None


def age_of_year(birth_year: int, today: date) -> Age | None:
    """From a year of birth alone: as wide as the year; None where it lies in the future."""
    youngest, oldest = date(birth_year, 12, 31), date(birth_year, 1, 1)
    if oldest > today:
        return None
    return Age(float(max(0, (today - youngest).days)), float((today - oldest).days))


def age_of_years(years: float) -> Age:
    """From completed years: up to a day short of the next birthday."""
    return Age(years * DAYS_PER_YEAR, (int(years) + 1) * DAYS_PER_YEAR - 1)
