from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

from skin_core.domain.analysis import Stage
from skin_core.errors import WeightsDamaged
from skin_core.services.analyse import Progress
from skin_core.services.running import Run, Workers


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

    run = Workers().start(1, steps)
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

    run = Workers().start(1, steps)
    until_over(run)
    assert isinstance(run.failure, WeightsDamaged)


def test_more_analyses_than_cores_wait_in_line_and_can_be_stopped_there() -> None:
    go_on, workers = Event(), Workers(at_once=1)

    def steps() -> Iterator[Progress]:
        go_on.wait(5)
        yield step(5)

    first, second, third = (workers.start(1, steps) for _ in range(3))
    second.stop()
    assert second.is_over
    assert not second.has_begun
    assert not third.has_begun
    go_on.set()
    until_over(third)
    assert first.is_over
    assert third.ended
    assert not second.ended


def test_closing_ends_what_runs_and_begins_nothing_more() -> None:
    go_on, workers = Event(), Workers(at_once=1)

    def steps() -> Iterator[Progress]:
        yield step(1)
        go_on.wait(5)
        yield step(2)

    running, waiting = workers.start(1, steps), workers.start(1, steps)
    workers.close()
    go_on.set()
    until_over(running)
    assert waiting.is_over
    assert not waiting.ended


def test_what_is_over_is_held_no_longer() -> None:
    workers = Workers(at_once=1)

    def steps() -> Iterator[Progress]:
        yield step(5)

    run = workers.start(1, steps)
    until_over(run)
    for _ in range(200):
        if not workers._going:
            return
        time.sleep(0.01)
    raise AssertionError("the run and its photos are still held")
