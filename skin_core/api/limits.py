"""How much one caller, and all together, may ask at once."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from skin_core.errors import ApiBusy, ApiTooFast

_BURST_S = 10  # what a caller may ask at once: so many seconds of the allowed rate
_ROOM_AGAIN_S = 1  # a photo takes a fraction of that


@dataclass
class Rates:
    """Requests a minute by caller, as buckets that fill steadily."""

    per_minute: int
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, caller: str) -> None:
        """Count one request. Raises: ApiTooFast with the time until the next may come."""
        now, most = time.monotonic(), max(1.0, self.per_minute * _BURST_S / 60)
        level, seen = self._levels.get(caller, (most, now))
        level = min(most, level + (now - seen) * self.per_minute / 60)
        if level < 1:
            self._levels[caller] = (level, now)
            raise ApiTooFast(wait_s=max(1, math.ceil((1 - level) * 60 / self.per_minute)))
        self._levels[caller] = (level - 1, now)


@dataclass
class Room:
    """Requests with photos that are under way or wait; used from the event loop alone."""

    most: int
    inside: int = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for one request. Raises: ApiBusy where none is free."""
        if self.inside >= self.most:
            raise ApiBusy(wait_s=_ROOM_AGAIN_S)
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1
