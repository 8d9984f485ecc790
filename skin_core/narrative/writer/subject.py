"""Whom the text of a saved case is about."""

from __future__ import annotations

from datetime import date, datetime, time

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.narrative.writer.sentence import Subject


def subject_of(case: Case) -> Subject:
    """The patient as of the day of the visit, with what was concluded and scored."""
    visit = date.fromisoformat(case.visit_date)
    return Subject(
        seed=case.case_id,
        age=case.patient.age_on(visit),
        sex=case.patient.sex,
        now=datetime.combine(visit, time.max),
        assessment=case.assessment or ClinicianAssessment(),
        scores=case.scores,
    )
