"""A lesion is looked at again: what of the last visit is still known, and what is asked anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from skin_core.domain.case import Case
from skin_core.domain.facts import Facts, FactValue
from skin_core.drugs.reading import read_allergies
from skin_core.errors import InvalidFact
from skin_core.facts import Holds, facts_of, still_holding, validate
from skin_core.rules.known_facts import known_facts
from skin_core.scoring.seven_point import SEVEN_POINTS
from skin_core.services.records import asked_of

_BEGINS_WITH_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}: ")


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was answered about a growth at the last visit of its lesion; never today's answers.

    day: ISO date of the visit. score: of the seven points; None where none was answered.
    is_whole: all seven were.
    """

    day: str
    answers: Facts
    score: int | None
    is_whole: bool


def last_time(last: Case) -> LastTime:
    """The answers to be shown beside the questions of the checklist."""
    keys = [spec.key for spec in facts_of("growth")]
    known = known_facts(asked_of(last))
    answered = [key for key in SEVEN_POINTS if key in known]
    return LastTime(
        day=last.visit_date,
        answers={key: last.facts[key] for key in keys if key in last.facts},
        score=sum(SEVEN_POINTS[key] for key in answered if known[key]) if answered else None,
        is_whole=len(answered) == len(SEVEN_POINTS),
    )


def still_known(last: Case) -> Facts:
    """The answers of a lesion's last visit that still hold, in the order they were given.

    What is not listed in `facts/follow_up.toml`, is no valid answer any more or became too long is
    left to be asked again.
    """
    known: dict[str, FactValue] = {}
    for key, value in last.facts.items():
        kept = _held(still_holding().get(key, ()), value, last.visit_date)
        if kept is not None:
            with suppress(InvalidFact):
                known[key] = validate(key, kept)
    return known


def _held(when: Holds | Sequence[str], value: FactValue, visit_date: str) -> FactValue | None:
    match when:
        case Holds.ALWAYS:
            return value
        case Holds.IF_YES:
            return value is True or None
        case Holds.DATED:
            return None if _only_denies(str(value)) else dated(str(value), visit_date)
        case Holds.UNLESS_DENIED:
            return None if _only_denies(str(value)) else value
        case choices:
            return value if value in choices else None


def dated(text: str, day: str) -> str:
    """Each line behind the day on which it was told; those of an earlier day keep theirs."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return "\n".join(line if _BEGINS_WITH_DAY.match(line) else f"{day}: {line}" for line in lines)


def undated(value: FactValue) -> FactValue:
    """Free text as it was told, without the days that `dated` put before its lines."""
    if not isinstance(value, str):
        return value
    return "\n".join(_BEGINS_WITH_DAY.sub("", line) for line in value.splitlines())


def _only_denies(text: str) -> bool:
    """Whether it names nothing: "none", "NKDA", "없음"; read as an entry on allergies is."""
    read = read_allergies(text)
    return not read.unread and all(one.denied for one in read.mentions)
