"""The row of Records that goes with a case, and the words it is found by."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, ClinicianAssessment, Lesion
from skin_core.domain.words import search_words
from skin_core.storage.tables import case_summaries, case_words, patients


def add_summary(connection: Connection, case: Case) -> None:
    """List the case in Records."""
    analysis, assessment = case.analysis, case.assessment or ClinicianAssessment()
    values = {
        "case_id": case.case_id,
        "patient_id": case.patient.patient_id,
        "visit_date": case.visit_date,
        "created_at": case.created_at,
        "site": case.lesion.site,
        "side": case.lesion.side,
        "answer": analysis.top.label if analysis.top else "",
        "uncertain": analysis.uncertain,
        "urgency": analysis.advice.urgency.value,
        "kind": analysis.kind.value if analysis.kind else "",
        "photo_count": len(case.photos),
        "thumbnail_key": case.photos[0].thumbnail_key if case.photos else "",
        "likely": " ".join(analysis.likely),
        **_of_assessment(assessment),
    }
    added = insert(case_summaries).values(values).returning(case_summaries.c.number)
    write_case_words(connection, connection.execute(added).scalar_one())


def update_assessment(
    connection: Connection, case_id: str, assessment: ClinicianAssessment
) -> None:
    """Show the newest assessment in Records."""
    connection.execute(
        update(case_summaries)
        .where(case_summaries.c.case_id == case_id)
        .values(_of_assessment(assessment))
    )
    number = connection.execute(
        select(case_summaries.c.number).where(case_summaries.c.case_id == case_id)
    ).scalar_one()
    write_case_words(connection, number)


def update_urgency(connection: Connection, case_id: str, urgency: Urgency) -> None:
    """Show how soon the case is to be seen by its newest advice."""
    connection.execute(
        update(case_summaries)
        .where(case_summaries.c.case_id == case_id)
        .values(urgency=urgency.value)
    )


def update_place(connection: Connection, case_id: str, lesion: Lesion) -> None:
    """Show the corrected site of the case in Records."""
    connection.execute(
        update(case_summaries)
        .where(case_summaries.c.case_id == case_id)
        .values(site=lesion.site, side=lesion.side)
    )


def write_case_words(connection: Connection, number: int) -> None:
    """Make the case findable by the words it and its patient have now."""
    texts = connection.execute(
        select(patients.c.name, patients.c.code, case_summaries.c.diagnosis_text)
        .join(patients, patients.c.patient_id == case_summaries.c.patient_id)
        .where(case_summaries.c.number == number)
    ).one()
    connection.execute(delete(case_words).where(case_words.c.case_number == number))
    if words := search_words(*texts):
        connection.execute(
            insert(case_words), [{"case_number": number, "word": word} for word in sorted(words)]
        )


def _of_assessment(assessment: ClinicianAssessment) -> dict[str, object]:
    return {
        "diagnosis": assessment.diagnosis,
        "diagnosis_text": assessment.diagnosis_text,
        "is_signed": assessment.is_signed,
    }
