"""Sets of photos that are graded blind, and what each reader said."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from skin_core.domain.reading import Reading, ReadingPhoto, ReadingSet
from skin_core.domain.sample import OWNED_BY_NOBODY
from skin_core.domain.score import KeptScore
from skin_core.errors import ReadingSetGone
from skin_core.scoring.indices import SUGGESTED
from skin_core.storage.codec import entered_from_json
from skin_core.storage.reading_tables import reading_photos, reading_sets, readings
from skin_core.storage.store import Store
from skin_core.storage.tables import case_summaries, scores


def add_set(store: Store, new: ReadingSet) -> None:
    """Keep a set whose files are kept already. Raises: StoreLocked, StoreFull, StoreError."""
    with store.database.writing() as connection:
        values = {"set_id": new.set_id, "name": new.name, "created_at": new.created_at}
        connection.execute(insert(reading_sets).values(**values, signs=json.dumps(new.signs)))
        rows = [_photo_row(new, position) for position in range(len(new.photos))]
        connection.execute(insert(reading_photos), rows)
    store.files.settle(new.set_id)


def _photo_row(new: ReadingSet, position: int) -> dict[str, object]:
    photo = new.photos[position]
    return {
        "entry_id": photo.entry_id,
        "set_id": new.set_id,
        "position": position,
        "photo_id": photo.photo_id,
        "name": photo.name,
        "key": photo.key,
        "case_id": photo.case_id or None,
        "group_id": photo.group,
    }


def list_sets(store: Store) -> tuple[ReadingSet, ...]:
    """All sets, the newest first."""
    with store.database.reading() as connection:
        rows = connection.execute(select(reading_sets).order_by(reading_sets.c.created_at.desc()))
        return tuple(_to_set(connection, row) for row in rows.all())


def find_set(store: Store, set_id: str) -> ReadingSet:
    """One set. Raises: ReadingSetGone."""
    with store.database.reading() as connection:
        which = select(reading_sets).where(reading_sets.c.set_id == set_id)
        row = connection.execute(which).one_or_none()
        if row is None:
            raise ReadingSetGone
        return _to_set(connection, row)


def _to_set(connection: Connection, row: Row[Any]) -> ReadingSet:
    of_set = select(reading_photos).where(reading_photos.c.set_id == row.set_id)
    photos = connection.execute(of_set.order_by(reading_photos.c.position)).all()
    return ReadingSet(
        row.set_id,
        row.name,
        tuple(json.loads(row.signs)),
        row.created_at,
        tuple(
            ReadingPhoto(
                one.entry_id, one.photo_id, one.name, one.key, one.group_id, one.case_id or ""
            )
            for one in photos
        ),
    )


def keep_reading(store: Store, told: Reading) -> None:
    """Keep what a reader said, over what he said of it before in this round.

    Raises: ReadingSetGone where the photo is gone; StoreLocked, StoreFull, StoreError.
    """
    columns = readings.c
    with store.database.writing() as connection:
        stands = select(reading_photos.c.entry_id).where(reading_photos.c.entry_id == told.entry_id)
        if connection.scalar(stands.with_for_update()) is None:
            raise ReadingSetGone
        connection.execute(
            delete(readings).where(
                columns.entry_id == told.entry_id,
                columns.reader == told.reader,
                columns.round == told.round,
            )
        )
        values = {
            "entry_id": told.entry_id,
            "reader": told.reader,
            "round": told.round,
            "grades": json.dumps(dict(told.grades)),
            "read_at": told.read_at,
        }
        connection.execute(insert(readings).values(values))


def readings_of(store: Store, set_id: str) -> tuple[Reading, ...]:
    """All readings of a set, in the order in which they came."""
    return _readings(store, reading_photos.c.set_id == set_id)


def readings_of_case(store: Store, case_id: str) -> tuple[Reading, ...]:
    """All readings of the photos of a case, of whatever set."""
    return _readings(store, reading_photos.c.case_id == case_id)


def _readings(store: Store, which: ColumnElement[bool]) -> tuple[Reading, ...]:
    statement = (
        select(readings)
        .join(reading_photos, reading_photos.c.entry_id == readings.c.entry_id)
        .where(which)
        .order_by(readings.c.read_at)
    )
    with store.database.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(
        Reading(row.entry_id, row.reader, row.round, json.loads(row.grades), row.read_at)
        for row in rows
    )


def delete_set(store: Store, set_id: str) -> None:
    """Erase a set with its readings and its own files; photos of cases stay with their cases."""
    with store.database.writing() as connection:
        connection.execute(delete(reading_sets).where(reading_sets.c.set_id == set_id))
    store.files.remove_all(set_id)
    store.database.forget_erased()


def delete_reader(store: Store, set_id: str, reader: str) -> None:
    """Erase what one reader said of a set; photos and the other readers stay."""
    of_set = select(reading_photos.c.entry_id).where(reading_photos.c.set_id == set_id)
    with store.database.writing() as connection:
        connection.execute(
            delete(readings).where(readings.c.reader == reader, readings.c.entry_id.in_(of_set))
        )
    store.database.forget_erased()


def suggested_scores(store: Store) -> tuple[tuple[str, KeptScore], ...]:
    """Patient and score of everything kept with a network's suggestion, oldest first.

    Drawn samples are left out: nobody is graded there.
    """
    statement = (
        select(scores, case_summaries.c.patient_id)
        .join(case_summaries, case_summaries.c.case_id == scores.c.case_id)
        .where(scores.c.entered.contains(f'"{SUGGESTED}"'))
        .where(~case_summaries.c.patient_id.startswith(OWNED_BY_NOBODY))
        .order_by(scores.c.created_at)
    )
    with store.database.reading() as connection:
        rows = connection.execute(statement).mappings().all()
    return tuple(
        (
            row["patient_id"],
            KeptScore(
                row["index"],
                entered_from_json(row["entered"]),
                row["total"],
                row["band"],
                row["created_at"],
            ),
        )
        for row in rows
    )
