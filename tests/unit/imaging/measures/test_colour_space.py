"""Colours by the published numbers."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.imaging.measures.colour_space import (
    Lab,
    colour_difference,
    individual_typology_angle,
    lab_of,
    light_of,
)

SHARMA = [  # test colours of Sharma, Wu & Dalal 2005
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "difference"), SHARMA)
def test_ciede2000_gives_the_published_differences(
    first: Lab, second: Lab, difference: float
) -> None:
    assert colour_difference(first, second) == pytest.approx(difference, abs=5e-5)
    assert colour_difference(second, first) == pytest.approx(difference, abs=5e-5)
    assert colour_difference(first, first) == 0


def test_white_grey_and_red_lie_where_cie_puts_them() -> None:
    pixels = np.array([[255, 255, 255], [119, 119, 119], [255, 0, 0]], np.uint8)
    wanted = [[100, 0, 0], [50.03, 0, 0], [53.24, 80.09, 67.20]]
    assert lab_of(light_of(pixels)) == pytest.approx(np.array(wanted), abs=0.02)


@pytest.mark.parametrize(
    ("lab", "angle"), [((70, 10, 20), 45), ((30, 10, 20), -45), ((50, 9, 20), 0)]
)
def test_photo_tone_is_an_angle(lab: Lab, angle: float) -> None:
    assert individual_typology_angle(lab) == pytest.approx(angle)
