"""Frames, bars and black circles are cut; what is no frame stays as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from skin_core.domain.photo import GateReason, Photo
from skin_core.imaging.frame import Box, seen_part
from skin_core.imaging.quality import measure_quality
from skin_core.imaging.rendered import TONES, render_skin
from tests.altered_photos import in_bars, in_circle

SKIN = render_skin("mole", "light", 3, (320, 240))


def framed(photo: np.ndarray, *widths: int, tone: int) -> np.ndarray:
    top, bottom, left, right = widths
    border = cv2.BORDER_CONSTANT
    return cv2.copyMakeBorder(photo, top, bottom, left, right, border, value=(tone,) * 3)


@pytest.mark.parametrize("tone", list(TONES))
def test_photo_without_frame_is_looked_at_whole(tone: str) -> None:
    photo = render_skin("plaque", tone, 5, (320, 240))
    seen = seen_part(photo)
    assert seen.pixels is photo
    assert seen.box.is_whole
    assert not seen.is_round


@pytest.mark.parametrize("tone", [0, 128, 255])
@pytest.mark.parametrize("widths", [(60, 60, 0, 0), (0, 0, 50, 0), (40, 30, 70, 20)])
def test_bars_are_cut(tone: int, widths: tuple[int, ...]) -> None:
    photo = framed(SKIN, *widths, tone=tone)
    top, left, bottom, right = seen_part(photo).box.pixels_of(*photo.shape[:2])
    above, _, before, _ = widths
    wanted = (above, before, above + SKIN.shape[0], before + SKIN.shape[1])
    assert np.abs(np.subtract((top, left, bottom, right), wanted)).max() <= 3


def test_hand_before_a_white_wall_keeps_its_wall() -> None:
    photo = np.full((240, 320, 3), 255, np.uint8)
    hand = np.zeros((240, 320), np.uint8)
    cv2.ellipse(hand, (160, 260), (70, 180), 0, 0, 360, 1, -1)
    photo[hand > 0] = SKIN[hand > 0]
    assert seen_part(photo).box.is_whole


def test_shoulder_before_a_black_curtain_is_no_dermatoscope() -> None:
    photo = np.zeros((240, 320, 3), np.uint8)
    back = np.zeros((240, 320), np.uint8)
    cv2.circle(back, (160, 200), 170, 1, -1)
    photo[back > 0] = SKIN[back > 0]
    assert not seen_part(photo).is_round


@pytest.mark.parametrize("seed", range(6))
def test_black_circle_is_cut_and_no_corner_stays_black(seed: int) -> None:
    photo = in_circle(render_skin("mole", "light", seed, (400, 300)), default_rng(seed))
    seen = seen_part(photo)
    assert seen.is_round
    assert seen.pixels.max(axis=2).min() > 40
    assert seen.box.height * photo.shape[0] > 0.75 * min(photo.shape[:2])


def test_quality_is_that_of_the_part_that_is_looked_at() -> None:
    def quality(pixels: np.ndarray) -> tuple[GateReason, ...]:
        height, width = pixels.shape[:2]
        return measure_quality(Photo("", "a", pixels, b"", "image/png", width, height)).refused

    blurred = cv2.GaussianBlur(SKIN, (0, 0), 6)
    assert GateReason.BLURRED in quality(framed(blurred, 60, 60, 0, 0, tone=0))
    assert quality(in_bars(SKIN, default_rng(1))) == ()
    assert GateReason.TOO_SMALL in quality(framed(SKIN[:50, :60], 40, 40, 40, 40, tone=255))


def test_box_holds_at_least_one_pixel() -> None:
    top, left, bottom, right = Box(0.5, 0.5, 0.001, 0.001).pixels_of(8, 8)
    assert bottom > top
    assert right > left


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (40, 30), (90, 120)])
def test_stripes_and_even_pictures_are_cut_nowhere_and_stop_nothing(size: tuple[int, int]) -> None:
    height, width = size
    for rows in range(1, height + 1, max(1, height // 12)):
        striped = np.full((height, width, 3), 250, np.uint8)
        striped[rows:] = (40, 90, 160)
        twice = striped.copy()
        twice[: height // 2 : 2] = 0
        for picture in (striped, twice, striped[::-1], np.rot90(twice)):
            seen = seen_part(np.ascontiguousarray(picture))
            assert min(seen.pixels.shape[:2]) >= 1
            assert all(min(square.shape[:2]) >= 1 for square in seen.squares)
