"""Work that is not saved yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from skin_core.domain.case import Draft
from skin_core.errors import CaseNotFound, DraftChanged, DraftSaved
from skin_core.storage.codec import from_json, to_json, to_time
from skin_core.storage.keys import keys_of
from skin_core.storage.store import Store
from skin_core.storage.tables import cases, drafts


def save_draft(store: Store, draft: Draft, now: datetime) -> Draft:
    """Keep the draft as it is now, one version further.

    Raises: DraftChanged where another window kept a change meanwhile; DraftSaved where it has
    become a case or was thrown away with its photos; StoreLocked, StoreFull, StoreError.
    """
    kept = replace(draft, updated_at=to_time(now), version=draft.version + 1)
    values = {
        "patient_id": kept.patient.patient_id,
        "updated_at": kept.updated_at,
        "version": kept.version,
        "body": to_json(kept),
    }
    with store.database.writing() as connection:
        stands = _version(connection, kept.draft_id)
        if stands is None:
            _refuse_gone(connection, store, kept)
            connection.execute(insert(drafts).values(draft_id=kept.draft_id, **values))
        elif stands != draft.version:
            raise DraftChanged
        else:
            is_it = drafts.c.draft_id == kept.draft_id
            connection.execute(update(drafts).where(is_it).values(values))
    return kept


def find_draft(store: Store, draft_id: str) -> Draft:
    """One draft. Raises: CaseNotFound."""
    statement = select(drafts.c.body, drafts.c.version).where(drafts.c.draft_id == draft_id)
    with store.database.reading() as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise CaseNotFound
    return _to_draft(row)


def stands(store: Store, draft_id: str) -> bool:
    """Whether the draft is still one: it was neither saved nor thrown away."""
    statement = select(drafts.c.version).where(drafts.c.draft_id == draft_id)
    with store.database.reading() as connection:
        return connection.scalar(statement) is not None


def list_drafts(store: Store, limit: int = 20) -> tuple[Draft, ...]:
    """Drafts, last changed first."""
    newest_first = drafts.c.updated_at.desc()
    statement = select(drafts.c.body, drafts.c.version).order_by(newest_first).limit(limit)
    with store.database.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(map(_to_draft, rows))


def discard_draft(store: Store, draft_id: str) -> None:
    """Throw a draft and its files away; nothing happens where there is none."""
    with store.database.writing() as connection:
        connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))
    store.files.remove_all(draft_id)


def _to_draft(row: Row[Any, Any]) -> Draft:
    """The row's version counts: texts of earlier schemas hold none."""
    return replace(from_json(Draft, row.body), version=row.version)


def _version(connection: Connection, draft_id: str) -> int | None:
    """Which version stands, held until the transaction ends; None where none does."""
    statement = select(drafts.c.version).where(drafts.c.draft_id == draft_id).with_for_update()
    version: int | None = connection.scalar(statement)
    return version


def _refuse_gone(connection: Connection, store: Store, draft: Draft) -> None:
    """A page that still holds a draft after its end must not bring it back without its files."""
    is_case = select(cases.c.case_id).where(cases.c.case_id == draft.draft_id)
    if draft.version > 1 or connection.scalar(is_case) is not None:
        raise DraftSaved
    if not all(store.files.path(key).exists() for key in keys_of(draft.photos, draft.analysis)):
        raise DraftSaved
