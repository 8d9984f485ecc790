"""For and against in words, short enough to stand beside a bar."""

from __future__ import annotations

from collections.abc import Sequence

from skin_core.diseases.picture import all_pictures
from skin_core.domain.picture import Fit, Line
from skin_core.narrative.speech import Speech

MOST_LINES = 3  # of each kind beside a bar; how many more there are is said


def for_text(fit: Fit, speech: Speech, most: int = MOST_LINES) -> str:
    """ "For: one side, pain before rash"; "" where nothing fits."""
    return _told("fit.for", fit.for_, speech, most)


def against_text(fit: Fit, speech: Speech, most: int = MOST_LINES) -> str:
    """ "Against: six weeks"; "" where nothing speaks against it."""
    return _told("fit.against", fit.against, speech, most)


def fit_sentence(fit: Fit, speech: Speech, most: int = MOST_LINES) -> str:
    """Both in one line: "For: one side, pain before rash; against: six weeks"; "" for neither."""
    if not fit.for_:
        return against_text(fit, speech, most)
    against = _listed(fit.against, speech, most)
    tail = speech.t("fit.and_against", lines=against) if against else ""
    return for_text(fit, speech, most) + tail


def ask_text(asked: Sequence[str], speech: Speech) -> str:
    """ "Ask: side, fever"; "" where nothing would tell more."""
    names = speech.t("fit.separator").join(_small(speech.fact(key)) for key in asked)
    return speech.t("fit.ask", facts=names) if names else ""


def source_text(label: str, speech: Speech) -> str:
    """Where the picture of a disease comes from, and whether that was opened."""
    source = all_pictures()[label].source
    text = f"{source.title}. {source.source}, {source.year}"
    return text if source.opened else f"{text} – {speech.t('fit.not_opened')}"


def line_text(line: Line, speech: Speech) -> str:
    """One statement: "one side", "six weeks", "no fever"."""
    key = f"fit.{line.topic}.{line.state}"
    if line.count:
        key = f"{key}_one" if line.count == "1" else key
        count = line.count if line.topic == "age" else _number(line.count, speech)
        return speech.t(key, count=count)
    if speech.has(key):
        return speech.t(key)
    if line.topic == "site":
        return _small(speech.answer(line.topic, line.state))
    return speech.t(f"fit.fact.{line.state}", fact=_small(speech.fact(line.topic)))


def _told(key: str, lines: Sequence[Line], speech: Speech, most: int) -> str:
    return speech.t(key, lines=_listed(lines, speech, most)) if lines else ""


def _listed(lines: Sequence[Line], speech: Speech, most: int) -> str:
    words = [line_text(line, speech) for line in lines[:most]]
    if left := len(lines) - len(words):
        words.append(speech.t("fit.more", count=left))
    return speech.t("fit.separator").join(words)


def _number(count: str, speech: Speech) -> str:
    """A small number as the language writes it: "six"."""
    words = speech.t("fit.numbers").split()
    return words[int(count) - 1] if 0 < int(count) <= len(words) else count


def _small(text: str) -> str:
    """Words as they read in the middle of a line: small first letter, except abbreviations."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
