"""The small copy of a photo on which quality, frame, page and light are told."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

LOOK_SIDE_PX = 224  # finer detail than this no network sees


def look_at(photo: Pixels) -> Pixels:
    """The photo with its short side at most 224 px; never enlarged. RGB (H, W, 3)."""
    while min(photo.shape[:2]) >= 3 * LOOK_SIDE_PX:  # halving is quick, other shares are not
        half = (photo.shape[1] // 2, photo.shape[0] // 2)
        photo = np.asarray(cv2.resize(photo, half, interpolation=cv2.INTER_AREA), np.uint8)
    share = LOOK_SIDE_PX / min(photo.shape[:2])
    if share >= 1:
        return photo
    size = (round(photo.shape[1] * share), round(photo.shape[0] * share))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)
