"""Any server that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, LM Studio, transformers."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

from skin_core.errors import (
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
        self._socket: socket.socket | None = None
        self._response: HTTPResponse | None = None
        self._cancelled = Event()

    def cancel(self) -> None:
        """End it now: whoever reads it comes to its end, and the model is cut off."""
        self._cancelled.set()
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def words(self, messages: Sequence[Message]) -> Iterator[str]:
        """Ask, and give the words as they come; ends quietly where it was cancelled.

        Raises: LanguageModelUnreachable, LanguageModelRefused, LanguageModelTooSlow,
        LanguageModelGarbled, LanguageModelNoAnswer.
        """
        waited = self._endpoint.first_s
        connection = self._connection()
        try:
            for piece in self._limited(self._answer(connection, messages)):
                waited = self._endpoint.between_s
                yield piece
        except TimeoutError as error:
            if not self._cancelled.is_set():
                raise LanguageModelTooSlow(seconds=round(waited)) from error
        except (OSError, HTTPException, ValueError, LanguageModelUnreachable) as error:
            if not self._cancelled.is_set():
                raise LanguageModelUnreachable from error
        finally:
            connection.close()
            for part in (self._response, self._socket):
                if part is not None:
                    part.close()

    def _connection(self) -> HTTPConnection:
        address = urlsplit(self._endpoint.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        return kind(address.hostname or "", address.port, timeout=CONNECT_S)

    def _answer(self, connection: HTTPConnection, messages: Sequence[Message]) -> HTTPResponse:
        connection.connect()
        self._socket = connection.sock  # the connection lets go of it, and it must still end
        self._socket.settimeout(self._endpoint.first_s)
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

    def _limited(self, response: HTTPResponse) -> Iterator[str]:
        """The words, as long as they come to an end; none at all is no answer."""
        length, end = 0, monotonic() + self._endpoint.whole_s
        for piece in words_of(response):
            if self._cancelled.is_set():
                return
            if piece and self._socket is not None:
                self._socket.settimeout(self._endpoint.between_s)
            length += len(piece)
            if length > MOST_CHARACTERS:
                raise LanguageModelNoAnswer
            if monotonic() > end:
                raise LanguageModelTooSlow(seconds=round(self._endpoint.whole_s))
            yield piece
        if not length and not self._cancelled.is_set():
            raise LanguageModelGarbled
