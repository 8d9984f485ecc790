"""Form in pixels: what geometry says of discs, squares and ragged shapes."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from skin_core.imaging.measures.shape import measure_shape
from tests.unit.imaging.measures.drawn import Mask, disc


def turned_rectangle(angle: float) -> Mask:
    canvas = np.zeros((300, 300), np.uint8)
    corners = cv2.boxPoints(((150.0, 150.0), (160.0, 60.0), angle))
    cv2.fillPoly(canvas, [np.round(corners).astype(np.int32)], 1)
    return canvas > 0


@pytest.mark.parametrize("radius", [15, 40, 80.5])
def test_a_disc_is_round_symmetrical_and_as_large_as_it_is(radius: float) -> None:
    shape = measure_shape(disc(radius))
    assert shape.area_px == pytest.approx(math.pi * radius**2, rel=0.02)
    assert shape.perimeter_px == pytest.approx(2 * math.pi * radius, rel=0.03)
    assert shape.diameter_px == pytest.approx(2 * radius, abs=1.5)
    assert shape.border_irregularity == pytest.approx(1, abs=0.06)
    assert shape.asymmetry < 0.03
    assert shape.solidity > 0.97


@pytest.mark.parametrize("angle", [0, 20, 45, 70])
def test_a_rectangle_measures_the_same_however_it_lies(angle: float) -> None:
    shape = measure_shape(turned_rectangle(angle))
    assert shape.perimeter_px == pytest.approx(440, rel=0.03)
    assert shape.diameter_px == pytest.approx(math.hypot(160, 60), rel=0.02)
    assert shape.asymmetry < 0.05


def test_a_star_is_irregular_and_a_drop_is_asymmetrical() -> None:
    angles = np.linspace(0, 2 * np.pi, 200)
    ragged = 50 * (1 + 0.35 * np.cos(9 * angles))
    points = np.stack([120 + ragged * np.cos(angles), 100 + ragged * np.sin(angles)], 1)
    canvas = np.zeros((200, 240), np.uint8)
    cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], 1)
    star = measure_shape(canvas > 0)
    assert star.border_irregularity > 1.8
    assert star.solidity < 0.85
    lopsided = disc(40) | disc(22, centre=(160, 70)) | disc(15, centre=(110, 145))
    assert measure_shape(lopsided).asymmetry > measure_shape(disc(40)).asymmetry + 0.04


def test_parts_add_up_and_the_largest_tells_the_diameter() -> None:
    two = disc(30, centre=(60, 100)) | disc(12, centre=(180, 100))
    shape = measure_shape(two)
    assert shape.parts == 2
    assert shape.area_px == two.sum()
    assert shape.diameter_px == pytest.approx(61, abs=1.5)
    assert shape.perimeter_px == pytest.approx(2 * math.pi * 42, rel=0.04)


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 2), (1, 9)])
def test_the_smallest_lesions_have_a_form_too(size: tuple[int, int]) -> None:
    mask = np.zeros((20, 20), np.bool_)
    mask[5 : 5 + size[0], 5 : 5 + size[1]] = True
    shape = measure_shape(mask)
    assert shape.area_px == size[0] * size[1]
    assert 0 < shape.diameter_px < 12
    assert math.isfinite(shape.border_irregularity)
    assert 0 <= shape.asymmetry <= 1
    assert 0 < shape.solidity <= 1


def test_what_reaches_the_border_is_cut_off() -> None:
    assert measure_shape(disc(40, centre=(10, 100))).cut_off
    assert not measure_shape(disc(40)).cut_off
