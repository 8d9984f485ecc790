"""How old a person is, as far as what was entered tells: a span, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12
DAYS_TOLD, MONTHS_TOLD = 31, 731  # days of age below which days, then months, are told
SMALL_YEARS = 3  # younger than that, a year of birth leaves two answers open


@dataclass(frozen=True, slots=True)
class Age:
    """Between `low` and `high` days old, both included; equal where the day of birth is known.

    low_years, high_years: completed years, by the calendar where the day of birth is known.
    """

    low: float
    high: float
    low_years: int
    high_years: int

    @property
    def years(self) -> int:
        """Completed years, of the youngest that the span allows where it is wide."""
        return self.low_years

    def told(self) -> tuple[str, str]:
        """Unit ("days", "months", "years") and number of an age as it is said, everywhere alike.

        By the year of birth alone it is the age that this year completes, as doctors reckon, and
        of a small child both that it may be: "0–1".
        """
        if self.is_exact and self.low < DAYS_TOLD:
            return "days", f"{self.low:.0f}"
        if self.is_exact and self.low < MONTHS_TOLD:
            return "months", f"{int(self.low / DAYS_PER_MONTH + 1e-9)}"
        low, high = self.low_years, self.high_years
        return "years", f"{low}–{high}" if low < min(high, SMALL_YEARS) else f"{high}"

    @property
    def is_exact(self) -> bool:
        """Whether the day of birth is known."""
        return self.low == self.high

    def is_below_days(self, days: float) -> bool | None:
        """Whether younger than so many days; None where the span does not settle it."""
        if self.high < days:
            return True
        return False if self.low >= days else None

    def is_below(self, years: float) -> bool | None:
        """Whether younger than so many completed years; None where it is not settled."""
        if self.high_years < years:
            return True
        return False if self.low_years >= years else None


def age_of_date(birth: date, today: date) -> Age | None:
    """From a date of birth; None where it lies in the future."""
    if birth > today:
        return None
    days = float((today - birth).days)
    had_birthday = (today.month, today.day) >= (birth.month, birth.day)
    years = today.year - birth.year - (not had_birthday)
    return Age(days, days, years, years)


def age_of_year(birth_year: int, today: date) -> Age | None:
    """From a year of birth alone: as wide as the year; None where it lies in the future."""
    oldest = age_of_date(date(birth_year, 1, 1), today)
    youngest = age_of_date(min(date(birth_year, 12, 31), today), today)
    if oldest is None or youngest is None:
        return None
    return Age(youngest.low, oldest.high, youngest.low_years, oldest.high_years)


def age_of_years(years: float) -> Age:
    """From completed years: up to a day short of the next birthday."""
    whole = int(years)
    return Age(years * DAYS_PER_YEAR, (whole + 1) * DAYS_PER_YEAR - 1, whole, whole)


def surest(entered: Age | None, days: float | None) -> Age | None:
    """The age that holds: from a date of birth, else the answer in days, else the year."""
    if days is None or (entered is not None and entered.is_exact):
        return entered
    return age_of_days(days)


def age_of_days(days: float) -> Age:
    """From an age in days, as it is entered for infants."""
    years = int(days / DAYS_PER_YEAR)
    return Age(days, days, years, years)
