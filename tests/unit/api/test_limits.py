"""How much may be asked at once."""

from __future__ import annotations

from contextlib import suppress

import pytest

from skin_core.api.limits import Rates, Room
from skin_core.errors import ApiBusy, ApiTooFast


def test_a_bucket_fills_steadily_and_each_caller_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("skin_core.api.limits.time.monotonic", lambda: clock[0])
    rates = Rates(per_minute=60)
    for _ in range(10):
        rates.take("a")
    with pytest.raises(ApiTooFast) as refused:
        rates.take("a")
    assert refused.value.wait_s == 1
    rates.take("b")
    clock[0] = 1.0
    rates.take("a")


def test_a_place_is_given_back_also_after_a_failure() -> None:
    room = Room(1)
    with suppress(ValueError), room.place():
        with pytest.raises(ApiBusy), room.place():
            pass
        raise ValueError
    with room.place():
        assert room.inside == 1
