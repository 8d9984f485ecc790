"""Size and form of an outlined lesion, in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Contour = NDArray[np.int32]

_FOLD_SIDE_PX, _FOLD_STEP_DEG = 128, 5


@dataclass(frozen=True, slots=True)
class Shape:
    """Form of a lesion.

    area_px, perimeter_px: of all its parts. diameter_px: the largest of the largest part.
    asymmetry: share of the largest part that does not meet its mirror image, 0 (symmetrical)
    to 1, mean of the best axis and the one across. border_irregularity: 1 for a circle, higher
    for longer borders. solidity: share of its convex hull that it fills.
    parts: so many. cut_off: whether it reaches a border of the photo, or what frames it there.
    """

    area_px: int
    perimeter_px: float
    diameter_px: float
    asymmetry: float
    border_irregularity: float
    solidity: float
    parts: int
    cut_off: bool


def measure_shape(lesion: Mask) -> Shape:
    """Form of a lesion, (H, W), not empty.

    border_irregularity = P² / (4 pi A) of the largest part.
    """
    contours = _contours(lesion)
    largest = max(contours, key=lambda one: (_filled_px(one), len(one)))
    area, length = _filled_px(largest), _border_px(largest)
    hull = np.asarray(cv2.convexHull(largest), np.int32)
    return Shape(
        area_px=int(lesion.sum()),
        perimeter_px=sum(_border_px(one) for one in contours),
        diameter_px=_longest_px(hull),
        asymmetry=_asymmetry(largest),
        border_irregularity=length**2 / (4 * math.pi * area),
        solidity=min(1.0, area / _filled_px(hull)),
        parts=len(contours),
        cut_off=any(touched_borders(lesion)),
    )


def _contours(lesion: Mask) -> list[Contour]:
    """Outer border of each part as a chain of pixels, (N, 1, 2)."""
    found, _ = cv2.findContours(lesion.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return [np.asarray(one, np.int32) for one in found]


def touched_borders(lesion: Mask) -> tuple[bool, bool, bool, bool]:
    """Whether a lesion reaches the top, bottom, left and right border of the photo."""
    edges = (lesion[0], lesion[-1], lesion[:, 0], lesion[:, -1])
    top, bottom, left, right = (bool(edge.any()) for edge in edges)
    return top, bottom, left, right


def _filled_px(corners: Contour) -> float:
    """Pixels within a polygon whose corners are pixels, its border included: Pick's theorem."""
    points = corners[:, 0]
    steps = np.abs(np.diff(points, axis=0, append=points[:1]))
    border = int(np.gcd(steps[:, 0], steps[:, 1]).sum())
    return float(cv2.contourArea(corners)) + border / 2 + 1


def _border_px(contour: Contour) -> float:
    """Length of a border by its chain of pixels, with its corners weighed.

    Reference: Vossepoel & Smeulders, Comput Graph Image Process 1982;20:347-364. The chain runs
    through pixel centres; the border lies half a pixel outside.
    """
    points = contour[:, 0]
    if len(points) < 3:
        return math.pi if len(points) == 1 else math.pi + 2
    steps = np.diff(points, axis=0, append=points[:1])
    diagonal = np.abs(steps).sum(axis=1) == 2
    corners = (steps != np.roll(steps, -1, axis=0)).any(axis=1).sum()
    length = 0.980 * (~diagonal).sum() + 1.406 * diagonal.sum() - 0.091 * corners
    return float(length) + math.pi


def _longest_px(hull: Contour) -> float:
    points = hull[:, 0].astype(np.float64)
    across = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    return float(across.max()) + 1  # from the outer edge of one pixel to that of the other


def _asymmetry(contour: Contour) -> float:
    """Fold along each axis through the middle, and take the best one with the one across."""
    folds = [_unlike(contour, angle) for angle in range(0, 90, _FOLD_STEP_DEG)]
    return min((along + across) / 2 for along, across in folds)


def _unlike(contour: Contour, angle: int) -> tuple[float, float]:
    """Share that does not meet its mirror image, by left and right and by top and bottom."""
    part = _upright(contour, angle)
    twice = max(1, 2 * int(part.sum()))
    across, along = (int((part ^ np.flip(part, axis)).sum()) / twice for axis in (0, 1))
    return along, across


def _upright(contour: Contour, angle: int) -> Mask:
    """The part turned by an angle, its middle in the middle of a small square."""
    moments = cv2.moments(contour)
    points = contour[:, 0].astype(np.float64)
    middle = points.mean(axis=0)
    if moments["m00"]:
        middle = np.array([moments["m10"], moments["m01"]]) / moments["m00"]
    turned = points - middle
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turned = turned @ np.array([[cosine, -sine], [sine, cosine]])
    reach = max(float(np.abs(turned).max()), 0.5)
    centre = (_FOLD_SIDE_PX - 1) / 2
    place = turned / reach * (centre - 2) + centre
    canvas = np.zeros((_FOLD_SIDE_PX, _FOLD_SIDE_PX), np.uint8)
    cv2.fillPoly(canvas, [np.round(place * 16).astype(np.int32)], 1, shift=4)
    return canvas > 0
