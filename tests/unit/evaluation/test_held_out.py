"""A released network is measured on photos it never saw, however the data folder has grown."""

import numpy as np
import pytest

from skin_core.evaluation.held_out import ADDED_NOVEMBER_2026, parts_of, photos_with
from skin_core.training.photos import Photo, digest_of
from skin_core.training.splits import split_by_group

CONFIG = {"name": "tiny", "kind": "clinical", "backbone": "none", "validation_share": 0.2}
OLD = [
    Photo(f"old/{i}.webp", "acne" if i % 2 else "measles", f"g{i // 2}", "dermnet")
    for i in range(80)
]
ADDED = [
    Photo(f"new/{i}.webp", "acne", f"g{i}" if i < 3 else f"n{i}", min(ADDED_NOVEMBER_2026))
    for i in range(12)
]


def run_of(photos: list[Photo], **settings: float) -> dict[str, object]:
    return {"config": CONFIG | settings, "data_digest": digest_of(photos)}


def test_added_photos_do_not_change_the_split_of_an_old_network() -> None:
    trained_with = split_by_group(OLD, 0.2, np.random.default_rng(2026))
    parts = parts_of([run_of(OLD)], [*OLD, *ADDED])
    assert parts.validation == trained_with.validation
    assert parts.test == ()


def test_added_photos_are_unseen_unless_their_group_was_seen() -> None:
    parts = parts_of([run_of(OLD)], [*OLD, *ADDED])
    assert {photo.path for photo in parts.unseen} == {f"new/{i}.webp" for i in range(3, 12)}


def test_test_part_is_apart_and_nothing_unseen_is_left() -> None:
    parts = parts_of([run_of([*OLD, *ADDED], test_share=0.2)], [*OLD, *ADDED])
    assert parts.test
    assert not {p.group for p in parts.test} & {p.group for p in parts.validation}
    assert parts.unseen == ()


def test_photos_of_an_earlier_run_are_measured_nowhere() -> None:
    runs = [run_of(OLD), run_of(OLD, seed=7)]
    first = split_by_group(OLD, 0.2, np.random.default_rng(2026))
    taught = {photo.group for photo in first.train}
    assert not {photo.group for photo in parts_of(runs, OLD).validation} & taught


def test_an_unknown_list_of_photos_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be rebuilt"):
        photos_with("0" * 64, OLD)
