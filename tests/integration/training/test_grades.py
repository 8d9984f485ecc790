"""Experiments with grades, and how their photos are split and drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from skin_core.errors import SettingsError
from skin_core.training.grades.config import config_from, load_config
from skin_core.training.grades.loader import drawing_chances
from skin_core.training.grades.samples import (
    SIGNS,
    Graded,
    split_by_folds,
    split_by_groups,
    split_by_paths,
)
from tests.for_each import for_each

ROOT = Path(__file__).resolve().parents[3]
EXPERIMENTS = {
    file.stem: file
    for file in sorted((ROOT / "configs").glob("*.toml"))
    if file.stem.startswith(("eczema_signs", "acne_grade"))
}


@for_each(file=EXPERIMENTS)
def test_every_experiment_can_be_read(file: Path) -> None:
    config = load_config(file)
    assert config.name == file.stem
    assert config.kind in SIGNS
    assert len(config.sizes) == len(config.size_ends)


def test_misspelled_key_names_the_nearest() -> None:
    with pytest.raises(SettingsError) as refused:
        config_from({"name": "x", "kind": "acne", "folder": "f", "stepps": 3})
    assert refused.value.details["suggestion"] == "steps"


def photos(*grades: int) -> list[Graded]:
    """One photo a grade, two of a group."""
    return [Graded(f"{n}.jpg", f"g{n // 2}", "", ((grade,),)) for n, grade in enumerate(grades)]


def test_group_of_a_photo_that_was_held_back_is_held_back_whole() -> None:
    split = split_by_paths(photos(0, 1, 2, 3), {"0.jpg", "1.jpg", "2.jpg"})
    assert [one.path for one in split.held] == ["2.jpg", "3.jpg"]
    drawn = split_by_groups(photos(*[0, 0, 3, 3] * 5), 0.4, 1)
    assert {one.readings[0][0] for one in drawn.held} == {0, 3}  # each grade gives its share
    assert len(drawn.held) == 8


def test_every_photo_is_held_back_in_one_fold_and_patients_stay_whole_but_by_image() -> None:
    some = photos(*[0, 0, 1, 1, 2, 2, 3, 3] * 5)
    for by in ("group", "image"):
        splits = [split_by_folds(some, fold, 5, 1, by) for fold in range(5)]
        assert sorted(one.path for split in splits for one in split.held) == sorted(
            one.path for one in some
        )
        assert all({one.readings[0][0] for one in split.held} == {0, 1, 2, 3} for split in splits)
        shared = [
            {one.group for one in split.train} & {one.group for one in split.held}
            for split in splits
        ]
        assert any(shared) == (by == "image")
    assert split_by_folds(some, 5, 5, 1).train == tuple(some)


def test_rare_grades_are_drawn_more_often() -> None:
    chances = drawing_chances(photos(0, 0, 0, 0, 0, 0, 0, 3), 0.5)
    assert chances.sum() == pytest.approx(1)
    assert chances[-1] / chances[0] == pytest.approx(np.sqrt(7))
