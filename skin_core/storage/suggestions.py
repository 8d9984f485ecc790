"""Suggestions of networks as they were shown on the form of a case, kept score or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select

from skin_core.domain.suggestion import Suggestion
from skin_core.errors import CaseNotFound, StoreDamaged
from skin_core.storage.codec import to_time
from skin_core.storage.store import Store
from skin_core.storage.suggestion_tables import shown_suggestions
from skin_core.storage.tables import cases


def keep_shown(
    store: Store, case_id: str, index: str, place: str, shown: Suggestion, now: datetime
) -> Suggestion:
    """Keep a suggestion before it is shown; the first at a place stays, and is what is told.

    place: such as "head.erythema". Raises: CaseNotFound, StoreLocked, StoreFull, StoreError.
    """
    key = {"case_id": case_id, "index": index, "place": place}
    columns = shown_suggestions.c
    with store.database.writing() as connection:
        is_case = select(cases.c.case_id).where(cases.c.case_id == case_id).with_for_update()
        if connection.scalar(is_case) is None:
            raise CaseNotFound
        is_it = [columns[name] == value for name, value in key.items()]
        first = connection.scalar(select(columns.body).where(*is_it))
        if first is None:
            told = {"body": json.dumps(shown.to_table()), "shown_at": to_time(now)}
            connection.execute(insert(shown_suggestions).values({**key, **told}))
    return shown if first is None else _read(first)


def shown_of(store: Store, case_id: str) -> Mapping[str, Mapping[str, Suggestion]]:
    """By index, then by place, what was ever shown of a case. Raises: StoreDamaged, StoreError."""
    found: dict[str, dict[str, Suggestion]] = {}
    columns = shown_suggestions.c
    statement = select(shown_suggestions).where(columns.case_id == case_id)
    with store.database.reading() as connection:
        rows = connection.execute(statement.order_by(columns.shown_at)).mappings().all()
    for row in rows:
        found.setdefault(row["index"], {})[row["place"]] = _read(row["body"])
    return found


def _read(text: str) -> Suggestion:
    try:
        return Suggestion.from_table(json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise StoreDamaged from error
