"""What sweeping and erasing ask of the reading room."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from skin_core.storage.reading_tables import reading_photos, readings
from skin_core.storage.tables import case_summaries

_OWN = reading_photos.c.case_id.is_(None)  # photos of cases lie with their patients


def keys_of_set(connection: Connection, set_id: str) -> set[str]:
    """Keys of the files that a set has of its own."""
    own = select(reading_photos.c.key).where(reading_photos.c.set_id == set_id, _OWN)
    return set(connection.scalars(own))


def keys_of_sets(connection: Connection) -> list[str]:
    """The same of all sets together."""
    return list(connection.scalars(select(reading_photos.c.key).where(_OWN)))


def readings_going(connection: Connection, which: ColumnElement[bool]) -> int:
    """How many readings are erased with these cases. which: of `case_summaries`."""
    statement = (
        select(func.count())
        .select_from(readings)
        .join(reading_photos, reading_photos.c.entry_id == readings.c.entry_id)
        .join(case_summaries, case_summaries.c.case_id == reading_photos.c.case_id)
        .where(which)
    )
    return connection.scalar(statement) or 0
