"""Settings of the clinic, by key."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from skin_core.storage.store import Store
from skin_core.storage.tables import preferences


def read_values(store: Store) -> dict[str, bytes]:
    """Every preference that was ever set."""
    with store.database.reading() as connection:
        rows = connection.execute(select(preferences.c.key, preferences.c.value))
        return {row.key: row.value for row in rows}


def save_values(store: Store, values: Mapping[str, bytes]) -> None:
    """Set these preferences together; others stay. Raises: StoreLocked, StoreFull, StoreError."""
    with store.database.writing() as connection:
        connection.execute(delete(preferences).where(preferences.c.key.in_(values)))
        connection.execute(
            insert(preferences), [{"key": key, "value": value} for key, value in values.items()]
        )
