"""A later photo in the light of the earlier one on which it lies, told by skin that both show."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import light_of

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_STEP = 3  # of pixels looked at, in both directions
_FEWEST = 1000
_CHANNEL = (8, 247)  # levels by which light may be told
_GAINS = (0.4, 2.5)  # beyond, it is no light but another photo
_BESIDE = 0.02  # of the width, round a lesion, is no healthy skin


def in_the_light_of(reference: Pixels, laid: Pixels, lesions: Mask) -> Pixels | None:
    """The laid photo with the mean colour of healthy skin that the reference has there.

    reference, laid: RGB (H, W, 3), laid black beyond its edge. lesions: (H, W), of either photo.
    None where too little healthy skin lies on both. What changed in all of the skin goes with it.
    """
    round_it = np.ones((2 * max(1, round(_BESIDE * laid.shape[1])) + 1,) * 2, np.uint8)
    wide = cv2.dilate(lesions.astype(np.uint8), round_it) > 0
    first, second = (one[::_STEP, ::_STEP] for one in (reference, laid))
    both = ~wide[::_STEP, ::_STEP]
    for one in (first, second):
        both &= (one.min(axis=2) >= _CHANNEL[0]) & (one.max(axis=2) <= _CHANNEL[1])
    if both.sum() < _FEWEST:
        return None
    seen, wanted = (np.median(light_of(one[both]), axis=0) for one in (second, first))
    gains = wanted / seen
    if gains.min() < _GAINS[0] or gains.max() > _GAINS[1]:
        return None
    levels = light_of(np.arange(256, dtype=np.uint8))
    table = np.stack([_coded(levels * gain) for gain in gains], axis=1)[None]
    return np.asarray(cv2.LUT(laid, table), np.uint8)


def _coded(light: Floats) -> Pixels:
    """sRGB of linear light, as 8 bits."""
    clear = np.clip(light, 0, 1)
    signal = np.where(clear <= 0.0031308, 12.92 * clear, 1.055 * clear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(signal * 255), np.uint8)
