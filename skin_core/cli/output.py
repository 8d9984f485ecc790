"""Where lines go, and how names of files read: no name and no console ends a run."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

STANDARD_OUTPUT = Path("-")
LONGEST_NAME = 255  # bytes, as most file systems have it


@contextmanager
def lines_to(target: Path | None) -> Iterator[TextIO]:
    """A file for JSON lines, or the standard output for None and "-"; always UTF-8."""
    if target is None or target == STANDARD_OUTPUT:
        speak_utf8()
        yield sys.stdout
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as out:
        yield out


def speak_utf8() -> None:
    """Let no console refuse a character: what it cannot show is written as its number."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def shown_path(path: Path) -> str:
    """A path as it is told: UTF-8, else as old Korean archives write names, else byte by byte."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def fitting_name(stem: str, ending: str) -> str:
    """A file name that the disk takes: one too long keeps its beginning and gets a number."""
    if len(os.fsencode(stem + ending)) <= LONGEST_NAME:
        return stem + ending
    number = hashlib.sha256(os.fsencode(stem)).hexdigest()[:12]
    room = LONGEST_NAME - len(os.fsencode(ending)) - len(number) - 1
    kept = os.fsencode(stem)[:room].decode("utf-8", "ignore")
    return f"{kept}-{number}{ending}"
