"""What is wrong with a photo, drawn on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import GateReason, PhotoQuality
from skin_core.imaging.overlay import draw_mask

Pixels = NDArray[np.uint8]

_ORANGE = (230, 120, 20)
_DARK, _BRIGHT = 20, 254


def draw_flaws(photo: Pixels, quality: PhotoQuality) -> Pixels:
    """The photo with its clipped areas tinted.

    photo: RGB (H, W, 3). What no drawing can show (blur, framing, no skin) leaves it as it is.
    """
    drawn = photo
    wrong = {*quality.concerns, *quality.refused}
    if GateReason.TOO_DARK in wrong:
        drawn = draw_mask(drawn, photo.max(axis=2) < _DARK, _ORANGE)
    if GateReason.TOO_BRIGHT in wrong:
        drawn = draw_mask(drawn, photo.max(axis=2) >= _BRIGHT, _ORANGE)
    return drawn
