"""What a student learns from its teachers, and in which order."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from skin_core.errors import SettingsError
from skin_core.training.cache import PhotoCache
from skin_core.training.config import Distillation, TrainConfig, config_from
from skin_core.training.corrupt import CORRUPTIONS, corrupt
from skin_core.training.distil import TaughtLoader, combined, lesson_of, softened_loss
from skin_core.training.photos import Photo
from skin_core.training.views import fixed_view

HOW = Distillation(teachers=("one", "two"), views=2, easy_share=0.45, corruption=1.0)
CONFIG = TrainConfig(
    name="x", kind="clinical", backbone="y", sizes=(32,), size_ends=(1.0,), batch=64, epochs=4000.0
)
LABELS = ("acne", "wart")


def student(how: Distillation = HOW) -> TaughtLoader:
    """Sixteen photos; teachers find the later ones of each label harder."""
    photos = tuple(Photo(f"{i}", LABELS[i % 2], f"{i}", "x") for i in range(16))
    truths = np.arange(16) % 2
    logits = np.zeros((2, 2, 16, 2), np.float32)
    logits[..., np.arange(16), truths] = 8.0 - np.arange(16) / 2
    flat = np.random.default_rng(0).integers(0, 256, 40 * 50 * 3).astype(np.uint8)
    cache = PhotoCache(flat, {photo.path: (0, 40, 50) for photo in photos})
    return TaughtLoader(photos, LABELS, cache, CONFIG, lesson_of(logits, truths, how), how)


def test_an_ensemble_is_the_mean_of_its_softened_teachers() -> None:
    logits = np.log(np.array([[[0.8, 0.2]], [[0.2, 0.8]]], np.float32))
    assert combined(logits, np.array([0]), 1.0, "mean") == pytest.approx(0.5)
    soft = combined(logits[:1], np.array([0]), 2.0, "mean")
    assert soft == pytest.approx(np.array([[2.0, 1.0]]) / 3, abs=1e-6)  # roots of .8 and .2


def test_a_teacher_that_knows_the_truth_counts_more() -> None:
    logits = np.log(np.array([[[0.8, 0.2]], [[0.2, 0.8]]], np.float32))
    # doubts 1/.8 and 1/.2: shares 1 - 1.25/6.25 and 1 - 5/6.25
    assert combined(logits, np.array([0]), 1.0, "confidence")[0, 0] == pytest.approx(0.68)
    assert combined(logits, np.array([1]), 1.0, "confidence")[0, 1] == pytest.approx(0.68)


def test_easy_photos_come_first_and_labels_stay_as_frequent() -> None:
    loader = student()
    early, late = (np.concatenate([loader.drawn(s + i) for i in range(20)]) for s in (0, 600))
    assert set(early) == set(range(8))
    assert set(late) == set(range(16))
    for drawn in (early, late):
        assert np.mean(np.asarray(drawn) % 2) == pytest.approx(0.5, abs=0.04)


def test_views_are_clean_at_first_and_corrupted_more_and_more() -> None:
    loader = student()
    photo = loader.cache["0"]
    clean = [fixed_view(photo, f"{i}", view, 32, CONFIG.seed) for i in range(16) for view in (0, 1)]

    def away(step: int) -> float:
        shown, _ = loader._shown(np.arange(16), step, np.random.default_rng(0))
        gaps = [min(np.abs(view - one.astype(float)).mean() for one in clean) for view in shown]
        return float(np.mean(gaps))

    steps = [0, loader.steps // 4, loader.steps - 1]
    gaps = [away(step) for step in steps]
    assert gaps[0] == 0 < gaps[1] < gaps[2]


def test_each_corruption_grows_with_its_strength() -> None:
    coarse = np.random.default_rng(0).integers(40, 220, (16, 16, 3)).astype(np.uint8)
    view = np.asarray(cv2.resize(coarse, (128, 128), interpolation=cv2.INTER_CUBIC), np.uint8)
    for distort in CORRUPTIONS:
        away = [
            np.mean([gap(view, distort(view, s, np.random.default_rng(n))) for n in range(4)])
            for s in (0.0, 0.5, 1.0)
        ]
        assert 0 < away[0] < away[1] < away[2], distort.__name__
    first, second = (corrupt(view, 0.5, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, second)


def gap(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def test_a_fixed_view_is_the_same_part_at_every_size() -> None:
    photo = np.zeros((90, 120, 3), np.uint8)
    photo[:, 60:] = 255
    small, large = (fixed_view(photo, "a", 1, size, 7) for size in (32, 64))
    assert small.mean() == pytest.approx(large.mean(), abs=6)
    assert not np.array_equal(small, fixed_view(photo, "a", 2, 32, 7))


def test_the_student_loses_nothing_where_it_agrees() -> None:
    logits = torch.randn(4, 3)
    said = torch.softmax(logits / 4.0, 1)
    assert float(softened_loss(logits, said, 4.0)) == pytest.approx(0, abs=1e-6)
    assert float(softened_loss(-logits, said, 4.0)) > 0.1


def test_a_student_without_teachers_is_refused() -> None:
    base = {"name": "x", "kind": "clinical", "backbone": "y"}
    for wrong in ({}, {"teachers": ["a"], "combination": "best"}, {"teachers": ["a"], "wieght": 1}):
        with pytest.raises(SettingsError):
            config_from({**base, "distillation": wrong})
    given = config_from({**base, "distillation": {"teachers": ["a"]}})
    assert given.distillation == replace(
        HOW, teachers=("a",), views=4, easy_share=0.4, corruption=0.8
    )
