"""python -m skin_core.evaluation.redness: does measured redness rise with graded erythema?

The graded photos have no outlines. As a stand-in a disc in the middle of each is measured beside
what surrounds it, which the rash may fill as well.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.results import write_results
from skin_core.imaging.measures import NotMeasurable, Redness, measure_lesion
from skin_core.training.grades.samples import SIGNS, Graded, graded_photos
from skin_core.training.photos import data_folder
from skin_core.training.refusal import in_one_sentence

KIND, FOLDER, SIGN = "eczema", "eczema_signs", "erythema"
MIDDLE_SHARE = 0.2  # of the photo
SEED = 2026
Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """N photos that were measured, and why M others were not.

    values: (N,) of each measure. grades: mean of the readers, (N,). groups: (N,).
    """

    values: Mapping[str, Floats]
    grades: Floats
    groups: NDArray[np.str_]
    refused: Mapping[str, int]


def middle_of(photo: Pixels) -> NDArray[np.bool_]:
    """An ellipse of a fifth of the photo, in its middle, (H, W)."""
    height, width = photo.shape[:2]
    rows, columns = np.ogrid[:height, :width]
    away = ((rows + 0.5) / height - 0.5) ** 2 + ((columns + 0.5) / width - 0.5) ** 2
    return np.asarray(away <= MIDDLE_SHARE / np.pi, np.bool_)


def spearman(first: Floats, second: Floats) -> float:
    """Rank correlation of two rows of numbers, ties at their mean rank."""
    return float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])


def _ranks(values: Floats) -> Floats:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[places], np.float64)


def read(photos: Sequence[tuple[Graded, Pixels]]) -> Read:
    """Measure the middle of each photo."""
    column, refused = SIGNS[KIND].index(SIGN), Counter[str]()
    kept: list[tuple[Redness, float, str]] = []
    for photo, pixels in photos:
        found = measure_lesion(pixels, middle_of(pixels)).redness
        if isinstance(found, NotMeasurable):
            refused[found.value] += 1
            continue
        grade = float(np.mean([reading[column] for reading in photo.readings]))
        kept.append((found, grade, photo.group))
    told = [one for one, _, _ in kept]
    values = {
        "index, middle minus surroundings": [one.index_difference for one in told],
        "a*, middle minus surroundings": [one.a_difference for one in told],
        "index of the middle alone": [one.lesion_index for one in told],
        "a* of the middle alone": [one.lesion_a for one in told],
    }
    return Read(
        {name: np.array(row) for name, row in values.items()},
        np.array([grade for _, grade, _ in kept]),
        np.array([group for _, _, group in kept]),
        refused,
    )


def rows_of(found: Read) -> list[dict[str, Any]]:
    """Rank correlation of each measure with the grades, with its interval over groups."""
    return [_row(name, values, found) for name, values in found.values.items()]


def _row(name: str, values: Floats, found: Read) -> dict[str, Any]:
    def measure(places: NDArray[np.int64]) -> float:
        return spearman(values[places], found.grades[places])

    low, high = metrics.interval(measure, found.groups, np.random.default_rng(SEED))
    return {
        "measure": name,
        "photos": len(values),
        "groups": len(set(found.groups)),
        "spearman": f"{spearman(values, found.grades):.3f} ({low:.3f}-{high:.3f})",
    }


def told(rows: Sequence[Mapping[str, Any]], refused: Mapping[str, int]) -> list[str]:
    """The table and what to think of it, as Markdown."""
    why = ", ".join(f"{name} {count}" for name, count in sorted(refused.items())) or "none"
    return [
        f"**A stand-in**: these photos have no outlines, so an ellipse of {MIDDLE_SHARE:.0%} of "
        "the photo in its middle is measured beside what surrounds it, which the rash often fills "
        "as well; it says little of outlined lesions. Grades: mean of two automated readers, not "
        "of clinicians. Spearman's rank correlation, 95 % intervals by bootstrap over groups. Not "
        f"measurable: {why}.",
        "",
        *model_card.table(rows),
    ]


def main() -> None:
    """Measure and write docs/results.md."""
    argparse.ArgumentParser(prog="skin_core.evaluation.redness", description=__doc__).parse_args()
    data = data_folder()
    with in_one_sentence():
        photos = [(one, one.pixels(data)) for one in graded_photos(KIND, FOLDER, data)]
        found = read(photos)
        rows, refused = rows_of(found), found.refused
        write_results("redness", {"rows": rows, "refused": refused}, told(rows, refused))


if __name__ == "__main__":
    main()
