"""A case as the rows that hold it, to be carried to another store; and taken in there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from skin_core.domain.case import Patient, Sex
from skin_core.errors import BundleDiffers, CaseNotFound
from skin_core.storage.cases import read_case
from skin_core.storage.diary import move_diary
from skin_core.storage.files import media_type_of
from skin_core.storage.patients import find_or_add_patient, patient_row
from skin_core.storage.store import Store
from skin_core.storage.summaries import add_summary
from skin_core.storage.tables import (
    analyses,
    case_files,
    case_summaries,
    cases,
    clinician_assessments,
    fact_corrections,
    lesions,
    patient_corrections,
    patients,
    photos,
    report_files,
    reports,
    reviews,
    scores,
    treatments,
    visits,
)

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

OF_CASE = (fact_corrections, photos, case_files, analyses, clinician_assessments, scores, reports)
"""What is only ever added to a case, each row never changed."""
OF_LESION = (treatments, reviews)
CARRIED = (patients, patient_corrections, lesions, visits, cases, *OF_CASE, *OF_LESION)
"""In an order in which each finds what it belongs to."""
_OWN = ("number", "patient", "request_key")  # of this store alone


class Standing(StrEnum):
    """How a carried case stands to the one of its id in this store."""

    NEW = "new"  # none is here
    SAME = "same"
    NEWER = "newer"  # the carried one holds all that is here, and more
    OLDER = "older"  # what is here holds all that was carried, and more
    DIFFERS = "differs"  # each holds what the other lacks


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """A case with all that belongs to it. files: bytes by key. papers: PDFs by id of report."""

    case_id: str
    rows: Rows
    files: Mapping[str, bytes] = field(default_factory=dict)
    papers: Mapping[str, bytes] = field(default_factory=dict)

    def one(self, table: Table) -> Row:
        """The only row of a table."""
        return self.rows[table.name][0]

    @property
    def patient(self) -> Patient:
        """Whose case it is."""
        row = {**self.one(patients)}
        row.pop("created_at")
        return Patient(**{**row, "sex": Sex(row["sex"])})


def columns_of(table: Table) -> tuple[str, ...]:
    """The columns that are carried."""
    return tuple(one.name for one in table.c if one.name not in _OWN)


def rows_of(store: Store, case_id: str) -> Rows:
    """All rows of a case, its patient and its lesion, as they stand. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        return _rows(connection, case_id)


def standing_of(store: Store, carried: Carried) -> Standing:
    """What taking it in would do."""
    with store.database.reading() as connection:
        return _standing(connection, carried)


def take_in(store: Store, carried: Carried) -> Standing:
    """Add the case, or bring the one that is here up to it; all in one transaction.

    Nothing is done where there is nothing to add. A patient who is here stays as entered here, and
    so do treatments that are here. Raises: BundleDiffers, StoreFull, StoreLocked, StoreError.
    """
    owner = carried.patient.patient_id
    with store.files.unsettled(owner), store.database.writing() as connection:
        standing = _standing(connection, carried)
        if standing is Standing.DIFFERS:
            raise BundleDiffers
        if standing in (Standing.NEW, Standing.NEWER):
            _add(connection, carried)
            is_it = case_summaries.c.case_id == carried.case_id
            connection.execute(delete(case_summaries).where(is_it))
            add_summary(connection, read_case(connection, carried.case_id))
            for key, data in carried.files.items():  # files before the rows that name them
                store.files.put(owner, data, media_type_of(key))
    return standing


def _rows(connection: Connection, case_id: str) -> Rows:
    row = connection.execute(
        select(cases.c.lesion_id, cases.c.visit_id, lesions.c.patient_id)
        .join(lesions, lesions.c.lesion_id == cases.c.lesion_id)
        .where(cases.c.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise CaseNotFound
    number = patient_row(connection, row.patient_id).number
    ids = {
        **{table: table.c.case_id == case_id for table in (cases, *OF_CASE)},
        **{table: table.c.lesion_id == row.lesion_id for table in (lesions, *OF_LESION)},
        visits: visits.c.visit_id == row.visit_id,
        patients: patients.c.patient_id == row.patient_id,
        patient_corrections: patient_corrections.c.patient == number,
    }
    told: dict[str, list[Row]] = {}
    for table in CARRIED:
        columns = [table.c[name] for name in columns_of(table)]
        found = select(*columns).where(ids[table]).order_by(*table.primary_key)
        told[table.name] = [{**one} for one in connection.execute(found).mappings()]
    return told


def _standing(connection: Connection, carried: Carried) -> Standing:
    try:
        here = _rows(connection, carried.case_id)
    except CaseNotFound:
        return Standing.NEW if _is_free(connection, carried) else Standing.DIFFERS
    if _owners(here) != _owners(carried.rows):
        return Standing.DIFFERS
    mine, theirs = _held(here), _held(carried.rows)
    if mine == theirs and _answers(here) == _answers(carried.rows):
        return Standing.SAME
    if mine <= theirs and _answers(here) in _all_answers(carried.rows):
        return Standing.NEWER
    if theirs <= mine and _answers(carried.rows) in _all_answers(here):
        return Standing.OLDER
    return Standing.DIFFERS


def _is_free(connection: Connection, carried: Carried) -> bool:
    """Whether lesion and reports of these ids are of nobody else here."""
    lesion = carried.one(lesions)
    owner = connection.scalar(
        select(lesions.c.patient_id).where(lesions.c.lesion_id == lesion["lesion_id"])
    )
    ids = [row["report_id"] for row in carried.rows[reports.name]]
    taken = select(reports.c.report_id).where(reports.c.report_id.in_(ids)).limit(1)
    return owner in (None, lesion["patient_id"]) and connection.scalar(taken) is None


def _owners(rows: Rows) -> tuple[object, ...]:
    """Of whom and of when it is; ids of visits differ from store to store."""
    visit, case = rows[visits.name][0], rows[cases.name][0]
    return rows[patients.name][0]["patient_id"], visit["date"], case["created_at"]


def _held(rows: Rows) -> frozenset[str]:
    return frozenset(
        f"{table.name} {json.dumps({**row}, sort_keys=True)}"
        for table in OF_CASE
        for row in rows[table.name]
    )


def _answers(rows: Rows) -> str:
    return str(rows[cases.name][0]["facts"])


def _all_answers(rows: Rows) -> frozenset[str]:
    """What is answered, and what was before each correction."""
    return frozenset({_answers(rows), *(row["facts"] for row in rows[fact_corrections.name])})


def _add(connection: Connection, carried: Carried) -> None:
    """Add what is missing; of a row that is here only the answers, and what they place, change.

    Nothing is written anew: on the row of a case hangs more than is carried.
    """
    case = {**carried.one(cases), "visit_id": _find_or_add_owners(connection, carried)}
    if not _add_missing(connection, cases, case):
        is_it = cases.c.case_id == carried.case_id
        was = connection.execute(select(cases.c.lesion_id).where(is_it)).scalar_one()
        told = {name: case[name] for name in ("facts", "lesion_id")}
        connection.execute(update(cases).where(is_it).values(told))
        move_diary(connection, was, case["lesion_id"], carried.case_id)
    for table in (*OF_CASE, *OF_LESION):
        for row in carried.rows[table.name]:
            _add_missing(connection, table, row)
    for report_id, pdf in carried.papers.items():
        _add_missing(connection, report_files, {"report_id": report_id, "pdf": pdf})


def _find_or_add_owners(connection: Connection, carried: Carried) -> str:
    """Patient, lesion and visit are here afterwards; the id of the visit."""
    patient, visit = carried.patient, carried.one(visits)
    known = select(patients.c.number).where(patients.c.patient_id == patient.patient_id)
    if connection.scalar(known) is None:
        made_at = carried.one(patients)["created_at"]
        find_or_add_patient(connection, patient, must_exist=False, now=made_at)
        number = connection.scalar(known)
        for row in carried.rows[patient_corrections.name]:
            connection.execute(insert(patient_corrections).values({**row, "patient": number}))
    _add_missing(connection, lesions, carried.one(lesions))
    same_day = (visits.c.patient_id == patient.patient_id) & (visits.c.date == visit["date"])
    found: str | None = connection.scalar(select(visits.c.visit_id).where(same_day))
    if found is None:
        connection.execute(insert(visits).values({**visit}))
    return found or str(visit["visit_id"])


def _add_missing(connection: Connection, table: Table, row: Row) -> bool:
    """Whether it was missing, and was added."""
    keys = [key == row[key.name] for key in table.primary_key]
    if connection.execute(select(*table.primary_key).where(*keys)).first() is not None:
        return False
    connection.execute(insert(table).values({**row}))
    return True
