"""Server-sent events of a language model's answer, read one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPResponse
from unicodedata import category

from skin_core.errors import LanguageModelGarbled, LanguageModelUnreachable

LONGEST_LINE = 1 << 16  # bytes
DATA, DONE = "data:", "[DONE]"


def words_of(response: HTTPResponse) -> Iterator[str]:
    """What each event adds to the text, "" for one that adds nothing. Raises: OSError.

    Raises: LanguageModelGarbled for what is no event of this kind; LanguageModelUnreachable where
    they break off before the last one.
    """
    is_last = False
    while line := response.readline(LONGEST_LINE):
        text = _decoded(line)
        if text.startswith(DATA):
            event = text[len(DATA) :].strip()
            if event == DONE:
                return
            words, is_last = _read(event)
            yield words
        elif len(line) >= LONGEST_LINE:
            raise LanguageModelGarbled
    if not is_last:
        raise LanguageModelUnreachable


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise LanguageModelGarbled from error


def _read(event: str) -> tuple[str, bool]:
    """Words, and whether they are the last: some servers say so here, and send no end."""
    try:
        choices = json.loads(event)["choices"]
        words = choices[0]["delta"].get("content") if choices else ""
        is_last = not choices or choices[0].get("finish_reason") is not None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LanguageModelGarbled from error
    if words is not None and not isinstance(words, str):
        raise LanguageModelGarbled
    return _shown(words or ""), is_last


def _shown(words: str) -> str:
    """Words that a page can show: half a character, or a sign that rules a console, is none."""
    return "".join(one for one in words if one in "\n\t" or category(one) not in ("Cc", "Cs"))
