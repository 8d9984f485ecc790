"""Where skin is to be seen, and the ring of healthy skin around a lesion.

Told by the ratios of red, green and blue light, which exposure leaves alone: first wide bounds for
skin of any tone, then closeness to the skin next to the lesion of this very photo.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import Pixels, light_of

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

_RED_TO_GREEN, _BLUE_TO_GREEN = (0.12, 1.4), (-1.3, 0.08)  # logarithms of linear light
_DARKEST = 24  # red, 0..255, below which ratios are noise
_LOG_LIGHT = np.log(light_of(np.arange(256, dtype=np.uint8)) + 1e-4).astype(np.float32)
_FEWEST = 60  # pixels beside the lesion that tell what skin is here
_WITHIN, _LEAST_SPREAD = 4.0, 0.08
_FULL = 254
_SPECK_SHARE = 0.004
_GAP_SHARE, _WIDTH_SHARE = 0.04, 0.25  # of the lesion's diameter
_LEAST_GAP_PX, _LEAST_WIDTH_PX = 2.0, 8.0


def skin_around(
    photo: Pixels, lesion: Mask, held: Pixels | None = None, card: Mask | None = None
) -> Mask:
    """Visible skin outside a lesion, (H, W). photo: RGB (H, W, 3); lesion: (H, W), not empty.

    held: the same pixels as the file holds them, where the white of the photo was set. card: (H, W)
    where a scale card may lie: what is white there is paper, and no glare of skin.
    Hair, clothes and backgrounds of another colour are left out; one that has the colour of
    this very skin is not told apart.
    """
    ratios = _ratios(photo)
    file = photo if held is None else held
    likely = _within_bounds(ratios) & (photo[..., 0] > _DARKEST) & ~lesion
    beside = likely & ring_of(lesion, likely)
    if beside.sum() < _FEWEST:
        return np.zeros_like(lesion)
    middle = np.median(ratios[beside], axis=0)
    spread = 1.4826 * np.median(np.abs(ratios[beside] - middle), axis=0)
    far = np.abs(ratios - middle) / np.maximum(spread, _LEAST_SPREAD)
    like = (far.max(axis=-1) < _WITHIN) | (file[..., 0] >= _FULL)  # full red tells no ratio
    white = file.min(axis=2) >= _FULL
    return _whole(likely & like, lesion, white if card is None else white & ~card)


def ring_of(lesion: Mask, skin: Mask) -> Mask:
    """Skin around a lesion: not its very border, and no farther than a quarter of its diameter."""
    gap, width = ring_px(lesion)
    distance = cv2.distanceTransform((~lesion).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray((distance > gap) & (distance <= gap + width) & skin, np.bool_)


def ring_px(lesion: Mask) -> tuple[float, float]:
    """How far from the lesion its ring begins, and how wide it is, in pixels."""
    diameter = 2 * float(np.sqrt(lesion.sum() / np.pi))
    return max(_LEAST_GAP_PX, _GAP_SHARE * diameter), max(_LEAST_WIDTH_PX, _WIDTH_SHARE * diameter)


def _ratios(photo: Pixels) -> Floats:
    """Logarithms of red to green and blue to green light, (H, W, 2)."""
    red, green, blue = (_LOG_LIGHT[photo[..., channel]] for channel in range(3))
    return np.stack([red - green, blue - green], axis=-1)


def _within_bounds(ratios: Floats) -> Mask:
    red, blue = ratios[..., 0], ratios[..., 1]
    reddish = (red > _RED_TO_GREEN[0]) & (red < _RED_TO_GREEN[1])
    return np.asarray(reddish & (blue > _BLUE_TO_GREEN[0]) & (blue < _BLUE_TO_GREEN[1]), np.bool_)


def _whole(skin: Mask, lesion: Mask, white: Mask) -> Mask:
    """Without small islands; small holes, and glare that lies within skin, belong to it."""
    kernel = np.ones((3, 3), np.uint8)
    opened = cv2.morphologyEx(skin.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0
    parts, facts = _parts(opened)
    found = _is_large(facts, skin.size)[parts] | lesion
    parts, facts = _parts(~found)
    size, most_px = facts[:, cv2.CC_STAT_AREA], skin.shape[::-1]
    starts = facts[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]]
    ends = starts + facts[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    enclosed = (starts > 0).all(axis=1) & (ends < most_px).all(axis=1)
    glare = enclosed & (np.bincount(parts[white], minlength=len(facts)) > size / 2)
    other = _is_large(facts, skin.size) & ~glare
    return np.asarray(~other[parts] & ~lesion, np.bool_)


def _parts(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Number of its part for each pixel, 0 outside, and what OpenCV tells of each part."""
    _, parts, facts, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return np.asarray(parts, np.int32), np.asarray(facts, np.int32)


def _is_large(facts: NDArray[np.int32], pixels: int) -> Mask:
    """Whether each part is more than a speck; the first is what is not of the mask."""
    large = facts[:, cv2.CC_STAT_AREA] >= _SPECK_SHARE * pixels
    large[0] = False
    return np.asarray(large, np.bool_)
