"""Hours since the rash are hours that passed, also over the night in which the clock is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from skin_core.rules.clock import Hours, hours_since


@pytest.fixture(autouse=True)
def _clinic_in_berlin(machine_in: Callable[[str], None]) -> None:
    machine_in("Europe/Berlin")


def test_night_of_winter_time_has_an_hour_more_and_that_of_summer_time_one_less() -> None:
    assert hours_since("2026-10-24T20:00", datetime(2026, 10, 25, 20)) == Hours(25, 25)
    assert hours_since("2026-03-28T20:00", datetime(2026, 3, 29, 20)) == Hours(23, 23)
    assert hours_since("2026-10-24", datetime(2026, 10, 25, 20)) == Hours(21, 45)
    assert hours_since("2026-06-01T20:00", datetime(2026, 6, 2, 20)) == Hours(24, 24)
