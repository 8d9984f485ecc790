"""Errors on spoiled photos, counted by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from skin_core.evaluation import robustness
from skin_core.evaluation.corruptions import CORRUPTIONS
from skin_core.training.photos import Photo

PHOTOS = [Photo(f"{i}.webp", "acne", f"g{i}", "set") for i in range(4)]
SQUARES = [np.full((8, 8, 3), 40 * i + 40, np.uint8) for i in range(4)]


def test_mce_is_the_mean_of_ratios_of_sums() -> None:
    errors = np.array([[0.1, 0.3], [0.2, 0.2]])
    reference = np.array([[0.4, 0.4], [0.1, 0.3]])
    # 0.4 / 0.8 and 0.4 / 0.4
    assert robustness.mean_corruption_error(errors, reference) == pytest.approx(75)
    assert robustness.mean_corruption_error(reference, reference) == pytest.approx(100)


def test_what_training_met_is_declared() -> None:
    plain = {"name": "a", "kind": "clinical", "backbone": "b", "augmentation": "plain"}
    assert robustness.met_by([plain]) == {"brightness", "contrast"}
    assert "jpeg" in robustness.met_by([plain, plain | {"augmentation": "strong"}])
    student = plain | {"distillation": {"teachers": ["c"]}}
    assert robustness.met_by([student]) >= {"fog", "impulse_noise"}
    assert "snow" not in robustness.met_by([student])


def test_the_same_photos_are_drawn_in_any_order() -> None:
    assert robustness.some_of(PHOTOS, 2) == robustness.some_of(PHOTOS[::-1], 2)


def test_an_interrupted_measurement_asks_only_what_is_lacking(tmp_path: Path) -> None:
    asked: list[int] = []

    def guess(squares: Sequence[np.ndarray]) -> np.ndarray:
        asked.append(len(squares))
        return np.zeros(len(squares), np.int64)

    right = robustness.Subject("one", "0" * 9, ("acne", "wart"), frozenset(), guess)
    wrong = robustness.Subject("two", "1" * 9, ("wart", "acne"), frozenset(), guess)
    found = robustness.wrong_by_corruption([right, wrong], PHOTOS, SQUARES, tmp_path)
    assert len(asked) == 2 * (1 + 5 * len(CORRUPTIONS))
    assert not found[0]["snow"].any()
    assert found[1]["snow"].shape == (5, 4)
    assert found[1]["snow"].all()
    next(tmp_path.glob("two-*-snow.npy")).unlink()
    robustness.wrong_by_corruption([right, wrong], PHOTOS, SQUARES, tmp_path)
    assert len(asked) == 2 * (1 + 5 * len(CORRUPTIONS)) + 5


def test_rows_name_the_like_of_training() -> None:
    wrong = {name: np.array([[True, False]] * 5) for name in CORRUPTIONS}
    wrong["clean"] = np.array([[False, False]])
    worse = {name: np.array([[True, True]] * 5) for name in CORRUPTIONS} | {"clean": wrong["clean"]}
    groups = np.array(["a", "b"])
    found = robustness.figures_of(wrong, worse, groups, frozenset({"jpeg"}))
    assert found["mce"][0] == pytest.approx(50)
    rows = {row["corruption"]: row for row in found["corruptions"]}
    assert rows["jpeg"]["training_had_its_like"] == "yes"
    assert rows["snow"]["training_had_its_like"] == "no"
    assert rows["snow"]["ce"] == pytest.approx(50)
