"""Server-sent events of a language model's answer, read one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPResponse

from skin_core.errors import LanguageModelGarbled

LONGEST_LINE = 1 << 16  # bytes
DATA, DONE = "data:", "[DONE]"


def words_of(response: HTTPResponse) -> Iterator[str]:
    """What each event adds to the text, "" for one that adds nothing. Raises: OSError.

    Raises: LanguageModelGarbled for what is no event of this kind.
    """
    while line := response.readline(LONGEST_LINE):
        text = _decoded(line)
        if text.startswith(DATA):
            event = text[len(DATA) :].strip()
            if event == DONE:
                return
            yield _words(event)
        elif len(line) >= LONGEST_LINE:
            raise LanguageModelGarbled


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise LanguageModelGarbled from error


def _words(event: str) -> str:
    try:
        choices = json.loads(event)["choices"]
        words = choices[0]["delta"].get("content") if choices else ""
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LanguageModelGarbled from error
    if words is not None and not isinstance(words, str):
        raise LanguageModelGarbled
    return words or ""
