"""A watch over an answer: a server that sends anything but words is too slow, too."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Protocol


class Limits(Protocol):
    """How many seconds until its first word, between two, and until the end."""

    @property
    def first_s(self) -> float:
        """Until its first word."""

    @property
    def between_s(self) -> float:
        """Between two words."""

    @property
    def whole_s(self) -> float:
        """Until the end."""


class Watch:
    """Cuts an answer off when its time is over; comments and half lines win it no more."""

    def __init__(self, limits: Limits, cut: Callable[[], None]) -> None:
        self._limits, self._cut = limits, cut
        self._end = monotonic() + limits.whole_s
        self._told, self._is_over, self.is_late = Condition(), False, False
        self._waited, self._due = limits.first_s, self._end
        self._wait(limits.first_s)
        Thread(target=self._look, name="watch", daemon=True).start()

    @property
    def seconds(self) -> int:
        """The limit that is reached next, or was."""
        return round(self._limits.whole_s if self._due >= self._end else self._waited)

    def heard(self, *, has_begun: bool) -> None:
        """An event came. has_begun: whether any word has."""
        self._wait(self._limits.between_s if has_begun else self._limits.first_s)

    def end(self) -> None:
        """Look no more."""
        with self._told:
            self._is_over = True
            self._told.notify()

    def _wait(self, seconds: float) -> None:
        due = min(monotonic() + seconds, self._end)
        with self._told:
            if due < self._due:  # the watch sleeps until later
                self._told.notify()
            self._waited, self._due = seconds, due

    def _look(self) -> None:
        with self._told:
            while not self._is_over and (left := self._due - monotonic()) > 0:
                self._told.wait(left)
            self.is_late = not self._is_over
        if self.is_late:
            self._cut()
