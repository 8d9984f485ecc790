"""Check an answer, and say it in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from skin_core.domain.facts import FactSpec, FactType, FactValue
from skin_core.errors import InvalidFact
from skin_core.facts.schema import fact, words

TEXT_LIMIT = 4000  # characters; a history, not a file
EARLIEST_YEAR = 1880  # nobody alive was born before


def validate(key: str, value: object) -> FactValue:
    """The answer as it is kept: numbers as float, dates to the minute, text trimmed.

    Raises: UnknownFact, InvalidFact.
    """
    spec = fact(key)
    cleaned = _CHECKS[spec.type](spec, value)
    if cleaned is None:
        raise InvalidFact(key=key, value=value)
    return cleaned


def validate_all(facts: Mapping[str, object]) -> dict[str, FactValue]:
    """Every answer checked; None and blank text mean unknown and are dropped.

    Raises: UnknownFact, InvalidFact.
    """
    given = {key: value for key, value in facts.items() if not _is_blank(value)}
    return {key: validate(key, value) for key, value in given.items()}


def fact_name(key: str, language: str) -> str:
    """What a report calls the fact. Raises: UnknownFact."""
    return fact(key).name[language]


def fact_text(key: str, value: FactValue, language: str) -> str:
    """An answer in words: "Yes", "7/10", "20 Nov 2026, 14:00", "Cheek".

    Raises: UnknownFact, InvalidFact.
    """
    spec, kept = fact(key), validate(key, value)
    match spec.type:
        case FactType.YES_NO:
            return yes_text(language) if kept else no_text(language)
        case FactType.NUMBER:
            gap = "" if spec.unit.startswith("/") else " "
            return f"{float(kept):g}{gap}{spec.unit}".rstrip()
        case FactType.CHOICE:
            return next(choice.name[language] for choice in spec.choices if choice.key == kept)
        case FactType.WHEN:
            return when_text(str(kept), language)
        case FactType.TEXT:
            return str(kept)


def when_text(value: str, language: str) -> str:
    """A date, with the hour where it is known, as the language writes it."""
    moment = datetime.fromisoformat(value)
    pattern: str = words()["date_time" if "T" in value else "date"][language]
    return pattern.format(
        day=moment.day,
        month=words()["months"][language][moment.month - 1],
        year=moment.year,
        time=f"{moment:%H:%M}",
    )


def yes_text(language: str) -> str:
    """The word for yes."""
    return str(words()["yes"][language])


def no_text(language: str) -> str:
    """The word for no."""
    return str(words()["no"][language])


def unknown_text(language: str) -> str:
    """The word for a question that has no answer."""
    return str(words()["unknown"][language])


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _yes_no(spec: FactSpec, value: object) -> FactValue | None:
    return value if isinstance(value, bool) else None


def _number(spec: FactSpec, value: object) -> FactValue | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    low = -math.inf if spec.minimum is None else spec.minimum
    high = math.inf if spec.maximum is None else spec.maximum
    return float(value) if low <= value <= high else None


def _choice(spec: FactSpec, value: object) -> FactValue | None:
    return next((choice.key for choice in spec.choices if choice.key == value), None)


def _when(spec: FactSpec, value: object) -> FactValue | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is not None:  # the clinic's wall clock; a second clock would shift the hours
        return None
    if moment.year < EARLIEST_YEAR:
        return None
    has_time = "T" in value or " " in value
    return moment.isoformat(timespec="minutes") if has_time else moment.date().isoformat()


def _text(spec: FactSpec, value: object) -> FactValue | None:
    text = value.strip() if isinstance(value, str) else ""
    return text if 0 < len(text) <= TEXT_LIMIT else None


_CHECKS = {
    FactType.YES_NO: _yes_no,
    FactType.NUMBER: _number,
    FactType.CHOICE: _choice,
    FactType.WHEN: _when,
    FactType.TEXT: _text,
}
