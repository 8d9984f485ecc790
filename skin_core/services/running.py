"""Analyses in threads of their own, so that no click can kill one and no crowd slows all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from skin_core.services.analyse import CaseOutcome, Progress

Steps = Callable[[], Iterator[Progress]]


@dataclass
class Run:
    """What is shown of a running analysis. Written by the worker, read by whoever shows it.

    ended: the stages that ended, in order. outcome: with the last of them. failure: what stopped
    it, where that was not the clinician.
    """

    photo_count: int
    ended: list[Progress] = field(default_factory=list)
    outcome: CaseOutcome | None = None
    failure: Exception | None = None
    has_begun: bool = False
    is_over: bool = False
    _stop: Event = field(default_factory=Event)

    def stop(self) -> None:
        """End after the stage that is running, or before the first; nothing of it is kept."""
        self._stop.set()
        self.is_over = self.is_over or not self.has_begun

    @property
    def is_stopped(self) -> bool:
        """Whether the clinician stopped it."""
        return self._stop.is_set()

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self.ended[-1].done / self.ended[-1].total if self.ended else 0.0

    def work(self, steps: Steps) -> None:
        """Run to the end, or until stopped."""
        self.has_begun = True
        try:
            for progress in () if self.is_stopped else steps():
                self.ended.append(progress)
                self.outcome = progress.outcome or self.outcome
                if self.is_stopped:
                    break
        except Exception as error:  # noqa: BLE001  # handed to the page, which says it
            self.failure = error
        finally:
            self.is_over = True


class Workers:
    """As many analyses at once as there are cores; the others wait in the order they came.

    A network uses the cores by itself: twenty analyses side by side would all be late.
    """

    def __init__(self, at_once: int = 0) -> None:
        self._pool = ThreadPoolExecutor(at_once or os.cpu_count() or 1, "analysis")
        self._going: dict[int, Run] = {}

    def start(self, photo_count: int, steps: Steps) -> Run:
        """Begin an analysis of so many photos; `steps` is called in the worker.

        After `close` the run is over at once, with what stopped it as its failure.
        """
        run = Run(photo_count)
        self._going[id(run)] = run
        try:
            work = self._pool.submit(run.work, steps)
            work.add_done_callback(
                lambda _: self._going.pop(id(run), None)
            )  # its photos go with it
        except RuntimeError as error:  # closed in this moment, or the program is ending
            run.failure, run.is_over = error, True
            self._forget(run)
        return run

    def _forget(self, run: Run) -> None:
        """Hold no photo of a run that is over."""
        self._going.pop(id(run), None)

    def close(self) -> None:
        """Stop what runs after its stage, and begin nothing that waits."""
        for run in tuple(self._going.values()):
            run.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
