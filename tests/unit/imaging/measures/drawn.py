"""Drawn lesions on skin, for the tests of measures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import light_of

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

SKIN = (200, 150, 125)
GREY_WALL = (150, 150, 152)
DEPIGMENTED = np.array([1.25, 1.7, 2.1])
"""How much more red, green and blue light skin without pigment throws back."""


def disc(
    radius: float = 40, size: tuple[int, int] = (200, 240), centre: tuple[int, int] | None = None
) -> Mask:
    """A round lesion, (H, W); in the middle where no centre (x, y) is given."""
    x, y = centre or (size[1] // 2, size[0] // 2)
    rows, columns = np.mgrid[: size[0], : size[1]]
    return np.asarray(np.hypot(columns - x, rows - y) <= radius, np.bool_)


def even(
    lesion: Mask, inside: tuple[int, int, int], outside: tuple[int, int, int] = SKIN
) -> Pixels:
    """A photo of two even colours."""
    return np.where(lesion[..., None], inside, outside).astype(np.uint8)


def coded(light: Floats) -> Pixels:
    """sRGB of linear light, rounded to 8 bits."""
    clear = np.clip(light, 0, 1)
    signal = np.where(clear <= 0.0031308, 12.92 * clear, 1.055 * clear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(signal * 255), np.uint8)


def exposed(photo: Pixels, stops: float) -> Pixels:
    """The photo with so many EV more light."""
    return coded(light_of(photo) * 2.0**stops)


def depigmented(photo: Pixels, lesion: Mask, gain: Floats = DEPIGMENTED) -> Pixels:
    """The photo with a lesion that has less pigment, softly bordered, under the same shading."""
    cover = cv2.GaussianBlur(lesion.astype(np.float64), (0, 0), 1.0)[..., None]
    return coded(light_of(photo) * (1 + cover * (gain - 1)))
