from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

from skin_core.domain.analysis import Stage
from skin_core.errors import WeightsDamaged
from skin_core.services.analyse import Progress
from skin_core.ui.running import Run, start


def until_over(run: Run) -> None:
    for _ in range(200):
        if run.is_over:
            return
        time.sleep(0.01)
    raise AssertionError("the run did not end")


def step(done: int) -> Progress:
    return Progress(stage=Stage.LOAD, photo=0, done=done, total=5, elapsed_ms=1.0)


def test_bar_moves_and_stop_ends_between_two_stages() -> None:
    go_on = Event()

    def steps() -> Iterator[Progress]:
        yield step(1)
        go_on.wait(5)
        yield step(2)
        raise AssertionError("went on after the stop")

    run = start(1, steps)
    for _ in range(200):
        if run.ended:
            break
        time.sleep(0.01)
    assert 0 < run.share < 1
    run.stop()
    go_on.set()
    until_over(run)
    assert run.is_stopped
    assert run.outcome is None
    assert run.failure is None


def test_failure_of_the_worker_reaches_the_page() -> None:
    def steps() -> Iterator[Progress]:
        yield step(1)
        raise WeightsDamaged(file="model.onnx")

    run = start(1, steps)
    until_over(run)
    assert isinstance(run.failure, WeightsDamaged)
