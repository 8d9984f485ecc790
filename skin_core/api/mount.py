"""The API in the pages' process, imported when it is first asked: no page waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from importlib import import_module
from threading import Lock, Thread
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from skin_core.api.address import ROOT
from skin_core.api.problems import language_of, problem_response
from skin_core.errors import ApiNoSuchPlace, SkinError, StoreError

if TYPE_CHECKING:
    from skin_core.runtime import Runtime


class LateApi:
    """Made at the first request, and again where that failed: the disk may be there by then."""

    def __init__(self, runtime: Callable[[], Runtime]) -> None:
        self._runtime = runtime
        self._made: tuple[Runtime, ASGIApp] | None = None
        self._making = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        try:
            runtime = self._runtime()
            if self._made is None or self._made[0] is not runtime:
                await run_in_threadpool(self._make, runtime)
        except SkinError as error:
            answer = problem_response(error, language_of(HTTPConnection(scope)))
            await answer(scope, receive, send)
            return
        made = self._made
        if made is not None:
            await made[1](scope, receive, send)

    def _make(self, runtime: Runtime) -> None:
        with self._making:
            if self._made is None or self._made[0] is not runtime:
                from skin_core.api.app import build_api  # FastAPI: a second of imports

                self._made = (runtime, build_api(runtime))


def api_route(runtime: Callable[[], Runtime]) -> Mount:
    """Where the API answers, for whoever serves the pages."""
    return Mount(ROOT, LateApi(runtime))


def warm_up(runtime: Runtime) -> None:
    """Import what the first request would wait for, where the API is in use.

    A store that fails is told by whoever needs it.
    """
    from skin_core.services.api_access import is_on  # with SQLAlchemy: no page waits for that

    with suppress(StoreError):
        if is_on(runtime.settings, runtime.store):
            import_module("skin_core.api.app")


def standalone(runtime: Runtime) -> Starlette:
    """The API without pages."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        Thread(target=runtime.warm_up, name="warm-up", daemon=True).start()
        yield
        runtime.close()

    return Starlette(
        routes=[api_route(lambda: runtime)],
        lifespan=lifespan,
        exception_handlers={HTTPStatus.NOT_FOUND.value: _elsewhere},
    )


async def _elsewhere(request: Request, _: Exception) -> Response:
    return problem_response(ApiNoSuchPlace(), language_of(request))
