"""Remove files that a crash left without a row. There is never a row without its file.

A crash leaves a mark, too. A folder without one, of an owner that the database does not know, is no
crash: it belongs to another database, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, literal, select

from skin_core.domain.case import Draft
from skin_core.storage.codec import from_json
from skin_core.storage.database import Database
from skin_core.storage.files import FileStore
from skin_core.storage.keys import keys_of
from skin_core.storage.reading_keys import keys_of_set
from skin_core.storage.reading_tables import reading_sets
from skin_core.storage.tables import case_files, drafts, patients

_OWNERS = (patients.c.patient_id, drafts.c.draft_id, reading_sets.c.set_id)
MIN_AGE_S = 3_600.0  # another process may be about to name a younger file of a draft


def sweep_unsettled(database: Database, files: FileStore, min_age_s: float = MIN_AGE_S) -> int:
    """Sweep the folders that were being written to; returns how many files went.

    Raises: StoreLocked, StoreError.
    """
    return _sweep(database, files, files.unsettled_owners(), min_age_s)


def sweep_everything(database: Database, files: FileStore, min_age_s: float = MIN_AGE_S) -> int:
    """Sweep every folder; slower, finds also what a power cut left. Raises: StoreLocked."""
    return _sweep(database, files, files.owners(), min_age_s)


def sweep_owner(connection: Connection, files: FileStore, owner: str, min_age_s: float) -> int:
    """Sweep one folder, inside a writing transaction so that nobody is saving to it."""
    named = _keys_of(connection, owner)
    is_patient = bool(
        connection.scalar(select(patients.c.number).where(patients.c.patient_id == owner))
    )
    gone, kept = files.keep_only(owner, named, 0.0 if is_patient else min_age_s)
    if is_patient or not kept:
        files.settle(owner)
    return gone


def is_misplaced(database: Database, files: FileStore) -> bool:
    """Whether files that were stored in peace lie beside a database that knows nobody."""
    with database.reading() as connection:
        if any(connection.scalar(select(literal(1)).where(one != "").limit(1)) for one in _OWNERS):
            return False
    unsettled = files.unsettled_owners()
    return any(owner not in unsettled and files.keys(owner) for owner in files.owners())


def _is_known(connection: Connection, owner: str) -> bool:
    return any(connection.scalar(select(literal(1)).where(column == owner)) for column in _OWNERS)


def _sweep(database: Database, files: FileStore, owners: Iterable[str], min_age_s: float) -> int:
    """One folder after the other: looked at first, and written to only where something must go."""
    gone = 0
    for owner in owners:
        with database.reading() as connection:
            named = _keys_of(connection, owner)
            is_known = _is_known(connection, owner)
        is_in_order = named.issuperset(files.keys(owner)) if named else not is_known
        if is_in_order and not files.is_unsettled(owner):
            continue
        with database.writing() as connection:
            gone += sweep_owner(connection, files, owner, min_age_s)
    return gone


def _keys_of(connection: Connection, owner: str) -> set[str]:
    """What is named of a folder, whether it is a patient's, a draft's, or a reading set's."""
    of_draft = _keys_of_draft(connection, owner)
    return _keys_of_patient(connection, owner) | of_draft | keys_of_set(connection, owner)


def _keys_of_patient(connection: Connection, owner: str) -> set[str]:
    statement = select(case_files.c.key).where(case_files.c.patient_id == owner)
    return set(connection.scalars(statement))


def _keys_of_draft(connection: Connection, owner: str) -> set[str]:
    body = connection.scalar(select(drafts.c.body).where(drafts.c.draft_id == owner))
    if body is None:
        return set()
    draft = from_json(Draft, body)
    return set(keys_of(draft.photos, draft.analysis))
