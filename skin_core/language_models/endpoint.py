"""Any server that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, LM Studio, transformers."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event
from urllib.parse import urlsplit

from skin_core.errors import (
    LanguageModelError,
    LanguageModelGarbled,
    LanguageModelNoAnswer,
    LanguageModelRefused,
    LanguageModelTooSlow,
    LanguageModelUnreachable,
)
from skin_core.language_models.events import words_of
from skin_core.language_models.prompt import Message
from skin_core.language_models.protocol import (
    BETWEEN_S,
    FIRST_S,
    MOST_CHARACTERS,
    MOST_TOKENS,
    WHOLE_S,
)
from skin_core.language_models.watch import Watch

CONNECT_S, OK = 5.0, 200
EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model answers.

    url: up to the version, such as http://127.0.0.1:11434/v1. model: as the server names it.
    first_s: until its first word, long since a slow machine reads for a minute or two; between_s:
    between two words; whole_s: until the end.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    first_s: float = FIRST_S
    between_s: float = BETWEEN_S
    whole_s: float = WHOLE_S

    def begin(self) -> Writing:
        """An answer that nobody has asked for yet."""
        return Writing(self)


class Writing:
    """One answer of a model, read piece by piece and ended from any thread."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._connection: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._response: HTTPResponse | None = None
        self._cancelled = Event()

    def cancel(self) -> None:
        """End it now: whoever reads it comes to its end, and the model is cut off."""
        self._cancelled.set()
        self._cut()

    def _cut(self) -> None:
        held = self._socket or (self._connection and self._connection.sock)
        if held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def words(self, messages: Sequence[Message]) -> Iterator[str]:
        """Ask, and give the words as they come; ends quietly where it was cancelled.

        Raises: LanguageModelUnreachable, LanguageModelRefused, LanguageModelTooSlow,
        LanguageModelGarbled, LanguageModelNoAnswer.
        """
        self._connection = connection = self._connected()
        watch = Watch(self._endpoint, self._cut)
        try:
            connection.connect()
            if watch.is_late:
                raise TimeoutError
            yield from self._limited(self._answer(connection, messages), watch)
        except (OSError, HTTPException, ValueError, LanguageModelError) as error:
            if self._cancelled.is_set():
                return
            if watch.is_late or isinstance(error, TimeoutError):
                raise LanguageModelTooSlow(seconds=watch.seconds) from error
            if isinstance(error, LanguageModelError):
                raise
            raise LanguageModelUnreachable from error
        finally:
            watch.end()
            connection.close()
            for part in (self._response, self._socket):
                if part is not None:
                    part.close()

    def _connected(self) -> HTTPConnection:
        address = urlsplit(self._endpoint.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        return kind(address.hostname or "", address.port, timeout=CONNECT_S)

    def _answer(self, connection: HTTPConnection, messages: Sequence[Message]) -> HTTPResponse:
        self._socket = connection.sock  # the connection lets go of it, and it must still end
        self._socket.settimeout(None)  # the watch ends it, whatever comes meanwhile
        path = urlsplit(self._endpoint.url).path.rstrip("/")
        connection.request("POST", f"{path}/chat/completions", self._body(messages), self._head())
        self._response = response = connection.getresponse()
        if response.status != OK:
            raise LanguageModelRefused(status=response.status)
        if not response.headers.get("content-type", "").startswith(EVENTS):
            raise LanguageModelGarbled
        return response

    def _body(self, messages: Sequence[Message]) -> str:
        asked = {
            "model": self._endpoint.model,
            "messages": [one.as_sent for one in messages],
            "stream": True,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
        }
        return json.dumps(asked)

    def _head(self) -> dict[str, str]:
        head = {"Content-Type": "application/json", "Accept": EVENTS}
        key = self._endpoint.key
        return {**head, "Authorization": f"Bearer {key}"} if key else head

    def _limited(self, response: HTTPResponse, watch: Watch) -> Iterator[str]:
        """The words, as long as they come to an end; none at all is no answer."""
        length = 0
        for piece in words_of(response):
            if self._cancelled.is_set():
                return
            length += len(piece)
            watch.heard(has_begun=length > 0)
            if length > MOST_CHARACTERS:
                raise LanguageModelNoAnswer
            yield piece
        if watch.is_late:
            raise TimeoutError
        if not length and not self._cancelled.is_set():
            raise LanguageModelGarbled
