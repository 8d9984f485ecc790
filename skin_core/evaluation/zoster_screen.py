"""The point of the zoster screen, found on photos that the network never learned from.

Zoster is rare in the data, so validation and test part are taken together, and each photo is read
with a point that was chosen and fitted without its group. The point shipped is fitted on all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.diseases.taxonomy import NORMAL
from skin_core.domain.screen import ScreenPoint
from skin_core.evaluation import metrics
from skin_core.evaluation.calibration import Measured, folds_by_group
from skin_core.evaluation.tier_points import threshold_for
from skin_core.inference.calibrate import probabilities
from skin_core.rules.zoster_screen import ZOSTER

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
WANTED = 0.90  # sensitivity, pooled over the folds
ASKED = (0.90, 0.92, 0.94, 0.96, 0.98, 1.0)  # of each fit, the first that gives what is wanted
FOLDS = 10
NAMES = ("zoster", "other disease", "normal skin")


@dataclass(frozen=True)
class Screened:
    """N photos: what they are and what was said of them, as places in NAMES."""

    true: NDArray[np.int64]
    said: NDArray[np.int64]
    groups: NDArray[np.str_]


def together(*parts: Measured) -> Measured:
    """Several parts of the photos as one."""
    return Measured(
        np.concatenate([part.logits for part in parts]),
        np.concatenate([part.truths for part in parts]),
        np.concatenate([part.groups for part in parts]),
    )


def can_screen(spec: ModelSpec) -> bool:
    """Whether a classifier knows zoster and healthy skin: zoster, other or normal is asked."""
    return {ZOSTER, NORMAL} <= set(spec.labels)


def screened(
    spec: ModelSpec, measured: Measured, rng: Generator
) -> tuple[ModelSpec, dict[str, Any]]:
    """The spec with its screening point, and the figures of it.

    measured: photos that the network was not trained on, zoster among them.
    """
    chances = probabilities(measured.logits, spec)
    zoster = chances[:, spec.labels.index(ZOSTER)]
    present = measured.truths == spec.labels.index(ZOSTER)
    fold = folds_by_group(measured.groups, FOLDS, rng)
    reached = np.zeros(len(zoster), np.bool_)
    for number in range(FOLDS):
        others, mine = fold != number, fold == number
        asked = _asked_of(zoster, present, measured.groups, np.where(others, fold, -1))
        known = present & others
        reached[mine] = zoster[mine] >= threshold_for(zoster[known], measured.groups[known], asked)
    asked = _asked_of(zoster, present, measured.groups, fold)
    normal = chances[:, spec.labels.index(NORMAL)]
    is_normal = measured.truths == spec.labels.index(NORMAL)
    judged = Screened(
        np.where(present, 0, np.where(is_normal, 2, 1)),
        np.where(reached, 0, np.where(normal > 1 - zoster - normal, 2, 1)),
        measured.groups,
    )
    threshold = threshold_for(zoster[present], measured.groups[present], asked)
    found = {"threshold": threshold, "asked_of_each_fit": asked, **_figures(judged, rng)}
    return replace(spec, zoster=_point(found)), found


def _asked_of(
    zoster: Floats, present: Flags, groups: NDArray[np.str_], fold: NDArray[np.int64]
) -> float:
    """What each fit has to be asked for, that points fitted on other folds give what is wanted.

    fold: -1 for photos that are not looked at; the figures of these are of a choice without them.
    """
    for asked in ASKED:
        reached = 0
        for number in set(fold[fold >= 0]):
            mine, known = present & (fold == number), present & (fold >= 0) & (fold != number)
            reached += int(
                (zoster[mine] >= threshold_for(zoster[known], groups[known], asked)).sum()
            )
        if reached >= WANTED * (present & (fold >= 0)).sum():
            return asked
    return ASKED[-1]


def _figures(judged: Screened, rng: Generator) -> dict[str, Any]:
    found: dict[str, Any] = {"folds": FOLDS}
    for place, name in enumerate(("zoster", "others", "normal_skin")):
        among = judged.true == place
        reached = (judged.said == 0)[among]

        def share(places: NDArray[np.int64], hits: Flags = reached) -> float:
            return float(hits[places].mean())

        span = metrics.interval(share, judged.groups[among], rng)
        found[f"{name}_photos"] = int(among.sum())
        found[f"{name}_groups"] = len(set(judged.groups[among]))
        found[f"{name}_reaching"] = [float(reached.mean()), *span]
    found["table"] = _table(judged)
    return found


def _table(judged: Screened) -> list[dict[str, Any]]:
    """What photos are (rows) and what the screen says of them (columns)."""
    return [
        {
            "is": name,
            **{
                said: int(((judged.true == row) & (judged.said == column)).sum())
                for column, said in enumerate(NAMES)
            },
        }
        for row, name in enumerate(NAMES)
    ]


def _point(found: Mapping[str, Any]) -> ScreenPoint:
    sensitivity, low, high = found["zoster_reaching"]
    others = found["others_photos"] + found["normal_skin_photos"]
    false = sum(
        found[f"{name}_photos"] * found[f"{name}_reaching"][0] for name in ("others", "normal_skin")
    )
    return ScreenPoint(
        threshold=found["threshold"],
        sensitivity=sensitivity,
        low=low,
        high=high,
        photos=found["zoster_photos"],
        false_alarms=false / others,
    )
