"""Sizes and colours measured on stored photos: they weigh nothing, and take long to make."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_MOST = 2000
_Figure = TypeVar("_Figure")


class Figures:
    """What was measured last, by what it was measured on; shared by all threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._erasures = 0
        self._lock = Lock()

    def get(self, what: Hashable, make: Callable[[], _Figure]) -> _Figure:
        """What was measured before, else made now; raises what making it raises."""
        with self._lock:
            if what in self._kept:
                found: _Figure = self._kept[what]
                return found
            erasures = self._erasures
        made = make()
        with self._lock:
            if erasures == self._erasures:  # else it may be of somebody erased while it was made
                self._kept[what] = made
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Keep none: somebody was erased."""
        with self._lock:
            self._erasures += 1
            self._kept.clear()
