"""What was known of a patient, or answered in a case, before somebody corrected it."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.case import Patient
from skin_core.domain.facts import Facts

OF_PERSON = ("name", "code", "birth_year", "birth_date", "sex")
"""What tells who a patient is, or what the advice rests on; a telephone is neither."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a patient. was: as it stood before, without the telephone.

    at: ISO 8601 with offset. by, reason: "" where they were not entered.
    """

    was: Patient
    at: str
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """One correction of what was answered in a case. was: the answers before.

    at: ISO 8601 with offset. by, reason: "" where they were not entered.
    """

    was: Facts
    at: str
    by: str = ""
    reason: str = ""


def differing(before: Patient, after: Patient) -> tuple[str, ...]:
    """Which of these entries are not the same."""
    return tuple(name for name in OF_PERSON if getattr(before, name) != getattr(after, name))
