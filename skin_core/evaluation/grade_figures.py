"""What is told of a network that grades: agreement with its readers beside their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.agreement.statistics import exact, icc, weighted_kappa, within_one
from skin_core.evaluation.metrics import interval

Floats = NDArray[np.float64]
Measure = Callable[[Floats, Floats], float]
GRADE_NUMBERS = np.arange(4)


@dataclass(frozen=True)
class Read:
    """Chances of grades, (N, S, 4), and what readers said of the same photos, (readers, N, S)."""

    signs: tuple[str, ...]
    chances: Floats
    readings: Floats
    groups: NDArray[np.str_]
    certain_from: float

    @property
    def grades(self) -> Floats:
        """The grades told, (N, S)."""
        return nearest(self.chances)

    @property
    def expected(self) -> Floats:
        """Means over the chances, (N, S)."""
        return np.asarray(self.chances @ GRADE_NUMBERS, np.float64)

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Whether a grade would be suggested, (N, S)."""
        taken = self.grades.astype(np.int64)[..., None]
        told = np.take_along_axis(self.chances, taken, -1)[..., 0]
        return np.asarray(told >= self.certain_from, np.bool_)


def nearest(chances: Floats) -> Floats:
    """The grade nearest to the mean over the chances, as the app tells it."""
    return np.asarray(np.floor(chances @ GRADE_NUMBERS + 0.5), np.float64)


def all_figures(read: Read, rng: Generator) -> dict[str, Any]:
    """Every figure of the card but cost and test-retest."""
    places = range(len(read.signs))
    found: dict[str, Any] = {
        "photos": len(read.chances),
        "groups": len(np.unique(read.groups)),
        "signs": [of_sign(read, place, rng) for place in places],
        "per_grade": [row for place in places for row in _per_grade(read, place)],
        "certain": [_of_certain(read, place) for place in places],
    }
    if len(read.signs) > 1:
        found["photo_part"] = _photo_part(read, rng)
    return found


def of_sign(read: Read, place: int, rng: Generator) -> dict[str, Any]:
    """One row: against the mean of the readers, against each, and the readers' own."""
    grades, readers = read.grades[:, place], read.readings[:, :, place]
    row: dict[str, Any] = {"sign": read.signs[place]}

    def tell(name: str, measure: Measure, one: Floats, other: Floats) -> None:
        middle = measure(one, other)
        low, high = interval(lambda some: measure(one[some], other[some]), read.groups, rng)
        row[name] = [middle, low, high]

    tell("weighted_kappa", weighted_kappa, grades, readers.mean(0))
    tell("within_one", within_one, grades, readers.mean(0))
    tell("exact" if len(readers) > 1 else "accuracy", exact, grades, readers[0])
    if len(readers) > 1:
        for letter, reader in zip("ab", readers, strict=False):
            tell(f"weighted_kappa_reader_{letter}", weighted_kappa, grades, reader)
        tell("readers_own_weighted_kappa", weighted_kappa, readers[0], readers[1])
    return row


def _per_grade(read: Read, place: int) -> list[dict[str, Any]]:
    """How photos of each grade of the first reader are graded, and the F1 of that grade."""
    grades, reader = read.grades[:, place], read.readings[0, :, place]
    rows = []
    for grade in GRADE_NUMBERS:
        mine = grades[reader == grade]
        said = {f"graded_{one}": int(np.sum(mine == one)) for one in GRADE_NUMBERS}
        both = 2 * said[f"graded_{grade}"]
        total = len(mine) + int(np.sum(grades == grade))
        f1 = both / total if total else float("nan")
        rows.append({"sign": read.signs[place], "reader": int(grade), **said, "f1": f1})
    return rows


def _of_certain(read: Read, place: int) -> dict[str, Any]:
    """How often a grade would be suggested, and how right it is then."""
    sure = read.certain[:, place]
    grades, reader = read.grades[sure, place], read.readings[:, sure, place]
    chances = np.take_along_axis(
        read.chances[:, place], read.grades[:, place].astype(np.int64)[:, None], 1
    )
    told = float(np.mean(chances))
    right = float(np.mean(read.grades[:, place] == read.readings[:, :, place]))
    return {
        "sign": read.signs[place],
        "suggested": float(sure.mean()),
        "exact_where_suggested": float(np.mean(grades == reader)),
        "within_one_where_suggested": float(np.mean(np.abs(grades - reader) <= 1)),
        "mean_chance_of_the_grade": told,
        "exact_of_all": right,
    }


def _photo_part(read: Read, rng: Generator) -> dict[str, Any]:
    """The sum of the three signs, 0 to 9: what photos can tell of a region's part of the EASI."""
    ours, theirs = read.expected.sum(1), read.readings.sum(2)
    mean = theirs.mean(0)
    low, high = interval(lambda some: icc(ours[some], mean[some]), read.groups, rng)
    own = interval(lambda some: icc(theirs[0][some], theirs[1][some]), read.groups, rng)
    return {
        "icc_with_the_mean_of_the_readers": [icc(ours, mean), low, high],
        "icc_of_the_readers": [icc(theirs[0], theirs[1]), *own],
        "mean_difference": float(np.mean(ours - mean)),
        "mean_absolute_difference": float(np.mean(np.abs(ours - mean))),
    }


def stability(
    signs: Sequence[str], change: str, plain: Floats, again: Floats
) -> list[dict[str, Any]]:
    """How far the answer to a changed photo is from the answer to the photo."""
    before, after = nearest(plain), nearest(again)
    apart = np.abs((again - plain) @ GRADE_NUMBERS)
    return [
        {
            "change": change,
            "sign": sign,
            "weighted_kappa": weighted_kappa(after[:, place], before[:, place]),
            "same_grade": exact(after[:, place], before[:, place]),
            "mean_change_of_expected": float(apart[:, place].mean()),
        }
        for place, sign in enumerate(signs)
    ]
