"""Whether a photo shows all of an outlined lesion."""

from __future__ import annotations

import cv2
import numpy as np

from skin_core.imaging.frame import Frame
from skin_core.imaging.measures.shape import Mask, touched_borders

_NEAR = 0.01  # of the long side: so near a rim, nobody draws or finds it more exactly
_FEWEST_PX = 3  # along the edge of what networks look at


def is_cut_off(lesion: Mask, frame: Frame) -> bool:
    """Whether a lesion reaches a border of its photo, a bar, a rim, or where networks stop looking.

    lesion: (H, W), of the photo's shape at any size. A network's outline ends where the square
    within a round picture does; one drawn by hand may go on beyond it.
    """
    if any(touched_borders(lesion)):
        return True
    if frame.is_none or not lesion.any():
        return False
    near = 2 * max(1, round(_NEAR * max(lesion.shape))) + 1
    round_it = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (near, near))
    beyond = cv2.dilate(frame.beyond(*lesion.shape).astype(np.uint8), round_it) > 0
    return bool((lesion & beyond).any()) or _ends_with(lesion, frame)


def _ends_with(lesion: Mask, frame: Frame) -> bool:
    """Whether it lies along a side of what networks look at, with nothing beyond that side."""
    top, left, bottom, right = frame.box.pixels_of(*lesion.shape)
    sides = (
        (lesion[top], lesion[:top]),
        (lesion[bottom - 1], lesion[bottom:]),
        (lesion[:, left], lesion[:, :left]),
        (lesion[:, right - 1], lesion[:, right:]),
    )
    return any(
        beyond.size and not beyond.any() and edge.sum() >= _FEWEST_PX for edge, beyond in sides
    )
