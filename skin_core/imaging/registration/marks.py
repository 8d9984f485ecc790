"""Marks of the skin that are on both photos (SIFT; Lowe, Int J Comput Vis 2004;60:91-110)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.errors import TooFewMarks
from skin_core.imaging.registration.found import Floats, Mask, Pixels

Signs = NDArray[np.float32]

WORK_SIDE_PX = 560
"""Long side on which marks are sought."""
_MOST_MARKS, _CONTRAST = 900, 0.015
_FEWEST_MARKS = 25  # of one photo: with fewer, nothing can be said of the place
_LOWE = 0.8  # of the next best, so that a mark is no other one's double


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Of one photo. at: (N, 2) pixels of that photo. signs: (N, 128)."""

    at: Floats
    signs: Signs


def marks_of(photo: Pixels, beside: Mask | None) -> Marks:
    """Marks of a photo, RGB. beside: (H, W), where none is taken, such as the card.

    Raises: TooFewMarks.
    """
    share = min(1.0, WORK_SIDE_PX / max(photo.shape[:2]))
    size = tuple(max(1, round(side * share)) for side in photo.shape[1::-1])
    small = cv2.resize(photo, size, interpolation=cv2.INTER_AREA)
    even = cv2.createCLAHE(2.0, (8, 8)).apply(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY))
    where = None
    if beside is not None:
        left_out = cv2.resize(beside.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        where = (1 - left_out).astype(np.uint8)
    sift = cv2.SIFT.create(nfeatures=_MOST_MARKS, contrastThreshold=_CONTRAST)
    points, signs = sift.detectAndCompute(even, where)
    if len(points) < _FEWEST_MARKS:
        raise TooFewMarks
    shares = np.array(small.shape[1::-1]) / np.array(photo.shape[1::-1])
    at = (np.array([point.pt for point in points], np.float64) + 0.5) / shares - 0.5
    return Marks(at, np.asarray(signs, np.float32))


def on_both(reference: Marks, moved: Marks) -> tuple[Floats, Floats]:
    """Places that look alike, (N, 2) on the reference and on the other; some are mistaken."""
    apart2 = _apart2(moved.signs, reference.signs)
    nearest, back = apart2.argmin(axis=1), apart2.argmin(axis=0)
    rows = np.arange(len(nearest))
    best = apart2[rows, nearest]
    second = np.partition(apart2, 1, axis=1)[:, 1]
    alike = (best < _LOWE**2 * second) & (back[nearest] == rows)
    return reference.at[nearest[alike]], moved.at[rows[alike]]


def _apart2(first: Signs, second: Signs) -> Signs:
    """Squares of the distances between all signs, (N, M)."""
    lengths = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)
    return np.asarray(np.maximum(lengths - 2 * first @ second.T, 0), np.float32)
