"""Work that is not saved yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from skin_core.domain.case import Draft
from skin_core.errors import CaseNotFound, FileDamaged
from skin_core.storage.codec import from_json, to_json, to_time
from skin_core.storage.keys import keys_of
from skin_core.storage.store import Store
from skin_core.storage.tables import cases, drafts


def save_draft(store: Store, draft: Draft, now: datetime) -> Draft:
    """Keep the draft as it is now.

    Raises: CaseNotFound where it has become a case; FileDamaged where it was thrown away with its
    photos; StoreLocked, StoreFull, StoreError.
    """
    kept = replace(draft, updated_at=to_time(now))
    values = {
        "patient_id": kept.patient.patient_id,
        "updated_at": kept.updated_at,
        "body": to_json(kept),
    }
    with store.database.writing() as connection:
        changed = connection.execute(
            update(drafts).where(drafts.c.draft_id == kept.draft_id).values(values)
        )
        if not changed.rowcount:
            _refuse_gone(connection, store, kept)
            connection.execute(insert(drafts).values(draft_id=kept.draft_id, **values))
    return kept


def find_draft(store: Store, draft_id: str) -> Draft:
    """One draft. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        body = connection.scalar(select(drafts.c.body).where(drafts.c.draft_id == draft_id))
    if body is None:
        raise CaseNotFound
    return from_json(Draft, body)


def list_drafts(store: Store, limit: int = 20) -> tuple[Draft, ...]:
    """Drafts, last changed first."""
    statement = select(drafts.c.body).order_by(drafts.c.updated_at.desc()).limit(limit)
    with store.database.reading() as connection:
        bodies = connection.scalars(statement).all()
    return tuple(from_json(Draft, body) for body in bodies)


def discard_draft(store: Store, draft_id: str) -> None:
    """Throw a draft and its files away; nothing happens where there is none."""
    with store.database.writing() as connection:
        connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))
    store.files.remove_all(draft_id)


def _refuse_gone(connection: Connection, store: Store, draft: Draft) -> None:
    """A page that still holds a draft after its end must not bring it back without its files."""
    is_case = select(cases.c.case_id).where(cases.c.case_id == draft.draft_id)
    if connection.scalar(is_case) is not None:
        raise CaseNotFound
    for key in keys_of(draft.photos, draft.analysis):
        if not store.files.path(key).exists():
            raise FileDamaged(digest=key)
