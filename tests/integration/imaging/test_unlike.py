"""Coloured light is told; plain photos of any tone are neither coloured nor pages."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.frame import seen_part
from skin_core.imaging.lighting import is_coloured_light
from skin_core.imaging.page import looks_like_page
from skin_core.imaging.rendered import LESIONS, TONES, render_skin
from tests.altered_photos import altered, under

SIZE = (320, 240)


def is_coloured(photo: np.ndarray, kind: PhotoKind = PhotoKind.CLINICAL) -> bool:
    return is_coloured_light(seen_part(photo).look, kind)


def is_page(photo: np.ndarray) -> bool:
    return looks_like_page(seen_part(photo).look)


@pytest.mark.parametrize("tone", list(TONES))
@pytest.mark.parametrize("lesion", list(LESIONS))
def test_plain_photo_of_any_tone_is_a_photo_in_white_light(lesion: str, tone: str) -> None:
    photo = render_skin(lesion, tone, 8, SIZE)
    assert not is_page(photo)
    assert not any(is_coloured(photo, kind) for kind in PhotoKind)


@pytest.mark.parametrize("kind", list(PhotoKind))
@pytest.mark.parametrize("light", ["wood", "violet", "blue", "cyan", "green", "red", "magenta"])
def test_coloured_light_is_told(light: str, kind: PhotoKind) -> None:
    photo = render_skin("plaque", "very_light", 4, SIZE)
    assert is_coloured(altered(light, photo), kind)


def test_warm_lamp_and_shade_are_white_enough() -> None:
    photo = render_skin("plaque", "tan", 4, SIZE)
    assert not is_coloured(under("amber", photo, 0.3))
    assert not is_coloured(under("blue", photo, 0.2))


def test_blue_cloth_round_skin_is_no_blue_light() -> None:
    photo = np.full((240, 320, 3), (40, 70, 160), np.uint8)
    photo[40:200, 60:260] = render_skin("plaque", "tan", 4, SIZE)[40:200, 60:260]
    assert not is_coloured(photo)


def test_too_dark_to_have_a_colour_is_no_coloured_light() -> None:
    assert not is_coloured(np.full((240, 320, 3), (5, 2, 30), np.uint8))


def test_tiny_picture_is_no_page() -> None:
    assert not is_page(np.full((10, 10, 3), 200, np.uint8))
