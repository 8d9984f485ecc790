"""The point of the zoster screen: no photo is judged by a point it was fitted on."""

from __future__ import annotations

import numpy as np

from skin_core.catalogue import find_spec
from skin_core.evaluation.calibration import Measured
from skin_core.evaluation.zoster_screen import FOLDS, WANTED, screened

SPEC = find_spec("clinical")
ZOSTER, NORMAL, ACNE = (SPEC.labels.index(key) for key in ("herpes_zoster", "normal_skin", "acne"))


def measured(count: int = 60) -> Measured:
    """Zoster that is seen ever less clearly, a group each; acne and normal skin that are clear."""
    truths = np.repeat([ZOSTER, ACNE, NORMAL], count)
    logits = np.zeros((len(truths), len(SPEC.labels)))
    logits[np.arange(len(truths)), truths] = 9.0
    logits[:count, ZOSTER] = np.linspace(0, 9, count)
    groups = np.array([f"g{place}" for place in range(len(truths))])
    return Measured(logits, truths, groups)


def test_point_reaches_what_is_wanted_out_of_fold_and_is_told_with_its_interval() -> None:
    fitted, found = screened(SPEC, measured(), np.random.default_rng(1))
    assert fitted.zoster
    assert fitted.zoster.sensitivity >= WANTED
    assert fitted.zoster.low < fitted.zoster.sensitivity <= fitted.zoster.high
    assert (fitted.zoster.photos, found["folds"]) == (60, FOLDS)
    assert fitted.zoster.false_alarms == 0
    assert [sum(row[key] for key in list(row)[1:]) for row in found["table"]] == [60, 60, 60]
    assert found["table"][2]["normal skin"] == 60


def test_stricter_fit_is_taken_where_the_first_misses_too_many_out_of_fold() -> None:
    loose, _ = screened(SPEC, measured(), np.random.default_rng(1))
    few, found = screened(SPEC, measured(12), np.random.default_rng(1))
    assert few.zoster
    assert loose.zoster
    assert found["asked_of_each_fit"] >= WANTED
    assert few.zoster.high - few.zoster.low > loose.zoster.high - loose.zoster.low
