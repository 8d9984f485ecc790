"""Each collection is judged by itself, and once more as if it were known what it holds."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.evaluation.by_source import per_source
from skin_core.evaluation.calibration import Measured
from skin_core.evaluation.reading import Reading
from skin_core.training.photos import Photo


def photos_of(source: str, count: int) -> list[Photo]:
    return [Photo(f"{source}/{n}.jpg", "wart", f"{source}-{n}", source) for n in range(count)]


def test_a_collection_is_judged_by_itself_and_told_what_may_occur() -> None:
    photos = [*photos_of("clinic", 10), *photos_of("few", 2)]
    truths = np.array([0, 1] * 5 + [0, 0])  # the clinic never has diseases 2 and 3
    chances = np.array([[0.2, 0.1, 0.4, 0.3]] * 12)  # which are said all the time
    sets = np.zeros((12, 4), bool)
    sets[:, [0, 2]] = True
    flags = np.zeros(12, bool)
    tiers = np.zeros((12, 2))
    reading = Reading(
        chances, sets, flags, sets, tiers, tiers > 0, tiers > 0, np.array(["soon"] * 12)
    )
    measured = Measured(np.log(chances), truths, np.array([one.group for one in photos]))
    clinic, few = per_source(photos, measured, reading)
    assert (clinic["collection"], clinic["photos"], clinic["diseases"]) == ("clinic", 10, 2)
    shares = [clinic[name][0] for name in ("top_1", "top_3", "told: top_1", "told: top_3")]
    assert shares == [0.0, 0.5, 0.5, 1.0]
    assert clinic["coverage"][0] == pytest.approx(0.5)
    assert 0 < clinic["coverage"][1] < 0.5 < clinic["coverage"][2] < 1
    assert clinic["told: top_3"] == pytest.approx([1.0, 0.722, 1.0], abs=1e-3)  # ten patients
    assert few["photos"] == 2
    assert few["top_1"] is None  # too few to say
