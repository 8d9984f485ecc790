"""What may be entered of a patient: a birth that can be, and text that can be stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from skin_core.domain.case import Patient
from skin_core.domain.words import without_unseen
from skin_core.errors import InvalidBirth, TextNotStorable

FIRST_YEAR = 1880  # nobody alive was born before
TYPED = ("name", "code", "phone")


def corrected(was: Patient, changes: Mapping[str, object], first_visit: date) -> Patient:
    """The patient with these entries. Raises: InvalidBirth for a new one; TextNotStorable.

    A birth that stands already may lie anywhere: a clock that was wrong must not forbid the rest.
    """
    patient = replace(was, **as_read(changes))  # type: ignore[arg-type]
    is_new = (patient.birth_date, patient.birth_year) != (was.birth_date, was.birth_year)
    if is_new and not _can_be(patient, first_visit):
        raise InvalidBirth(visit=first_visit.isoformat())
    check_text(patient.name, patient.code, patient.phone)
    return patient


def as_read(changes: Mapping[str, object]) -> dict[str, object]:
    """Entries, what is typed of them without signs that nobody sees."""
    return {
        key: without_unseen(str(value)) if key in TYPED else value for key, value in changes.items()
    }


def check_text(*texts: str) -> None:
    """Raises: TextNotStorable where one holds what no database holds."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise TextNotStorable from error
        if "\0" in text:
            raise TextNotStorable


def _can_be(patient: Patient, first_visit: date) -> bool:
    year = patient.birth_year
    if year is not None and not FIRST_YEAR <= year <= first_visit.year:
        return False
    if not patient.birth_date:
        return True
    try:
        day = date.fromisoformat(patient.birth_date)
    except ValueError:
        return False
    is_plain = day.isoformat() == patient.birth_date  # "20261120" is sorted and shown wrongly
    return is_plain and day.year >= FIRST_YEAR and day <= first_visit
