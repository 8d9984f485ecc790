"""Correct a patient: what it was is kept, and what hangs on it follows in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case, Draft, Patient, Sex
from skin_core.domain.correction import Correction, differing
from skin_core.storage.assessments import add_advised, hold_case
from skin_core.storage.cases import read_case
from skin_core.storage.codec import from_json, to_json, to_time
from skin_core.storage.patients import patient_row, to_patient, write_patient
from skin_core.storage.store import Store
from skin_core.storage.tables import case_summaries, drafts, patient_corrections, patients

Advise = Callable[[Case, Patient], CaseAnalysis | None]


def correct_patient(
    store: Store,
    patient_id: str,
    correct: Callable[[Patient], Patient],
    advise: Advise,
    *,
    now: datetime,
    by: str = "",
    reason: str = "",
) -> Patient:
    """Write what `correct` makes of a patient as they stand, and keep what it was.

    advise: the analysis that follows for a case without a signature, told who the patient was;
    None where it stays. Drafts of the patient take the correction as a change of another window.
    What `correct` raises ends all. Raises: CaseNotFound.
    """
    moment = to_time(now)
    with store.database.writing() as connection:
        row = patient_row(connection, patient_id, held=True)
        was = to_patient(row)
        patient = correct(was)
        if was == patient:
            return was
        write_patient(connection, row.number, patient)
        if differing(was, patient):
            _keep(connection, row.number, Correction(was, moment, by, reason))
        _advise_cases(connection, was, advise, moment)
        _correct_drafts(connection, patient, moment)
    return patient


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


def _advise_cases(connection: Connection, was: Patient, advise: Advise, moment: str) -> None:
    """Cases without a signature take the advice that follows; signed ones stay as signed."""
    of_patient = case_summaries.c.patient_id == was.patient_id
    columns = case_summaries.c
    ids = connection.scalars(select(columns.case_id).where(of_patient).order_by(columns.case_id))
    for case_id in ids.all():
        case = read_case(connection, hold_case(connection, case_id))
        analysis = None if case.is_signed else advise(case, was)
        if analysis is not None:
            add_advised(connection, case_id, analysis, moment)


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
