"""The small copy of a photo on which quality, frame, page and light are told, and which networks
see: one reduction for all of them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.network_input import TRAINED_SIDE_PX

Pixels = NDArray[np.uint8]


_HALVED_FROM_PX = 6 * TRAINED_SIDE_PX  # half first: a third of the time, a quarter of a level off


def look_at(photo: Pixels) -> Pixels:
    """The photo with its short side at most 208 px, as training keeps it. RGB (H, W, 3)."""
    share = TRAINED_SIDE_PX / min(photo.shape[:2])
    if share >= 1:
        return photo
    size = (max(1, round(photo.shape[1] * share)), max(1, round(photo.shape[0] * share)))
    if min(photo.shape[:2]) >= _HALVED_FROM_PX:
        photo = _halved(photo)
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)


def _halved(photo: Pixels) -> Pixels:
    """Half as high and wide; an odd last row or column is left out."""
    height, width = photo.shape[0] // 2, photo.shape[1] // 2
    even = photo[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
