import numpy as np
import pytest

from skin_core.training.augment import augment
from skin_core.training.gate import degrade
from skin_core.training.nonskin import draw_nonskin


@pytest.mark.parametrize("shape", [(208, 320, 3), (90, 64, 3), (33, 200, 3)])
@pytest.mark.parametrize("strong", [True, False])
def test_view_has_the_size_asked_for(shape: tuple[int, int, int], strong: bool) -> None:
    photo = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    for seed in range(12):
        view = augment(photo, 96, strong, np.random.default_rng(seed))
        assert view.shape == (96, 96, 3)
        assert view.dtype == np.uint8


def test_view_depends_on_the_generator_alone() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (120, 160, 3)).astype(np.uint8)
    first, second = (augment(photo, 64, True, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(first, second)


def test_plain_view_keeps_the_colours_of_a_flat_photo_near() -> None:
    photo = np.full((100, 100, 3), (190, 140, 120), np.uint8)
    view = augment(photo, 64, False, np.random.default_rng(2))
    assert view.reshape(-1, 3).std(0).max() < 2


def test_degraded_pictures_stay_pictures() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        picture = degrade(draw_nonskin(176, rng), rng)
        assert min(picture.shape[:2]) >= 32
        assert picture.dtype == np.uint8
