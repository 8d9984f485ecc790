"""Graded photos of the data folder, and which of them nothing is learned from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.frame import seen_part
from skin_core.training.cache import read_rgb
from skin_core.training.refusal import Refused
from skin_core.training.rows import check_columns, read_table

SIGNS = {"eczema": ("erythema", "excoriation", "lichenification"), "acne": ("acne",)}
"""What a network of each kind grades, in the order of its outputs."""
KEPT_SIDE_PX = 240
TABLE = "labels.csv"


@dataclass(frozen=True, slots=True)
class Graded:
    """One photo and its grades: (readers, signs), 0 to 3. path: relative to the data folder.

    A grade may be a half.
    """

    path: str
    group: str
    label: str
    readings: tuple[tuple[float, ...], ...]

    def pixels(self, data: Path) -> NDArray[np.uint8]:
        """The part that is no frame, as RGB (H, W, 3) uint8, the short side at most 240 px."""
        look = seen_part(read_rgb(data / self.path)).look
        factor = KEPT_SIDE_PX / min(look.shape[:2])
        if factor >= 1:
            return np.ascontiguousarray(look)
        size = (round(look.shape[1] * factor), round(look.shape[0] * factor))
        return np.asarray(cv2.resize(look, size, interpolation=cv2.INTER_AREA), np.uint8)

    def above(self, grades: int) -> NDArray[np.float32]:
        """Share of the readers that say more than grade k, (signs, grades - 1).

        Who says 1½ says half that it is more than 1.
        """
        said = np.array(self.readings, np.float64)[:, :, None] - np.arange(grades - 1)
        return np.asarray(np.clip(said, 0, 1).mean(0), np.float32)


@dataclass(frozen=True, slots=True)
class GradeSplit:
    """Photos to learn from, and photos that are measured on; no group is in both."""

    train: tuple[Graded, ...]
    held: tuple[Graded, ...]


def graded_photos(kind: str, folder: str, data: Path, table: str = TABLE) -> list[Graded]:
    """The graded photos of a folder with a table, in one of two forms.

    One row a photo, where each reader's columns end in _a, _b or so; or, as the reading room writes
    it, one row a reading, with `reader` and a column for each sign, empty where it was not graded.
    Raises: Refused for a column that is missing, a row whose grade or group is none, and where
    nothing is graded.
    """
    file, signs = data / folder / table, SIGNS[kind]
    columns, rows = read_table(file, "image", "group")
    if "reader" in columns:
        check_columns(file, columns, ("round", *signs))
        photos = _of_readings(rows, signs, folder)
    else:
        if "grade" not in columns or len(signs) > 1:
            readers = _readers(columns, signs)
            check_columns(file, columns, [sign + one for one in readers or [""] for sign in signs])
        photos = [_graded(row, signs, folder) for row in rows]
    if not photos:
        raise Refused(f"{file}: no photo has all of {', '.join(signs)} graded")
    group_of: dict[str, str] = {}
    for photo in photos:
        if group_of.setdefault(photo.path, photo.group) != photo.group:
            raise Refused(f"{photo.path}: in the groups {group_of[photo.path]} and {photo.group}")
    return photos


def _readers(columns: Iterable[str], signs: Sequence[str]) -> list[str]:
    """What the columns of the first sign end in, one for each reader."""
    return sorted(one.removeprefix(signs[0]) for one in columns if one.startswith(signs[0]))


def _graded(row: dict[str, str], signs: Sequence[str], folder: str) -> Graded:
    if "grade" in row:
        readings: tuple[tuple[float, ...], ...] = ((_number(row, "grade"),),)
    else:
        readings = tuple(
            tuple(_number(row, sign + reader) for sign in signs) for reader in _readers(row, signs)
        )
    return _checked(row, readings, folder)


def _of_readings(rows: Iterable[dict[str, str]], signs: Sequence[str], folder: str) -> list[Graded]:
    """Each photo with the readings in which all signs were graded; without any it is left out."""
    of_photo: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if all(row[sign] for sign in signs):
            of_photo.setdefault(row["image"], []).append(row)
    photos = []
    for told in of_photo.values():
        told.sort(key=lambda row: (row["reader"], row["round"]))
        readings = tuple(tuple(_number(row, sign) for sign in signs) for row in told)
        photos.append(_checked(told[0], readings, folder))
    return photos


def _number(row: dict[str, str], column: str) -> float:
    """A grade; a whole one is no different from that of another table."""
    try:
        value = float(row[column])
    except ValueError as error:
        raise Refused(f"{row['image']}: {row[column]!r} in {column} is no grade") from error
    return int(value) if value.is_integer() else value


def _checked(row: dict[str, str], readings: tuple[tuple[float, ...], ...], folder: str) -> Graded:
    path = PurePosixPath(folder)
    for part in PurePosixPath(row["image"]).parts:
        path = path.parent if part == ".." else path / part
    if not all(0 <= grade <= 3 for reading in readings for grade in reading):
        raise Refused(f"{path}: a grade is not 0 to 3")
    return Graded(str(path), row["group"], row.get("label", ""), readings)


def split_by_paths(photos: Iterable[Graded], learned_from: Collection[str]) -> GradeSplit:
    """Held back is what another experiment did not learn from; with all of its group."""
    photos = tuple(photos)
    held = {photo.group for photo in photos if photo.path not in learned_from}
    return GradeSplit(
        tuple(photo for photo in photos if photo.group not in held),
        tuple(photo for photo in photos if photo.group in held),
    )


def split_by_groups(photos: Iterable[Graded], share: float, seed: int) -> GradeSplit:
    """About this share of the photos of each grade of the first reader is held back, by group."""
    photos = tuple(photos)
    rng, held = np.random.default_rng(seed), set[str]()
    highest: dict[str, float] = {photo.group: 0 for photo in photos}
    for photo in photos:
        highest[photo.group] = max(highest[photo.group], photo.readings[0][0])
    for grade in sorted(set(highest.values())):
        names = np.array(sorted(name for name, high in highest.items() if high == grade))
        held |= set(names[rng.permutation(len(names))[: round(share * len(names))]])
    return GradeSplit(
        tuple(photo for photo in photos if photo.group not in held),
        tuple(photo for photo in photos if photo.group in held),
    )


def split_by_folds(
    photos: Iterable[Graded], fold: int, folds: int, seed: int, by: str = "group"
) -> GradeSplit:
    """Cross-validation: every photo is held back in exactly one of the folds 0 to `folds` - 1.

    by: "group", or "image": pictures of one patient are then on both sides, as in others' figures.
    Each fold has about its share of each grade of the first reader.
    """
    photos = tuple(photos)
    unit = {photo.path: photo.group if by == "group" else photo.path for photo in photos}
    highest: dict[str, float] = {}
    for photo in photos:
        name = unit[photo.path]
        highest[name] = max(highest.get(name, 0), photo.readings[0][0])
    rng = np.random.default_rng(seed)
    names = sorted(highest, key=lambda name: (highest[name], name))
    order = sorted(range(len(names)), key=lambda one: (highest[names[one]], rng.random()))
    fold_of = {names[one]: rank % folds for rank, one in enumerate(order)}
    return GradeSplit(
        tuple(photo for photo in photos if fold_of[unit[photo.path]] != fold),
        tuple(photo for photo in photos if fold_of[unit[photo.path]] == fold),
    )


def digest_of(photos: Iterable[Graded]) -> str:
    """SHA-256 of the photos, their groups and grades: which data a network saw."""
    lines = "\n".join(f"{one.path}|{one.group}|{one.readings}" for one in photos)
    return hashlib.sha256(lines.encode()).hexdigest()
