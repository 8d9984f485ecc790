"""Photos are spoiled as published: same seed, same picture, and worse with each severity."""

import numpy as np
import pytest

from skin_core.evaluation.corruptions import CORRUPTIONS, SEVERITIES, corrupted
from tests.for_each import for_each

SLOPE = np.add.outer(np.arange(64), np.arange(64))
PHOTO = np.stack([60 + SLOPE, 40 + SLOPE // 2, 30 + SLOPE // 2], 2).astype(np.uint8)
PHOTO[24:40, 24:40] = (150, 30, 40)


def spoilt(name: str, severity: int) -> np.ndarray:
    return corrupted(PHOTO, name, severity, np.random.default_rng(7))


@for_each(name={name: name for name in CORRUPTIONS})
def test_each_corruption_is_a_photo_that_differs_and_can_be_made_again(name: str) -> None:
    mild, bad = spoilt(name, 1), spoilt(name, 5)
    assert mild.shape == PHOTO.shape
    assert mild.dtype == np.uint8
    assert np.array_equal(mild, spoilt(name, 1))
    assert not np.array_equal(mild, PHOTO)
    assert not np.array_equal(mild, bad)


@for_each(
    name={
        name: name
        for name in CORRUPTIONS
        if name not in ("frost", "fog", "glass_blur", "pixelate", "snow")
    }
)
def test_severity_grows(name: str) -> None:
    far = [np.abs(spoilt(name, level).astype(int) - PHOTO).mean() for level in SEVERITIES]
    assert far == sorted(far)


def test_strengths_are_the_published_ones() -> None:
    flat = np.full((64, 64, 3), 128, np.uint8)
    rng = np.random.default_rng(1)
    assert corrupted(flat, "gaussian_noise", 1, rng).std() == pytest.approx(0.08 * 255, rel=0.05)
    assert np.mean(corrupted(flat, "impulse_noise", 5, rng) != 128) == pytest.approx(0.27, abs=0.02)
    assert corrupted(flat, "brightness", 2, rng).max() == 128 + 51
    mean = PHOTO.mean((0, 1))
    assert spoilt("contrast", 3)[0, 0] == pytest.approx(mean + 0.2 * (PHOTO[0, 0] - mean), abs=1)


def test_pixels_become_blocks() -> None:
    blocks = spoilt("pixelate", 5).reshape(16, 4, 16, 4, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
