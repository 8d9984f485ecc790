"""Good photos pass, spoiled ones are refused with the right reason."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.domain.photo import GateReason, Photo
from skin_core.imaging.lightness import lightness
from skin_core.imaging.quality import measure_quality
from skin_core.imaging.rendered import TONES, render_skin

Pixels = NDArray[np.uint8]


def photo_of(pixels: NDArray[Any]) -> Photo:
    height, width = pixels.shape[:2]
    return Photo("", "a", np.asarray(pixels, np.uint8), b"", "image/png", width, height)


@pytest.fixture(scope="module")
def sharp() -> Pixels:
    return render_skin("plaque", "light", 4, (480, 360))


def exposed(pixels: Pixels, stops: float) -> Pixels:
    """The photo as with this many stops more light."""
    light = (pixels / 255.0) ** 2.2 * 2**stops
    return np.asarray(255 * np.clip(light, 0, 1) ** (1 / 2.2), np.uint8)


@pytest.mark.parametrize("tone", list(TONES))
def test_sharp_photo_of_any_tone_is_gradable(tone: str) -> None:
    quality = measure_quality(photo_of(render_skin("mole", tone, 2, (480, 360))))
    assert not quality.refused
    assert not quality.concerns


def test_blurred_photo_is_refused(sharp: Pixels) -> None:
    blurred = cv2.GaussianBlur(sharp, (0, 0), 6)
    assert measure_quality(photo_of(blurred)).refused == (GateReason.BLURRED,)


def test_dark_and_overexposed_photos_are_refused(sharp: Pixels) -> None:
    assert GateReason.TOO_DARK in measure_quality(photo_of(exposed(sharp, -5))).refused
    assert GateReason.TOO_BRIGHT in measure_quality(photo_of(exposed(sharp, 2.5))).refused


def test_only_a_short_side_below_64_is_refused_for_size(sharp: Pixels) -> None:
    small = cv2.resize(sharp, (85, 64), interpolation=cv2.INTER_AREA)
    assert GateReason.TOO_SMALL not in measure_quality(photo_of(small)).refused
    assert GateReason.TOO_SMALL in measure_quality(photo_of(small)).concerns
    assert GateReason.TOO_SMALL in measure_quality(photo_of(small[:63])).refused


def test_strip_and_screenshot_with_bars_are_badly_framed(sharp: Pixels) -> None:
    assert GateReason.FRAMING in measure_quality(photo_of(sharp[150:210])).refused
    bars = np.zeros((1100, 1300, 3), np.uint8)
    bars[300:660, 400:880] = sharp
    assert GateReason.FRAMING in measure_quality(photo_of(bars)).refused


def test_empty_picture_is_refused() -> None:
    quality = measure_quality(photo_of(np.full((200, 200, 3), 128, np.uint8)))
    assert quality.refused


def test_measures_have_their_units(sharp: Pixels) -> None:
    quality = measure_quality(photo_of(sharp))
    assert 0 <= quality.exposure <= 100
    assert 0 <= quality.clipped <= 1
    assert quality.short_side_px == 360


def test_lightness_is_that_of_opencv_for_every_colour_and_grey() -> None:
    some = np.random.default_rng(5).integers(0, 256, (300, 200, 3), np.uint8)
    greys = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(1, 256, 3)
    for photo in (some, greys, some // 40, *greys[0, ::15].reshape(-1, 1, 1, 3)):
        theirs = float(cv2.cvtColor(photo, cv2.COLOR_RGB2LAB)[..., 0].mean() * 100 / 255)
        assert lightness(photo) == theirs
