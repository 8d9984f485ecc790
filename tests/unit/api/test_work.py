"""Work that is followed from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from skin_core.api.work import Work
from skin_core.errors import ApiEnding
from skin_core.services.running import Workers


async def followed(workers: Workers, events: list[str]) -> list[str]:
    work = Work(workers, 0, lambda: iter(events))
    return [event async for event in work.follow()]


def test_events_come_in_order_and_end() -> None:
    workers = Workers(1)
    assert asyncio.run(followed(workers, ["a", "b"])) == ["a", "b"]
    workers.close()


def test_what_the_work_raises_is_raised_to_who_follows() -> None:
    def fails() -> Iterator[str]:
        yield "a"
        raise ValueError("b")

    async def follow() -> None:
        async for _ in Work(workers, 0, fails).follow():
            pass

    workers = Workers(1)
    with pytest.raises(ValueError, match="b"):
        asyncio.run(follow())
    workers.close()


def test_who_asks_while_everything_ends_is_told_so() -> None:
    workers = Workers(1)
    workers.close()
    with pytest.raises(ApiEnding):
        asyncio.run(followed(workers, ["a"]))
