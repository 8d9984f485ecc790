"""What an experiment asks for and cannot be is told whoever started it in one sentence.

The commands of training and evaluation run inside `in_one_sentence`. A mistake in the program is
no refusal: it keeps its traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from skin_core.errors import SettingsError, SkinError
from skin_core.i18n import error_text


class Refused(ValueError):
    """Its text names the key, file or row that is wrong, and what to do."""


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """End the command with the sentence of what was refused, and exit status 1."""
    try:
        yield
    except (SkinError, Refused, FloatingPointError, OSError) as error:
        sys.exit(sentence_of(error))


def sentence_of(error: Exception) -> str:
    """What is wrong, and what is possible instead."""
    if isinstance(error, SettingsError):
        return _of_setting(error)
    if isinstance(error, SkinError):
        return error_text(error, "en")
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _of_setting(error: SettingsError) -> str:
    nearest = f"; the nearest is {error.suggestion!r}" if error.suggestion else ""
    if error.allowed:
        return f"{error.name}: {error.value!r} cannot be; possible: {error.allowed}{nearest}"
    if nearest:
        return f"{error.name}: there is no such key{nearest}"
    return f"{error.name}: the file has to tell it"
