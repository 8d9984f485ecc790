"""Patients and their lesions in the database."""

from __future__ import annotations

from sqlalchemy import Connection, Row, delete, insert, select, update

from skin_core.domain.case import Patient, Sex
from skin_core.domain.sample import OWNED_BY_NOBODY
from skin_core.domain.words import search_words, tokens
from skin_core.errors import CaseNotFound
from skin_core.storage.store import Store
from skin_core.storage.summaries import write_case_words
from skin_core.storage.tables import case_summaries, patient_words, patients
from skin_core.storage.word_search import WordIndex, holding_all

PATIENT_COLUMNS = ("patient_id", "name", "code", "birth_year", "sex", "birth_date", "phone")
_WORDS = WordIndex(patient_words.c.word, patient_words.c.patient, patients.c.number)


def find_patient(store: Store, patient_id: str) -> Patient:
    """One patient. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        return to_patient(patient_row(connection, patient_id))


def find_patients(store: Store, text: str, limit: int = 10) -> tuple[Patient, ...]:
    """Patients whose name or code has words that begin so, last added first; "" finds all."""
    of_somebody = ~patients.c.patient_id.startswith(OWNED_BY_NOBODY)
    newest_first = patients.c.number.desc()
    statement = select(patients).where(of_somebody).order_by(newest_first).limit(limit)
    with store.database.reading() as connection:
        if words := tokens(text):
            condition, _ = holding_all(connection, _WORDS, words)
            statement = statement.where(condition)
        return tuple(to_patient(row) for row in connection.execute(statement))


def write_patient(connection: Connection, number: int, patient: Patient) -> None:
    """Write what is known of a stored patient now; cases are found by it at once."""
    connection.execute(update(patients).where(patients.c.number == number).values(_values(patient)))
    _write_words(connection, number, patient)
    numbers = connection.scalars(
        select(case_summaries.c.number).where(case_summaries.c.patient_id == patient.patient_id)
    ).all()
    for case_number in numbers:
        write_case_words(connection, case_number)


def find_or_add_patient(
    connection: Connection, patient: Patient, *, must_exist: bool, now: str
) -> Patient:
    """The stored patient of that id, added where new and held until the transaction ends.

    Raises: CaseNotFound where `must_exist` and another session has erased the patient.
    """
    found = connection.execute(
        select(patients).where(patients.c.patient_id == patient.patient_id).with_for_update()
    ).one_or_none()
    if found is not None:
        return to_patient(found)
    if must_exist:
        raise CaseNotFound
    added = insert(patients).values(**_values(patient), created_at=now)
    number = connection.execute(added.returning(patients.c.number)).scalar_one()
    _write_words(connection, number, patient)
    return patient


def to_patient(row: Row[tuple[object, ...]]) -> Patient:
    """A row as a patient."""
    return Patient(
        patient_id=row.patient_id,
        name=row.name,
        code=row.code,
        birth_year=row.birth_year,
        sex=Sex(row.sex),
        birth_date=row.birth_date,
        phone=row.phone,
    )


def patient_row(
    connection: Connection, patient_id: str, *, held: bool = False
) -> Row[tuple[object, ...]]:
    """The row of a patient; held: until the transaction ends. Raises: CaseNotFound."""
    statement = select(patients).where(patients.c.patient_id == patient_id)
    row = connection.execute(statement.with_for_update() if held else statement).one_or_none()
    if row is None:
        raise CaseNotFound
    return row


def _values(patient: Patient) -> dict[str, object]:
    return {
        "patient_id": patient.patient_id,
        "name": patient.name,
        "code": patient.code,
        "birth_year": patient.birth_year,
        "sex": patient.sex.value,
        "birth_date": patient.birth_date,
        "phone": patient.phone,
    }


def _write_words(connection: Connection, number: int, patient: Patient) -> None:
    connection.execute(delete(patient_words).where(patient_words.c.patient == number))
    if words := search_words(patient.name, patient.code):
        connection.execute(
            insert(patient_words), [{"patient": number, "word": word} for word in sorted(words)]
        )
