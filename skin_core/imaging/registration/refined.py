"""An alignment made finer by the photos themselves.

ECC: Evangelidis & Psarakis, IEEE Trans Pattern Anal Mach Intell 2008;30:1858-1865.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.registration.found import Floats, Pixels

_SIDE_PX, _STEPS, _ENOUGH, _BLUR_PX = 320, 40, 1e-4, 5
Grey = NDArray[np.float32]


def refined(reference: Pixels, moved: Pixels, onto: Floats) -> Floats:
    """A homography near `onto` under which the photos agree better; `onto` where none is found."""
    (first, first_share), (second, second_share) = _small(reference), _small(moved)
    shrunk = np.diag([first_share, first_share, 1.0]) @ onto @ np.diag([1 / second_share] * 2 + [1])
    start = np.linalg.inv(shrunk)
    start = (start / start[2, 2]).astype(np.float32)
    everywhere = np.full(second.shape, 255, np.uint8)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _STEPS, _ENOUGH)
    try:
        before = _agreement(first, second, start)
        _, found = cv2.findTransformECC(
            first, second, start.copy(), cv2.MOTION_HOMOGRAPHY, criteria, everywhere, _BLUR_PX
        )
        through = np.asarray(found, np.float32)
        if _agreement(first, second, through) <= before:
            return onto
        back = np.linalg.inv(through.astype(np.float64))
    except (cv2.error, np.linalg.LinAlgError):  # it did not settle
        return onto
    grown = np.diag([1 / first_share] * 2 + [1]) @ back @ np.diag([second_share, second_share, 1])
    return np.asarray(grown / grown[2, 2], np.float64)


def _small(photo: Pixels) -> tuple[Grey, float]:
    share = min(1.0, _SIDE_PX / max(photo.shape[:2]))
    small = cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32), share


def _agreement(first: Grey, second: Grey, through: NDArray[np.float32]) -> float:
    """Correlation of the photos where they overlap, -1..1."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = first.shape[1::-1]
    laid = cv2.warpPerspective(second, through, size, flags=flags)
    inside = cv2.warpPerspective(np.ones_like(second), through, size, flags=flags) > 0.99
    if inside.sum() < 100:
        return -1.0
    return float(np.corrcoef(first[inside], laid[inside])[0, 1])
