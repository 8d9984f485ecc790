"""Work in a thread of its own, followed from the event loop, ended when the caller is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, suppress
from typing import Generic, TypeVar

from starlette.requests import Request

from skin_core.errors import ApiEnding
from skin_core.services.analyse import Progress
from skin_core.services.running import Workers

Event = TypeVar("Event")
_LOOK_AGAIN_S = 1.0  # whether the workers were closed meanwhile, which tells nobody


class Work(Generic[Event]):
    """One analysis. Its events come as they happen; leaving it early stops it after its stage."""

    def __init__(
        self, workers: Workers, photo_count: int, events: Callable[[], Iterator[Event]]
    ) -> None:
        self._events = events
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[Event | Exception | None] = asyncio.Queue()
        self._run = workers.start(photo_count, self._steps)

    async def follow(self) -> AsyncGenerator[Event, None]:
        """Each event. Raises: ApiEnding where SkinDesk ends meanwhile; what the work raises."""
        try:
            while (event := await self._next()) is not None:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            self._run.stop()

    async def _next(self) -> Event | Exception | None:
        while True:
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._told.get(), _LOOK_AGAIN_S)
            if self._run.is_over and self._told.empty():
                return ApiEnding()

    def _steps(self) -> Iterator[Progress]:
        """In the worker: tell every event; between two stages the run may be stopped."""
        try:
            for event in self._events():
                self._tell(event)
                if isinstance(event, Progress):
                    yield event
            self._tell(None)
        except Exception as error:
            self._tell(error)
            raise

    def _tell(self, event: Event | Exception | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._told.put_nowait, event)


async def last_of(request: Request, work: Work[Event]) -> list[Event] | None:
    """Every event of the work; None where the caller went away, and then it was stopped."""
    leaving = asyncio.ensure_future(_gone(request))
    working = asyncio.ensure_future(_all_of(work))
    try:
        await asyncio.wait({leaving, working}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (leaving, working):
            task.cancel()
        await asyncio.gather(leaving, working, return_exceptions=True)


async def _all_of(work: Work[Event]) -> list[Event]:
    async with aclosing(work.follow()) as events:
        return [event async for event in events]


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
