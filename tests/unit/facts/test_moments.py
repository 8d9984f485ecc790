"""A stored time becomes a day or an hour in one place, on the clinic's clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from skin_core.facts import is_ahead, local_day, local_day_text, local_time, moment_text, zone_of

ROOT = Path(__file__).resolve().parents[3]
STORED = "2026-11-28T23:30:00.000000+00:00"
SEOUL = timezone(timedelta(hours=9))
CUT = re.compile(r"_at\[|\[:1[069]\]|fromisoformat\([^)]*\)\.(astimezone|strftime)")
OF_FACTS = {"skin_core/reporting/people.py", "skin_core/reporting/frame.py"}  # wall clock already


@pytest.fixture
def berlin(machine_in: Callable[[str], None]) -> None:
    machine_in("Europe/Berlin")


def test_a_morning_in_seoul_is_not_the_evening_before() -> None:
    assert local_day(STORED, SEOUL) == "2026-11-29"
    assert local_day_text(STORED, "en", SEOUL) == "29 Nov 2026"
    assert moment_text(STORED, "en", SEOUL) == "29 Nov 2026, 08:30"
    assert moment_text(STORED, "ko", SEOUL) == "2026년 11월 29일 08:30"
    assert moment_text(STORED, "vi", SEOUL) == "08:30 ngày 29/11/2026"


@pytest.mark.usefixtures("berlin")
def test_a_summer_time_stays_one_when_it_is_read_in_winter() -> None:
    july, now = "2026-07-01T06:30:00+00:00", datetime(2026, 11, 29, 12, tzinfo=UTC).astimezone()
    assert moment_text(july, "en") == "1 Jul 2026, 08:30"
    assert f"{local_time(july, zone_of(now)):%H:%M %z}" == "08:30 +0200"
    assert zone_of(now.astimezone(SEOUL)) == SEOUL


def test_the_future_is_told_from_two_clocks_that_differ_a_little() -> None:
    saved = datetime.fromisoformat(STORED)
    assert is_ahead(STORED, saved - timedelta(hours=3))
    assert not is_ahead(STORED, saved - timedelta(minutes=1))
    assert not is_ahead(STORED, saved)


def test_no_other_module_cuts_a_stored_time() -> None:
    sources = [*ROOT.glob("pages/*.py"), *ROOT.glob("skin_core/**/*.py")]
    places = {one.relative_to(ROOT).as_posix(): one.read_text("utf-8") for one in sources}
    apart = {*OF_FACTS, "skin_core/facts/moments.py", "skin_core/exchange/dicom/attributes.py"}
    cutting = {name for name, text in places.items() if CUT.search(text)} - apart
    assert not {name for name in cutting if not name.startswith("skin_core/evaluation/")}
