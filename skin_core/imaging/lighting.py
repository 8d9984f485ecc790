"""Was it taken under white light? Under a Wood's lamp or a coloured one no colour can be judged.

Skin under white light has colours within certain limits, whatever its tone and whatever stands
behind it. The limits are those that 996 of 1000 untouched camera photos keep, and 992 of 1000
dermoscopies, of which some are violet in themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.look import Pixels

Floats = NDArray[np.float64]

_SIDE_PX = 32
_DARKEST, _LIGHTEST = 40, 245  # brightest and faintest channel of pixels that have a colour
_FEWEST = 10  # such pixels
_SHARE = 35  # per cent of the pixels may lie nearer to grey
_DIRECTIONS = np.radians(np.arange(12) * 30.0)  # hue angles in CIELAB: 0 red, 90 yellow, 270 blue
_FARTHEST: Mapping[PhotoKind, Floats] = {  # chroma that is reached in each direction
    PhotoKind.CLINICAL: np.array([40.0, 51, 56, 48, 30, 12, 5, 7, 9, 14, 19, 27]),
    PhotoKind.DERMOSCOPIC: np.array([46.0, 52, 46, 38, 23, 9, 3, 11, 19, 24, 23, 35]),
}


def is_coloured_light(look: Pixels, kind: PhotoKind) -> bool:
    """Whether most of a picture has a colour that white light does not give skin.

    look: RGB (H, W, 3), small, without frame.
    """
    return bool((cast(look) > _FARTHEST[kind]).any())


def cast(look: Pixels) -> Floats:
    """How far the colours lie from grey in each of twelve hues, (12,), in units of CIELAB."""
    small = cv2.resize(look, (_SIDE_PX, _SIDE_PX), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    lit = (small.max(axis=2) > _DARKEST) & (small.min(axis=2) < _LIGHTEST)
    if lit.sum() < _FEWEST:
        return np.zeros(len(_DIRECTIONS))
    towards = np.stack([np.cos(_DIRECTIONS), np.sin(_DIRECTIONS)])
    return np.asarray(np.percentile(lab[lit][:, 1:] @ towards, _SHARE, axis=0), np.float64)
