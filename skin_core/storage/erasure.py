"""Erase a case or a patient, and say before what exactly goes."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, select

from skin_core.domain.case import Erasure
from skin_core.errors import CaseNotFound
from skin_core.storage.reading_keys import readings_going
from skin_core.storage.store import Store
from skin_core.storage.sweep import sweep_owner
from skin_core.storage.tables import (
    case_summaries,
    cases,
    drafts,
    lesions,
    patients,
    reports,
    treatments,
    visits,
)


def what_goes_with_case(store: Store, case_id: str) -> Erasure:
    """What deleting the case would erase. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        return _of_case(connection, case_id)


def what_goes_with_patient(store: Store, patient_id: str) -> Erasure:
    """What deleting the patient would erase, drafts too. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        return _of_patient(connection, patient_id)


def delete_case(store: Store, case_id: str) -> Erasure:
    """Erase one case with its photos and PDFs; the patient stays. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        owner = _owner_of(connection, case_id)
    with store.files.unsettled(owner):
        with store.database.writing() as connection:
            erasure = _of_case(connection, case_id)
            connection.execute(delete(cases).where(cases.c.case_id == case_id))
            for table, column in ((lesions, "lesion_id"), (visits, "visit_id")):
                used = select(cases.c[column]).where(cases.c[column] == table.c[column])
                unused = (table.c.patient_id == owner) & ~used.exists()
                connection.execute(delete(table).where(unused))
        # Files go only after their rows did: a crash here leaves a file too many, never too few.
        with store.database.writing() as connection:
            sweep_owner(connection, store.files, owner, min_age_s=0.0)
    store.database.forget_erased()
    return erasure


def delete_patient(store: Store, patient_id: str) -> Erasure:
    """Erase everything of a patient: cases, photos, PDFs, drafts. Raises: CaseNotFound."""
    with store.files.unsettled(patient_id):
        with store.database.writing() as connection:
            erasure = _of_patient(connection, patient_id)
            of_drafts = connection.scalars(
                select(drafts.c.draft_id).where(drafts.c.patient_id == patient_id)
            ).all()
            connection.execute(delete(drafts).where(drafts.c.patient_id == patient_id))
            connection.execute(delete(patients).where(patients.c.patient_id == patient_id))
        for owner in (patient_id, *of_drafts):
            store.files.remove_all(owner)
    store.database.forget_erased()
    return erasure


def _owner_of(connection: Connection, case_id: str) -> str:
    owner: str | None = connection.scalar(
        select(case_summaries.c.patient_id).where(case_summaries.c.case_id == case_id)
    )
    if owner is None:
        raise CaseNotFound
    return owner


def _of_case(connection: Connection, case_id: str) -> Erasure:
    patient_id = _owner_of(connection, case_id)
    return _counted(connection, patient_id, case_summaries.c.case_id == case_id, drafts_too=False)


def _of_patient(connection: Connection, patient_id: str) -> Erasure:
    return _counted(
        connection, patient_id, case_summaries.c.patient_id == patient_id, drafts_too=True
    )


def _counted(
    connection: Connection, patient_id: str, which: ColumnElement[bool], *, drafts_too: bool
) -> Erasure:
    person = connection.execute(
        select(patients.c.name, patients.c.code).where(patients.c.patient_id == patient_id)
    ).one_or_none()
    if person is None:
        raise CaseNotFound
    rows = connection.execute(
        select(case_summaries.c.visit_date, case_summaries.c.photo_count).where(which)
    ).all()
    frozen = connection.scalars(
        select(reports.c.is_frozen)
        .join(case_summaries, case_summaries.c.case_id == reports.c.case_id)
        .where(which)
    ).all()
    of_drafts = select(func.count()).where(drafts.c.patient_id == patient_id)
    stays = (
        select(cases.c.case_id)
        .join(case_summaries, case_summaries.c.case_id == cases.c.case_id)
        .where(cases.c.lesion_id == lesions.c.lesion_id, ~which)
    )
    of_lesions = (
        select(func.count())
        .select_from(treatments)
        .join(lesions, lesions.c.lesion_id == treatments.c.lesion_id)
        .where(lesions.c.patient_id == patient_id, ~stays.exists())
    )
    return Erasure(
        patient_name=person.name,
        patient_code=person.code,
        patient_goes=drafts_too,
        visit_dates=tuple(sorted({row.visit_date for row in rows})),
        cases=len(rows),
        photos=sum(row.photo_count for row in rows),
        reports=len(frozen),
        signed_reports=sum(frozen),
        drafts=connection.scalar(of_drafts) or 0 if drafts_too else 0,
        treatments=connection.scalar(of_lesions) or 0,
        readings=readings_going(connection, which),
    )
