"""Photos laid over each other by points that a person set on both."""

from __future__ import annotations

import math

import cv2
import numpy as np

from skin_core.errors import PhotosDiffer, PointsTooClose
from skin_core.imaging.registration.found import (
    Floats,
    Registered,
    RegisteredBy,
    length_error,
    moved_by,
    root_mean_square,
)

FEWEST_POINTS = 3
_LEAST_APART = 0.02  # of the photo's diagonal: how far the points lie from one line
_MOST_OFF = 0.04  # of the width, as a residual
_HAND_OFF = 0.01  # of the width, each point on each photo: no hand meets a place of skin better
_MOST_LENGTH_OFF = 0.2  # points so close that a hand may make more of it tell no size


def register_by_points(
    reference: Floats, moved: Floats, size: tuple[int, int], moved_size: tuple[int, int]
) -> Registered:
    """By three points or more, (N, 2) pixels of each photo; size: width and height of each.

    Turned, moved and made larger or smaller alone: three points leave something to compare then.
    Points may agree by chance: lengths are never said to err by less than a hand does.
    Raises: PointsTooClose; PhotosDiffer where they form no similar triangle, or a mirrored one.
    """
    if len(reference) < FEWEST_POINTS or len(reference) != len(moved):
        raise PointsTooClose
    for points, of in ((reference, size), (moved, moved_size)):
        centred = points - points.mean(axis=0)
        if not np.isfinite(centred).all():
            raise PointsTooClose
        if np.linalg.svd(centred, compute_uv=False)[-1] < _LEAST_APART * float(np.hypot(*of)):
            raise PointsTooClose
    by_hand = math.hypot(
        *(
            length_error(_HAND_OFF * of[0], points)
            for points, of in ((reference, size), (moved, moved_size))
        )
    )
    if by_hand > _MOST_LENGTH_OFF:
        raise PointsTooClose
    if is_mirrored(reference, moved):
        raise PhotosDiffer
    onto = similarity(reference, moved)
    apart = root_mean_square(moved_by(moved, onto) - reference)
    if apart > _MOST_OFF * size[0]:
        raise PhotosDiffer
    error = math.hypot(length_error(apart, reference), by_hand)
    return Registered(onto, RegisteredBy.POINTS, apart, error, size[0])


def is_mirrored(reference: Floats, moved: Floats) -> bool:
    """Whether the points (N, 2) go round the other way: no camera turns skin over.

    A flat triangle and its mirror image lie near each other, and the residual tells them not apart.
    """
    across = (reference - reference.mean(axis=0)).T @ (moved - moved.mean(axis=0))
    return bool(np.linalg.det(across) < 0)


def similarity(reference: Floats, moved: Floats, scale: float | None = None) -> Floats:
    """Turn, shift and scale that brings points (N, 2) nearest, (3, 3). scale: where it is known.

    Least squares: Umeyama, IEEE Trans Pattern Anal Mach Intell 1991;13:376-380.
    """
    to, of = reference.mean(axis=0), moved.mean(axis=0)
    left, sizes, right = np.linalg.svd((reference - to).T @ (moved - of))
    mirror = np.diag([1.0, float(np.sign(np.linalg.det(left @ right)))])
    turn = left @ mirror @ right
    fitted = float((sizes * np.diag(mirror)).sum() / ((moved - of) ** 2).sum())
    times = fitted if scale is None else scale
    onto = np.eye(3)
    onto[:2, :2] = times * turn
    onto[:2, 2] = to - times * turn @ of
    return onto


def agreeing(reference: Floats, moved: Floats, off_px: float) -> Floats:
    """Which of the pairs (N, 2) one affine map brings within `off_px` of each other, as (N,)."""
    if len(reference) < FEWEST_POINTS:
        return np.zeros(len(reference), np.bool_)
    cv2.setRNGSeed(0)  # the same answer each time
    _, inside = cv2.estimateAffine2D(
        moved, reference, method=cv2.USAC_MAGSAC, ransacReprojThreshold=off_px,
        maxIters=5000, confidence=0.999,
    )  # fmt: skip
    none = np.zeros((len(reference), 1))
    return np.asarray((none if inside is None else inside).ravel() > 0)
