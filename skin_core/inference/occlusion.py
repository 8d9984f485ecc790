"""Where a network sees a disease that gives no maps: what is lost when a piece is covered."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import PixelSpec
from skin_core.imaging.network_input import STRETCH, square_box

CELLS = 7  # a side
_SIDE_PX = 640  # long side at which pieces are covered: copies of it are quick
Floats = NDArray[np.float32]
Ask = Callable[[NDArray[np.uint8]], Floats]


def occlusion_maps(photo: NDArray[np.uint8], pixels: PixelSpec, ask: Ask) -> Floats:
    """How far each logit falls when one of 7 x 7 pieces is grey, (K, 7, 7).

    photo: RGB (H, W, 3). ask: from a photo to its logits (K,); it is asked fifty times.
    Reference: Zeiler & Fergus, ECCV 2014, section 4.2.
    """
    small = _reduced(photo)
    top, left, height, width = _seen(small, pixels)
    grey = small.mean(axis=(0, 1)).astype(np.uint8)
    whole = ask(small)
    down, across = (np.linspace(0, side, CELLS + 1).astype(int) for side in (height, width))
    maps = np.zeros((len(whole), CELLS, CELLS), np.float32)
    for row in range(CELLS):
        for column in range(CELLS):
            covered = small.copy()
            covered[
                top + down[row] : top + down[row + 1],
                left + across[column] : left + across[column + 1],
            ] = grey
            maps[:, row, column] = whole - ask(covered)
    return maps


def _reduced(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    share = _SIDE_PX / max(photo.shape[:2])
    if share >= 1:
        return photo
    size = (max(1, round(photo.shape[1] * share)), max(1, round(photo.shape[0] * share)))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)


def _seen(photo: NDArray[np.uint8], pixels: PixelSpec) -> tuple[int, int, int, int]:
    """Top, left, height and width of what the network is shown."""
    height, width = photo.shape[:2]
    if pixels.fit == STRETCH:
        return 0, 0, height, width
    top, left, side = square_box(height, width, pixels.crop)
    return top, left, side, side
