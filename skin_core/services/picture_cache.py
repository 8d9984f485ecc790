"""Pictures made for the screen, kept for the next look and forgotten with whoever is erased."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:  # who only analyses waits for no database
    from skin_core.imaging.measures.scaled import Measured
    from skin_core.services.aligned import Aligned
    from skin_core.services.pictures import HeatLayer

Shown = TypeVar("Shown", bytes, "HeatLayer", "Aligned", "Measured")
KEPT = 64  # some 20 MB


class PictureCache:
    """The pictures looked at last, by what they show; one per process, shared by all threads."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, bytes | HeatLayer | Aligned | Measured] = OrderedDict()
        self._erasures = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, what: Hashable, make: Callable[[], Shown]) -> Shown:
        """The picture as it was made before, else made now; raises what making it raises."""
        with self._lock:
            if what in self._kept:
                self._kept.move_to_end(what)
                return cast("Shown", self._kept[what])
            erasures = self._erasures
        picture = make()
        with self._lock:
            if erasures == self._erasures:  # else it may show somebody erased while it was made
                self._kept[what] = picture
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return picture

    def forget(self) -> None:
        """Keep none. A patient's pictures lie under several owners, and all are soon made anew."""
        with self._lock:
            self._erasures += 1
            self._kept.clear()
