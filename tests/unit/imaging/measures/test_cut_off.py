"""A lesion that a frame or the rim of a dermatoscope cuts off is not all on the photo."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.imaging.frame import Frame, frame_of
from skin_core.imaging.measures import measure_lesion
from skin_core.imaging.measures.cut_off import is_cut_off
from skin_core.imaging.rendered import render_skin

SIZE = (360, 480)
BARS = Frame((360, 480), (0, 48, 360, 432))
ROUND = Frame((360, 480), (0, 0, 360, 480), (240.0, 180.0, 170.0))


def lesion(x: int, y: int, radius: int = 30, within: Frame | None = None) -> NDArray[np.bool_]:
    """A disc; within: as a network outlines it, which sees no farther."""
    disc = cv2.circle(np.zeros(SIZE, np.uint8), (x, y), radius, 1, -1) > 0
    if within is not None:
        top, left, bottom, right = within.box.pixels_of(*SIZE)
        seen = np.zeros(SIZE, np.bool_)
        seen[top:bottom, left:right] = True
        disc &= seen
    return np.asarray(disc, np.bool_)


@pytest.mark.parametrize("within", [None, BARS], ids=["by hand", "by a network"])
def test_at_a_bar(within: Frame | None) -> None:
    assert is_cut_off(lesion(70, 180, within=within), BARS)
    assert not is_cut_off(lesion(100, 180, within=within), BARS)


def test_at_the_rim_of_a_dermatoscope() -> None:
    for place in ((390, 180), (355, 65)):  # to the right, and between the square's corner and rim
        assert is_cut_off(lesion(*place), ROUND)
    # A network sees a square of 0.9 of the radius: up to x = 393.
    assert is_cut_off(lesion(370, 180, within=ROUND), ROUND)
    assert not is_cut_off(lesion(370, 180), ROUND)  # by hand all of it, before the rim at 410
    assert not is_cut_off(lesion(240, 180), ROUND)


@pytest.mark.parametrize("radius", [40, 80])
@pytest.mark.parametrize("apex", [26, 25, 22])
def test_a_drawn_lesion_whole_within_the_rim_is_not_cut_off(apex: int, radius: int) -> None:
    """Its curved edge goes on beyond the square that networks see; the rim is at row 10."""
    assert not is_cut_off(lesion(240, apex + radius, radius), ROUND)
    assert is_cut_off(lesion(240, 10 + radius - 5, radius), ROUND)
    assert is_cut_off(lesion(240, apex + radius - 5, radius, within=ROUND), ROUND)


def test_the_frame_of_a_photo_is_found_at_any_size() -> None:
    photo = np.zeros((720, 960, 3), np.uint8)
    photo[:, 96:864] = render_skin("mole", "light", 3, (768, 720))
    found = frame_of(photo)
    assert not found.is_none
    assert is_cut_off(lesion(70, 180), found)
    for x, cut_off in ((70, True), (150, False)):
        mask = lesion(x, 180)
        small = np.ascontiguousarray(photo[::2, ::2])
        assert measure_lesion(small, mask).shape.cut_off is cut_off
    assert frame_of(render_skin("mole", "light", 3, (960, 720))).is_none
    assert not is_cut_off(lesion(70, 180), frame_of(render_skin("mole", "light", 3, (960, 720))))
