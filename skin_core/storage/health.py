"""Whether everything in the store can still be read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import func, select

from skin_core.domain.case import Draft
from skin_core.errors import FileDamaged
from skin_core.storage.codec import from_json
from skin_core.storage.keys import keys_of
from skin_core.storage.reading_keys import keys_of_sets
from skin_core.storage.store import Store
from skin_core.storage.sweep import sweep_everything
from skin_core.storage.tables import case_files, cases, drafts, patients


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What `doctor` found. damaged: keys of missing or changed files; orphans: files swept."""

    is_sound: bool
    patients: int
    cases: int
    drafts: int
    files: int
    damaged: tuple[str, ...]
    orphans: int


def check_store(store: Store) -> StoreHealth:
    """Read every file that is named, and sweep those that are not; slow on a full store.

    Raises: StoreLocked, StoreError.
    """
    orphans = sweep_everything(store.database, store.files)
    with store.database.reading() as connection:
        named = list(connection.scalars(select(case_files.c.key).distinct()))
        named += keys_of_sets(connection)
        bodies = connection.scalars(select(drafts.c.body)).all()
        counts = [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (patients, cases)
        ]
    for body in bodies:
        draft = from_json(Draft, body)
        named += keys_of(draft.photos, draft.analysis)
    return StoreHealth(
        is_sound=store.database.is_sound(),
        patients=counts[0],
        cases=counts[1],
        drafts=len(bodies),
        files=len(named),
        damaged=tuple(key for key in named if not _is_whole(store, key)),
        orphans=orphans,
    )


def _is_whole(store: Store, key: str) -> bool:
    with suppress(FileDamaged):
        store.read(key)
        return True
    return False
