"""A lesion is looked at again: what of the last visit is still known, and what is asked anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from skin_core.domain.case import Case
from skin_core.domain.facts import Facts, FactValue
from skin_core.drugs.reading import read_allergies
from skin_core.errors import InvalidFact
from skin_core.facts import Holds, still_holding, validate

_BEGINS_WITH_DAY = re.compile(r"\d{4}-\d{2}-\d{2}: ")


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
            return dated(str(value), visit_date)
        case Holds.UNLESS_DENIED:
            return None if _only_denies(str(value)) else value
        case choices:
            return value if value in choices else None


def dated(text: str, day: str) -> str:
    """Each line behind the day on which it was told; those of an earlier day keep theirs."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return "\n".join(line if _BEGINS_WITH_DAY.match(line) else f"{day}: {line}" for line in lines)


def _only_denies(text: str) -> bool:
    """Whether it names nothing: "none", "NKDA", "없음"; read as an entry on allergies is."""
    read = read_allergies(text)
    return not read.unread and all(one.denied for one in read.mentions)
