"""The reading room: a set of photos, what readers said of each, and in which round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROUNDS = (1, 2)  # the second tells how far a reader agrees with himself

Grades = Mapping[str, float]
"""Grade by sign; empty where the reader could not judge the photo."""


@dataclass(frozen=True, slots=True)
class ReadingPhoto:
    """One photo of a set.

    entry_id: of its place in the set. name: of the file as it came, "" for a photo of a case.
    case_id: "" for a file. group: whom it belongs with: a patient, else the photo alone.
    """

    entry_id: str
    photo_id: str
    name: str
    key: str
    group: str
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """Photos that are graded blind. signs: what is graded. created_at: ISO 8601 with offset.

    Neither photos nor signs change once it stands; a photo goes where its case is erased.
    """

    set_id: str
    name: str
    signs: tuple[str, ...]
    created_at: str
    photos: tuple[ReadingPhoto, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader said of one photo in one round, 1 or 2. read_at: ISO 8601 with offset."""

    entry_id: str
    reader: str
    round: int
    grades: Grades
    read_at: str
