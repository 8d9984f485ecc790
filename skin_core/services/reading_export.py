"""The grades of a set as a table that the training command takes, alone or with its photos."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from skin_core.domain.reading import Reading, ReadingSet
from skin_core.services.spreadsheet import harmless
from skin_core.storage.store import Store

TABLE = "labels.csv"
PHOTOS = "photos"


def grades_csv(of_set: ReadingSet, readings: Sequence[Reading]) -> bytes:
    """One row for each reading: image, file, group, reader, round, read_at and the signs.

    image: as in the ZIP. file: as it was uploaded. group: photos of one patient have the same.
    A photo that the reader could not judge has no grades. UTF-8 with the mark by which
    spreadsheets know it.
    """
    names, groups = image_names(of_set), _groups(of_set)
    files = {photo.entry_id: photo.name for photo in of_set.photos}
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("image", "file", "group", "reader", "round", "read_at", *of_set.signs))
    for one in readings:
        rows.writerow(
            (
                names[one.entry_id],
                harmless(files[one.entry_id]),
                groups[one.entry_id],
                harmless(one.reader),
                one.round,
                one.read_at,
                *(_grade(one.grades.get(sign)) for sign in of_set.signs),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def grades_zip(store: Store, of_set: ReadingSet, readings: Sequence[Reading]) -> bytes:
    """The table beside the photos it names: a folder to train from. Raises: FileDamaged."""
    buffer = io.BytesIO()
    names = image_names(of_set)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # photos are compressed
        archive.writestr(TABLE, grades_csv(of_set, readings), zipfile.ZIP_DEFLATED)
        for photo in of_set.photos:
            archive.writestr(names[photo.entry_id], store.read(photo.key))
    return buffer.getvalue()


def image_names(of_set: ReadingSet) -> Mapping[str, str]:
    """Where each photo lies in the ZIP, by `entry_id`; names hold no user text."""
    return {
        photo.entry_id: f"{PHOTOS}/{place:03}.{photo.key.rpartition('.')[2]}"
        for place, photo in enumerate(of_set.photos, start=1)
    }


def _groups(of_set: ReadingSet) -> Mapping[str, str]:
    """By `entry_id`: a number for each patient, and for each photo that is of nobody known."""
    number = {group: place for place, group in enumerate(_each(of_set), start=1)}
    return {photo.entry_id: f"g{number[photo.group]:03}" for photo in of_set.photos}


def _each(of_set: ReadingSet) -> dict[str, None]:
    return dict.fromkeys(photo.group for photo in of_set.photos)


def _grade(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
