from __future__ import annotations

import numpy as np
import pytest

from skin_core.training.augment import augment
from skin_core.training.config import DISTORTIONS, PLAIN, STRONG
from skin_core.training.gate import degrade
from skin_core.training.nonskin import draw_nonskin
from tests.for_each import for_each


@pytest.mark.parametrize("shape", [(208, 320, 3), (90, 64, 3), (33, 200, 3)])
@pytest.mark.parametrize("strong", [True, False])
def test_view_has_the_size_asked_for(shape: tuple[int, int, int], strong: bool) -> None:
    photo = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    for seed in range(12):
        view = augment(photo, 96, strong, DISTORTIONS, np.random.default_rng(seed))
        assert view.shape == (96, 96, 3)
        assert view.dtype == np.uint8


def test_view_depends_on_the_generator_alone() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (120, 160, 3)).astype(np.uint8)
    first, second = (augment(photo, 64, True, STRONG, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(first, second)


def test_plain_view_keeps_the_colours_of_a_flat_photo_near() -> None:
    photo = np.full((100, 100, 3), (190, 140, 120), np.uint8)
    view = augment(photo, 64, False, PLAIN, np.random.default_rng(2))
    assert view.reshape(-1, 3).std(0).max() < 2


def test_the_whole_of_a_wide_photo_can_be_shown() -> None:
    wide = np.zeros((64, 192, 3), np.uint8)
    wide[:, :40] = 255  # beside the central square
    shown = {bool(view.any()) for view in views(wide, "whole")}
    assert shown == {False, True}
    assert not any(view.any() for view in views(wide))


def views(photo: np.ndarray, *on: str) -> list[np.ndarray]:
    return [augment(photo, 64, True, on, np.random.default_rng(seed)) for seed in range(40)]


@for_each(name=[name for name in DISTORTIONS if name not in ("mixup", "cutmix")])
def test_each_distortion_can_be_had_alone(name: str) -> None:
    photo = np.random.default_rng(0).integers(40, 200, (80, 110, 3)).astype(np.uint8)
    still = views(photo)
    assert all(np.array_equal(view, still[0]) for view in still)
    moved = sum(not np.array_equal(view, still[0]) for view in views(photo, name))
    assert moved >= (2 if name == "blur" else 5)


def test_what_is_added_covers_colours_and_grains_as_it_says() -> None:
    flat = np.full((80, 80, 3), (190, 140, 120), np.uint8)
    covered = [(view == 127).all(-1).mean() for view in views(flat, "grid_mask")]
    assert 0 == min(covered) < max(covered) < 0.45
    assert 2 < max(view.std((0, 1)).max() for view in views(flat, "noise")) < 19
    framed = [(view != flat[:64, :64]).any(-1).mean() for view in views(flat, "frame")]
    assert 0.05 < max(framed) < 0.45
    for view in views(flat, "colour_constancy"):
        assert np.ptp(view[0, 0].astype(int)) in (0, 1, 70)  # grey, or as it was
    for view in views(flat, "hue"):
        assert abs(int(view.max()) - 190) <= 1


def test_degraded_pictures_stay_pictures() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        picture = degrade(draw_nonskin(176, rng), rng)
        assert min(picture.shape[:2]) >= 32
        assert picture.dtype == np.uint8
