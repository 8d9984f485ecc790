"""Stored times on the clinic's clock: here alone does one become a day or an hour.

The store keeps times in UTC, so that text order is time order; people read their own wall clock.
zone: None for that of this machine, with its summer time.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from skin_core.facts.answers import when_text

CLOCKS_DIFFER = timedelta(minutes=5)  # as two honest machines on one store may


def local_time(stored: str, zone: tzinfo | None = None) -> datetime:
    """The moment on the clinic's clock. stored: ISO 8601 with offset."""
    return datetime.fromisoformat(stored).astimezone(zone)


def local_day(stored: str, zone: tzinfo | None = None) -> str:
    """The clinic's day as an ISO date, for the name of a file."""
    return local_time(stored, zone).date().isoformat()


def local_day_text(stored: str, language: str, zone: tzinfo | None = None) -> str:
    """The clinic's day as the language writes it."""
    return when_text(local_day(stored, zone), language)


def moment_text(stored: str, language: str, zone: tzinfo | None = None) -> str:
    """The clinic's day and hour as the language writes them."""
    return when_text(f"{local_time(stored, zone):%Y-%m-%dT%H:%M}", language)


def zone_of(now: datetime) -> tzinfo | None:
    """The zone that a reading of the clock belongs to, to show other times in.

    A reading of this machine's clock knows only its offset of that day; half a year ago it may have
    been another, which the machine knows.
    """
    return None if now.astimezone().utcoffset() == now.utcoffset() else now.tzinfo


def is_ahead(stored: str, now: datetime) -> bool:
    """Whether a stored time lies in the future: then some clock was wrong."""
    return datetime.fromisoformat(stored) > now + CLOCKS_DIFFER
