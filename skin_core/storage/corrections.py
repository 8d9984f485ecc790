"""Correct a patient: what it was is kept, and what hangs on it follows in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Draft, Patient, Sex
from skin_core.domain.correction import Correction, differing
from skin_core.storage.assessments import add_advised, newest_assessment
from skin_core.storage.codec import from_json, to_json, to_time
from skin_core.storage.patients import patient_row, to_patient, write_patient
from skin_core.storage.store import Store
from skin_core.storage.tables import drafts, patient_corrections, patients


def correct_patient(
    store: Store,
    patient: Patient,
    *,
    now: datetime,
    by: str = "",
    reason: str = "",
    advised: Mapping[str, CaseAnalysis] | None = None,
) -> None:
    """Write what is known of a patient now, and keep what it was.

    advised: by case, the analysis whose advice follows; cases signed meanwhile keep theirs. Drafts
    of the patient take the correction as a change of another window. Raises: CaseNotFound.
    """
    moment = to_time(now)
    with store.database.writing() as connection:
        row = patient_row(connection, patient.patient_id, held=True)
        was = to_patient(row)
        if was == patient:
            return
        write_patient(connection, row.number, patient)
        if differing(was, patient):
            _keep(connection, row.number, Correction(was, moment, by, reason))
        for case_id, analysis in (advised or {}).items():
            newest = newest_assessment(connection, case_id)
            if newest is None or not newest.is_signed:
                add_advised(connection, case_id, analysis, moment)
        _correct_drafts(connection, patient, moment)


def corrections_of(store: Store, patient_id: str) -> tuple[Correction, ...]:
    """What was known of a patient before each correction, oldest first; mostly empty."""
    columns = patient_corrections.c
    statement = (
        select(patient_corrections)
        .join(patients, patients.c.number == columns.patient)
        .where(patients.c.patient_id == patient_id)
        .order_by(columns.version)
    )
    with store.database.reading() as connection:
        return tuple(
            Correction(
                was=Patient(
                    patient_id, row.name, row.code, row.birth_year, Sex(row.sex), row.birth_date
                ),
                at=row.corrected_at,
                by=row.corrected_by,
                reason=row.reason,
            )
            for row in connection.execute(statement)
        )


def _keep(connection: Connection, number: int, correction: Correction) -> None:
    columns, was = patient_corrections.c, correction.was
    last = connection.scalar(select(func.max(columns.version)).where(columns.patient == number))
    connection.execute(
        insert(patient_corrections).values(
            patient=number,
            version=(last or 0) + 1,
            corrected_at=correction.at,
            corrected_by=correction.by,
            reason=correction.reason,
            name=was.name,
            code=was.code,
            birth_year=was.birth_year,
            birth_date=was.birth_date,
            sex=was.sex.value,
        )
    )


def _correct_drafts(connection: Connection, patient: Patient, moment: str) -> None:
    """Drafts that go on with this patient hold a copy; their advice follows when one is opened."""
    of_patient = drafts.c.patient_id == patient.patient_id
    rows = connection.execute(
        select(drafts.c.draft_id, drafts.c.body, drafts.c.version).where(of_patient)
    )
    for row in rows.all():
        draft = from_json(Draft, row.body)
        if not draft.known_patient or draft.patient == patient:
            continue
        kept = replace(draft, patient=patient, updated_at=moment, version=row.version + 1)
        connection.execute(
            update(drafts)
            .where(drafts.c.draft_id == row.draft_id)
            .values(updated_at=moment, version=kept.version, body=to_json(kept))
        )
