"""Break words into lines: Hangul and Latin at spaces, what is too long anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skin_core.reporting.typeface import text_width

WORD = re.compile(r"\n|[^ \n]+ *| +")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight. style: "" or "B"."""

    text: str
    style: str = ""


Line = tuple[Run, ...]


def break_lines(runs: tuple[Run, ...], width: float, most: int = 0) -> list[Line]:
    """Words laid into lines of at most this width, in font sizes. A newline starts a new line.

    No words give no lines. most: words after as many lines and one more are left; 0: none are.
    """
    lines: list[Line] = []
    line: list[Run] = []
    used = 0.0
    for word in _words(runs, width):
        needed = text_width(word.text.rstrip(" "), word.style)
        if word.text == "\n" or (line and used + needed > width):
            lines.append(_merged(line))
            line, used = [], 0.0
            if most and len(lines) > most:
                return lines
        if word.text != "\n":
            line.append(word)
            used += text_width(word.text, word.style)
    return [*lines, _merged(line)] if line else lines


def shorten(line: Line, width: float) -> Line:
    """A line cut so that an ellipsis fits after it. width: in font sizes."""
    left = width - text_width(ELLIPSIS, "")
    kept: list[Run] = []
    for run in line:
        text = run.text
        while text and text_width(text, run.style) > left:
            text = text[:-1]
        kept.append(Run(text, run.style))
        left -= text_width(text, run.style)
    return (*kept, Run(ELLIPSIS))


def _words(runs: tuple[Run, ...], width: float) -> Iterator[Run]:
    for run in runs:
        for word in WORD.findall(run.text):
            yield from _pieces(word, run.style, width)


def _pieces(word: str, style: str, width: float) -> Iterator[Run]:
    """A word, in as many pieces as lines of this width ask for; each sign is measured once."""
    start, used = 0, 0.0
    if text_width(word.rstrip(" "), style) > width:
        for place, sign in enumerate(word.rstrip(" ")):
            needed = text_width(sign, style)
            if place > start and used + needed > width:
                yield Run(word[start:place], style)
                start, used = place, 0.0
            used += needed
    yield Run(word[start:], style)


def _merged(line: list[Run]) -> Line:
    """Neighbouring words of one weight as one run, so that a line is drawn in few strokes."""
    merged: list[Run] = []
    for word in line:
        if merged and merged[-1].style == word.style:
            merged[-1] = Run(merged[-1].text + word.text, word.style)
        else:
            merged.append(word)
    return tuple(merged)
