"""When something began: neither after the visit, nor before the patient was born."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.age import Age
from skin_core.domain.facts import Facts, FactType
from skin_core.errors import OnsetAfterVisit, OnsetBeforeBirth
from skin_core.facts import all_facts
from skin_core.rules.clock import hours_since, is_before_birth, local


def check_onsets(facts: Facts, age: Age | None, visit: datetime) -> None:
    """Look at every date among the answers. age: of the patient at the visit.

    Raises: OnsetAfterVisit, OnsetBeforeBirth.
    """
    for key, value in facts.items():
        if key not in all_facts() or all_facts()[key].type is not FactType.WHEN:
            continue
        if not _has_begun(str(value), visit):
            raise OnsetAfterVisit(key=key, value=value)
        if is_before_birth(str(value), age, visit):
            raise OnsetBeforeBirth(key=key, value=value)


def _has_begun(when: str, visit: datetime) -> bool:
    try:
        return hours_since(when, local(visit)) is not None
    except OverflowError:  # the last day of the calendar has no day after it
        return False
