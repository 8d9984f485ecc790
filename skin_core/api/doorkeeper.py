"""Who may come in, how often and with how much: pure ASGI, before anything reads the body."""

from __future__ import annotations

import asyncio
import hmac
import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from skin_core.api.limits import Rates, Room
from skin_core.api.problems import language_of, problem_response, unforeseen_response
from skin_core.errors import (
    ApiBodyTooLarge,
    ApiForeign,
    ApiKeyMissing,
    ApiKeyWrong,
    ApiMediaType,
    ApiOff,
    ApiTooSlow,
    SkinError,
)
from skin_core.errors.unforeseen import noted
from skin_core.services.api_access import digest_of
from skin_core.settings import Settings

_log = logging.getLogger(__name__)
REFERENCE = "skindesk.reference"
"""Where a request keeps the number under which its failure was logged."""
_KEPT_S = 2.0  # a key that was taken back may open for so long
_MB = 1_000_000
_PHOTOS_OF_FULL_SIZE = 2  # of those that one request may hold
_JSON_MB = 1
_PATIENCE_S = 30  # between two parts of a body: whoever sends nothing keeps a place from others
_NO_COPY = (b"cache-control", b"no-store")
FORM, JSON = "multipart/form-data", "application/json"
BODIES = {
    "/classify": FORM,
    "/analyze": FORM,
    "/diagnose": FORM,
    "/diagnose-stream": FORM,
    "/advise": JSON,
}
_PAPERS = "/reports/"  # drawing one takes as long as a photo
_WITHOUT_KEY = {"/health", "/openapi.json"}  # they tell of nobody
_OWN_NAMES = {"127.0.0.1", "localhost", "::1"}
_NOBODY = ""  # whoever shows no key that is known


@dataclass
class Doorkeeper:
    """The API behind its checks; what fails inside is answered and logged without any value."""

    app: ASGIApp
    settings: Settings
    kept: Callable[[], str]  # digest of the key that the Settings page made, "" without one
    rates: Rates = field(init=False)
    room: Room = field(init=False)
    _kept: tuple[float, str] = (-math.inf, "")

    def __post_init__(self) -> None:
        self.rates = Rates(self.settings.api_per_minute)
        self.room = Room(self.settings.api_waiting)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        connection, door = HTTPConnection(scope), _Door(send)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        with ExitStack() as held:
            try:
                await self._check_caller(connection, path)
                if scope["method"] == "POST" and path in BODIES:
                    body = _Body(receive, self._limit_mb(BODIES[path]))
                    body.check(connection, BODIES[path])
                    receive = body.receive
                if BODIES.get(path) is FORM or path.startswith(_PAPERS):
                    held.enter_context(self.room.place())
                await self.app(scope, receive, door.send)
            except SkinError as error:
                if not door.is_open:
                    answer = problem_response(error, language_of(connection))
                    await answer(scope, receive, send)
            except Exception as error:  # noqa: BLE001  # the boundary: no traceback leaves it
                reference = scope.get(REFERENCE) or noted(error, _log)
                if not door.is_open:
                    answer = unforeseen_response(reference, language_of(connection))
                    await answer(scope, receive, send)

    async def _check_caller(self, connection: HTTPConnection, path: str) -> None:
        """Raises: ApiOff, ApiForeign, ApiKeyMissing, ApiKeyWrong, ApiTooFast, StoreError."""
        known = [digest_of(key) for key in self.settings.api_keys]
        shown = shown_by(connection)
        if not _is_among(shown, known) and (kept := await self._kept_digest()):
            known.append(kept)
        if not known and not self.settings.api_open:
            raise ApiOff
        caller = shown if _is_among(shown, known) else _NOBODY
        self.rates.take(caller)
        if path in _WITHOUT_KEY or caller != _NOBODY:
            return
        if shown:
            raise ApiKeyWrong
        if not self.settings.api_open:
            raise ApiKeyMissing
        if not _is_own(connection):
            raise ApiForeign

    async def _kept_digest(self) -> str:
        """Read again now and then: a key that was taken back opens nothing for long."""
        read_at, digest = self._kept
        if time.monotonic() - read_at > _KEPT_S:
            digest = await run_in_threadpool(self.kept)
            self._kept = (time.monotonic(), digest)
        return digest

    def _limit_mb(self, kind: str) -> int:
        whole = self.settings.upload_limit_mb * _PHOTOS_OF_FULL_SIZE + _JSON_MB
        return whole if kind is FORM else _JSON_MB


def shown_by(connection: HTTPConnection) -> str:
    """The digest of the key that is shown; "" where none is."""
    kind, _, key = connection.headers.get("authorization", "").partition(" ")
    shown = key.strip() if kind.lower() == "bearer" else ""
    shown = shown or connection.headers.get("x-api-key", "").strip()
    return digest_of(shown) if shown else _NOBODY


def _is_among(shown: str, known: Sequence[str]) -> bool:
    """Digests are compared, each with each, so that the time tells nothing."""
    found = False
    for digest in known:
        found |= hmac.compare_digest(shown, digest)
    return found


def _is_own(connection: HTTPConnection) -> bool:
    """Without a key only programs of this machine may ask: no web page, under no other name."""
    host, origin = connection.headers.get("host", ""), connection.headers.get("origin")
    try:
        if urlsplit(f"//{host}").hostname not in _OWN_NAMES:
            return False
        return origin is None or urlsplit(origin).netloc == host
    except ValueError:
        return False


@dataclass
class _Door:
    """Whether the answer has begun; nobody between keeps a copy of it."""

    _send: Send
    is_open: bool = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_open = True
            message = {**message, "headers": [*message.get("headers", ()), _NO_COPY]}
        await self._send(message)


@dataclass
class _Body:
    """A body that is refused as soon as it is too large."""

    _receive: Receive
    limit_mb: int
    _bytes: int = 0
    _is_whole: bool = False

    def check(self, connection: HTTPConnection, kind: str) -> None:
        """Raises: ApiMediaType, ApiBodyTooLarge by what the headers say."""
        said = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
        if said != kind:
            raise ApiMediaType(expected=kind)
        length = connection.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self.limit_mb * _MB:
            raise ApiBodyTooLarge(limit_mb=self.limit_mb)

    async def receive(self) -> Message:
        """The next part; after the last, that the caller left.

        Raises: ApiBodyTooLarge, ApiTooSlow.
        """
        if self._is_whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), _PATIENCE_S)
        except TimeoutError as error:
            raise ApiTooSlow(wait_s=_PATIENCE_S) from error
        self._is_whole = not message.get("more_body", False)
        self._bytes += len(message.get("body", b""))
        if self._bytes > self.limit_mb * _MB:
            raise ApiBodyTooLarge(limit_mb=self.limit_mb)
        return message
