"""From the bytes of a photo to light and to CIELAB, and how far two colours are apart."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Lab = tuple[float, float, float]

_CODED = np.arange(256) / 255
_LIGHT = np.where(_CODED <= 0.04045, _CODED / 12.92, ((_CODED + 0.055) / 1.055) ** 2.4)
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65
_DARK = (6 / 29) ** 3


def light_of(pixels: Pixels) -> Floats:
    """Linear light, 0..1, of sRGB pixels (..., 3)."""
    return np.asarray(_LIGHT[pixels], np.float64)


def luminance(light: Floats) -> Floats:
    """Relative luminance Y of linear light (..., 3)."""
    return np.asarray(light @ _TO_XYZ[1], np.float64)


def lab_of(light: Floats) -> Floats:
    """CIELAB (..., 3) of linear sRGB light (..., 3), white D65."""
    x, y, z = np.moveaxis(_root((light @ _TO_XYZ.T) / _WHITE), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def individual_typology_angle(lab: Lab) -> float:
    """ITA in degrees: above 55 very light, below -30 dark; called photo tone, not skin type.

    ITA = atan2(L* - 50, b*). Reference: Chardon et al., Int J Cosmet Sci 1991;13:191-208.
    """
    lightness, _, yellow = lab
    return math.degrees(math.atan2(lightness - 50, yellow))


def colour_difference(first: Lab, second: Lab) -> float:
    """CIEDE2000 difference of two CIELAB colours, all weights 1.

    Reference: Sharma, Wu & Dalal, Color Res Appl 2005;30:21-30, whose test colours a test holds.
    """
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * _share_of_25(mean_chroma)
    c1, h1 = _polar(a1 * stretch, b1)
    c2, h2 = _polar(a2 * stretch, b2)
    turn = _turn(h1, h2) if c1 * c2 else 0.0
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    mean_hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    lightness_weight = 1 + 0.015 * (l_mean - 50) ** 2 / math.sqrt(20 + (l_mean - 50) ** 2)
    by_lightness = (l2 - l1) / lightness_weight
    by_chroma = (c2 - c1) / (1 + 0.045 * c_mean)
    by_hue = hue / (1 + 0.015 * c_mean * _hue_weight(mean_hue))
    turned = -_rotation(mean_hue, c_mean)
    return math.sqrt(by_lightness**2 + by_chroma**2 + by_hue**2 + turned * by_chroma * by_hue)


def _root(ratio: Floats) -> Floats:
    straight = ratio * (29 / 6) ** 2 / 3 + 4 / 29
    return np.where(ratio > _DARK, np.cbrt(ratio), straight)


def _polar(a: float, b: float) -> tuple[float, float]:
    """Chroma, and hue in degrees 0..360."""
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _turn(first: float, second: float) -> float:
    """From one hue to the other the shorter way, -180..180 degrees."""
    difference = second - first
    if difference > 180:
        return difference - 360
    return difference + 360 if difference < -180 else difference


def _share_of_25(chroma: float) -> float:
    return math.sqrt(chroma**7 / (chroma**7 + 25**7))


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )


def _rotation(hue: float, chroma: float) -> float:
    """How strongly blue colours turn chroma into hue; positive."""
    hue %= 360
    angle = 30 * math.exp(-(((hue - 275) / 25) ** 2))
    return math.sin(math.radians(2 * angle)) * 2 * _share_of_25(chroma)
