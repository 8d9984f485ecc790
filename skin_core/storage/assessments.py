"""What the clinician concluded, version after version; none is ever overwritten."""

from __future__ import annotations

from sqlalchemy import Connection, Row, Select, insert, select

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import ClinicianAssessment
from skin_core.errors import CaseNotFound
from skin_core.storage.codec import (
    excluded_from_json,
    excluded_to_json,
    outlines_from_json,
    outlines_to_json,
    scales_from_json,
    scales_to_json,
    to_json,
)
from skin_core.storage.store import Store
from skin_core.storage.summaries import update_urgency
from skin_core.storage.tables import analyses, cases, clinician_assessments


def assessments_of(store: Store, case_id: str) -> tuple[ClinicianAssessment, ...]:
    """All versions, oldest first."""
    statement = _of_case(case_id).order_by(clinician_assessments.c.version)
    with store.database.reading() as connection:
        return tuple(_to_assessment(row) for row in connection.execute(statement))


def newest_assessment(connection: Connection, case_id: str) -> ClinicianAssessment | None:
    """The last version, or None where there is none."""
    statement = _of_case(case_id).order_by(clinician_assessments.c.version.desc()).limit(1)
    row = connection.execute(statement).one_or_none()
    return None if row is None else _to_assessment(row)


def add_version(connection: Connection, case_id: str, assessment: ClinicianAssessment) -> None:
    """Write one version."""
    connection.execute(
        insert(clinician_assessments).values(
            case_id=case_id,
            version=assessment.version,
            diagnosis=assessment.diagnosis,
            diagnosis_text=assessment.diagnosis_text,
            note=assessment.note,
            created_at=assessment.created_at,
            signed_by=assessment.signed_by,
            signed_at=assessment.signed_at,
            excluded=excluded_to_json(assessment.excluded),
            outlines=outlines_to_json(assessment.outlines),
            scales=scales_to_json(assessment.scales),
        )
    )


def add_advised(connection: Connection, case_id: str, advised: CaseAnalysis, now: str) -> None:
    """The next version of the analysis: the same answer, other advice; Records shows it."""
    newest = connection.execute(
        select(analyses)
        .where(analyses.c.case_id == case_id)
        .order_by(analyses.c.version.desc())
        .limit(1)
    ).one()
    changed = {
        "version": newest.version + 1,
        "created_at": now,
        "urgency": advised.advice.urgency.value,
        "body": to_json(advised),
    }
    connection.execute(insert(analyses).values({**newest._mapping, **changed}))
    update_urgency(connection, case_id, advised.advice.urgency)


def hold_case(connection: Connection, case_id: str) -> str:
    """The id of a case that stays as it is until the transaction ends. Raises: CaseNotFound."""
    held = select(cases.c.case_id).where(cases.c.case_id == case_id).with_for_update()
    if connection.scalar(held) is None:
        raise CaseNotFound
    return case_id


def _of_case(case_id: str) -> Select[tuple[object, ...]]:
    return select(clinician_assessments).where(clinician_assessments.c.case_id == case_id)


def _to_assessment(row: Row[tuple[object, ...]]) -> ClinicianAssessment:
    return ClinicianAssessment(
        diagnosis=row.diagnosis,
        diagnosis_text=row.diagnosis_text,
        note=row.note,
        version=row.version,
        created_at=row.created_at,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        excluded=excluded_from_json(row.excluded),
        outlines=outlines_from_json(row.outlines),
        scales=scales_from_json(row.scales),
    )
