"""What is wrong with a photo, drawn on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import GateReason, PhotoQuality
from skin_core.imaging.network_input import square_box
from skin_core.imaging.overlay import draw_mask

Pixels = NDArray[np.uint8]

_ORANGE = (230, 120, 20)
_WHITE = (255, 255, 255)
_DARK, _BRIGHT = 20, 254


def draw_flaws(photo: Pixels, quality: PhotoQuality) -> Pixels:
    """The photo with its clipped areas tinted and the square that is looked at framed.

    photo: RGB (H, W, 3). What no drawing can show (blur, no skin) leaves it as it is.
    """
    drawn = photo
    wrong = {*quality.concerns, *quality.refused}
    if GateReason.TOO_DARK in wrong:
        drawn = draw_mask(drawn, photo.max(axis=2) < _DARK, _ORANGE)
    if GateReason.TOO_BRIGHT in wrong:
        drawn = draw_mask(drawn, photo.max(axis=2) >= _BRIGHT, _ORANGE)
    if GateReason.FRAMING in wrong:
        drawn = _framed(drawn)
    return drawn


def _framed(photo: Pixels) -> Pixels:
    top, left, side = square_box(photo.shape[0], photo.shape[1], 1.0)
    drawn = (photo * 0.5).astype(np.uint8)
    inside = (slice(top, top + side), slice(left, left + side))
    drawn[inside] = photo[inside]
    width = max(1, round(side / 150))
    cv2.rectangle(drawn, (left, top), (left + side - 1, top + side - 1), _WHITE, width)
    return drawn
