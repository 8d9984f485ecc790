"""The reading room: sets of photos that clinicians grade blind, twice, each in an order of his own.

Nothing here tells a reader what anybody else said, nor what a network would.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from skin_core.domain.case import Case
from skin_core.domain.photo import Photo
from skin_core.domain.reading import ROUNDS, Reading, ReadingPhoto, ReadingSet
from skin_core.errors import (
    GradeImpossible,
    PhotoError,
    ReaderMissing,
    ReadingSetFull,
    ReadingSetIncomplete,
)
from skin_core.imaging.load import load_photo
from skin_core.inference.progress import PhotoFailure, PhotoFile
from skin_core.services.patient_entries import check_text
from skin_core.services.reading_signs import scale_of
from skin_core.storage import readings as stored
from skin_core.storage.codec import to_time
from skin_core.storage.readings import find_set, list_sets, readings_of
from skin_core.storage.store import Store

__all__ = [
    "MOST_PHOTOS",
    "Progress",
    "delete_reader",
    "delete_set",
    "find_set",
    "keep_reading",
    "left_of",
    "list_sets",
    "new_set",
    "order_of",
    "progress_of",
    "reader_called",
    "readers_of",
    "readings_of",
]

MOST_PHOTOS = 300
LONGEST_NAME = 60
_JOINERS = "\u200c\u200d"  # some scripts are written with them


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader is. round: that is read now, 3 where both are done. done: photos in it."""

    reader: str
    round: int
    done: int


def new_set(
    store: Store,
    name: str,
    signs: Sequence[str],
    files: Sequence[PhotoFile],
    cases: Iterable[Case],
    *,
    now: datetime,
    limit_mb: float,
) -> tuple[ReadingSet, tuple[PhotoFailure, ...]]:
    """A set of uploaded photos and photos of cases, kept; and the files that could not be read.

    Files are kept without metadata, each picture once. What is no photo is left out. limit_mb: of
    one file. Raises: ReadingSetIncomplete without name, sign or photo; ReadingSetFull,
    TextNotStorable, StoreLocked, StoreFull, StoreError.
    """
    check_text(name)
    name = _one_line(name)
    if not name or not signs:
        raise ReadingSetIncomplete
    set_id, failures = uuid4().hex, list[PhotoFailure]()
    found = {photo.photo_id: photo for case in cases for photo in _of_case(case)}
    if len(found) + len(files) > MOST_PHOTOS:
        raise ReadingSetFull(most=MOST_PHOTOS)
    for place, file in enumerate(files):
        try:
            photo = load_photo(file.data, file.name, limit_mb)
        except PhotoError as error:
            failures.append(PhotoFailure(place, file.name, error))
            continue
        if photo.photo_id not in found:  # else a copy stays here when the patient is erased
            found[photo.photo_id] = _of_file(store, set_id, photo)
    made = ReadingSet(set_id, name, tuple(signs), to_time(now), tuple(found.values()))
    _add(store, made)
    return made, tuple(failures)


def _add(store: Store, made: ReadingSet) -> None:
    try:
        if not made.photos:
            raise ReadingSetIncomplete
        stored.add_set(store, made)
    except Exception:
        store.files.remove_all(made.set_id)
        raise


def _of_case(case: Case) -> Iterable[ReadingPhoto]:
    for photo in case.photos:
        yield ReadingPhoto(
            uuid4().hex, photo.photo_id, "", photo.key, case.patient.patient_id, case.case_id
        )


def _of_file(store: Store, set_id: str, photo: Photo) -> ReadingPhoto:
    key, entry_id = store.files.put(set_id, photo.stored, photo.media_type), uuid4().hex
    return ReadingPhoto(entry_id, photo.photo_id, photo.name, key, entry_id)


def order_of(photos: Sequence[ReadingPhoto], reader: str, number: int) -> tuple[ReadingPhoto, ...]:
    """The photos as a reader meets them in a round: mixed, and each time the same.

    What decides is a digest, so that no version of anything mixes them otherwise.
    """

    def at(photo: ReadingPhoto) -> bytes:
        return hashlib.sha256(f"{photo.entry_id}|{reader.casefold()}|{number}".encode()).digest()

    return tuple(sorted(photos, key=at))


def readers_of(readings: Iterable[Reading]) -> tuple[str, ...]:
    """Who has read, in the order in which they began."""
    return tuple(dict.fromkeys(one.reader for one in readings))


def reader_called(typed: str, readers: Iterable[str]) -> str:
    """The reader of that name as it was written first; the name itself where it is a new one.

    Raises: ReaderMissing, TextNotStorable.
    """
    check_text(typed)
    name = _one_line(typed)
    if not name:
        raise ReaderMissing
    known = (one for one in readers if _as_heard(one) == _as_heard(name))
    return next(known, name)


def progress_of(of_set: ReadingSet, readings: Iterable[Reading], reader: str) -> Progress:
    """Which round the reader is in, and how far."""
    mine = [one for one in readings if one.reader == reader]
    for number in ROUNDS:
        done = sum(one.round == number for one in mine)
        if done < len(of_set.photos):
            return Progress(reader, number, done)
    return Progress(reader, len(ROUNDS) + 1, 0)


def left_of(
    of_set: ReadingSet, readings: Iterable[Reading], reader: str, number: int
) -> tuple[ReadingPhoto, ...]:
    """The photos that a reader has still to read in a round, the next one first."""
    read = {one.entry_id for one in readings if (one.reader, one.round) == (reader, number)}
    mixed = order_of(of_set.photos, reader, number)
    return tuple(photo for photo in mixed if photo.entry_id not in read)


def keep_reading(store: Store, of_set: ReadingSet, told: Reading) -> None:
    """Keep what a reader said of a photo: a grade for each sign, or none where it cannot be judged.

    Raises: GradeImpossible, ReadingSetGone, StoreLocked, StoreFull, StoreError.
    """
    _check(of_set.signs, told.grades)
    stored.keep_reading(store, told)


def _check(signs: Iterable[str], grades: Mapping[str, float]) -> None:
    for sign in signs if grades else ():
        scale = scale_of(sign)
        if grades.get(sign) not in scale:
            raise GradeImpossible(allowed=", ".join(f"{one:g}" for one in scale))


def delete_set(store: Store, set_id: str) -> None:
    """Erase a set, its readings and the files that were uploaded for it.

    Raises: StoreLocked, StoreError.
    """
    with store.erasing():
        stored.delete_set(store, set_id)


def delete_reader(store: Store, set_id: str, reader: str) -> None:
    """Erase what a reader who withdraws said of a set, in both rounds.

    Raises: StoreLocked, StoreError.
    """
    with store.erasing():
        stored.delete_reader(store, set_id, reader)


def _one_line(text: str) -> str:
    """In one line, as it is read: without signs that nobody sees, which make two of one name."""
    seen = "".join(one for one in text if one.isspace() or one.isprintable() or one in _JOINERS)
    return unicodedata.normalize("NFC", " ".join(seen.split()))[:LONGEST_NAME].strip()


def _as_heard(name: str) -> str:
    """A name however its letters were put together, wide or narrow, large or small."""
    bare = "".join(one for one in name if one not in _JOINERS)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
