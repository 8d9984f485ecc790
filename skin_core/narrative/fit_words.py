"""For and against in words, short enough to stand beside a bar."""

from __future__ import annotations

from collections.abc import Sequence

from skin_core.diseases.picture import all_pictures
from skin_core.domain.picture import Fit, Line
from skin_core.facts import fact_name, fact_text
from skin_core.i18n import catalogue, t

MOST_LINES = 3  # of each kind beside a bar; how many more there are is said


def for_text(fit: Fit, language: str, most: int = MOST_LINES) -> str:
    """ "For: one side, pain before rash"; "" where nothing fits."""
    return _told("fit.for", fit.for_, language, most)


def against_text(fit: Fit, language: str, most: int = MOST_LINES) -> str:
    """ "Against: six weeks"; "" where nothing speaks against it."""
    return _told("fit.against", fit.against, language, most)


def fit_sentence(fit: Fit, language: str, most: int = MOST_LINES) -> str:
    """Both in one line: "For: one side, pain before rash; against: six weeks"; "" for neither."""
    if not fit.for_:
        return against_text(fit, language, most)
    against = _listed(fit.against, language, most)
    tail = t("fit.and_against", language, lines=against) if against else ""
    return for_text(fit, language, most) + tail


def ask_text(asked: Sequence[str], language: str) -> str:
    """ "Ask: side, fever"; "" where nothing would tell more."""
    names = t("fit.separator", language).join(_small(fact_name(key, language)) for key in asked)
    return t("fit.ask", language, facts=names) if names else ""


def source_text(label: str, language: str) -> str:
    """Where the picture of a disease comes from, and whether that was opened."""
    source = all_pictures()[label].source
    text = f"{source.title}. {source.source}, {source.year}"
    return text if source.opened else f"{text} – {t('fit.not_opened', language)}"


def line_text(line: Line, language: str) -> str:
    """One statement: "one side", "six weeks", "no fever"."""
    key = f"fit.{line.topic}.{line.state}"
    if line.count:
        key = f"{key}_one" if line.count == "1" else key
        count = line.count if line.topic == "age" else _number(line.count, language)
        return t(key, language, count=count)
    if key in catalogue(language):
        return t(key, language)
    if line.topic == "site":
        return _small(fact_text(line.topic, line.state, language))
    return t(f"fit.fact.{line.state}", language, fact=_small(fact_name(line.topic, language)))


def _told(key: str, lines: Sequence[Line], language: str, most: int) -> str:
    return t(key, language, lines=_listed(lines, language, most)) if lines else ""


def _listed(lines: Sequence[Line], language: str, most: int) -> str:
    words = [line_text(line, language) for line in lines[:most]]
    if left := len(lines) - len(words):
        words.append(t("fit.more", language, count=left))
    return t("fit.separator", language).join(words)


def _number(count: str, language: str) -> str:
    """A small number as the language writes it: "six"."""
    words = t("fit.numbers", language).split()
    return words[int(count) - 1] if 0 < int(count) <= len(words) else count


def _small(text: str) -> str:
    """Words as they read in the middle of a line: small first letter, except abbreviations."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
