"""One analysis in a thread of its own, so that no click on the page can kill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

from skin_core.services.analyse import CaseOutcome, Progress


@dataclass
class Run:
    """What a page shows of a running analysis. Written by the worker, read by the page.

    ended: the stages that ended, in order. outcome: with the last of them. failure: what stopped
    it, where that was not the clinician.
    """

    photo_count: int
    ended: list[Progress] = field(default_factory=list)
    outcome: CaseOutcome | None = None
    failure: Exception | None = None
    is_over: bool = False
    _stop: Event = field(default_factory=Event)

    def stop(self) -> None:
        """End after the stage that is running; nothing of it is kept."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Whether the clinician stopped it."""
        return self._stop.is_set()

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self.ended[-1].done / self.ended[-1].total if self.ended else 0.0

    def work(self, steps: Callable[[], Iterator[Progress]]) -> None:
        """Run to the end, or until stopped."""
        try:
            for progress in steps():
                self.ended.append(progress)
                self.outcome = progress.outcome or self.outcome
                if self.is_stopped:
                    break
        except Exception as error:  # noqa: BLE001  # handed to the page, which says it
            self.failure = error
        finally:
            self.is_over = True


def start(photo_count: int, steps: Callable[[], Iterator[Progress]]) -> Run:
    """Begin an analysis of so many photos; `steps` is called in the worker."""
    run = Run(photo_count)
    Thread(target=run.work, args=(steps,), name="analysis", daemon=True).start()
    return run
