"""How well people's outlines of one picture agree, where a collection holds it more than once.

The photos of one patient are laid over each other, mirrored too, by what SIFT finds in both (Lowe,
IJCV 2004); the two outlines are compared there. No network can be expected to do better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation.outline_metrics import Mask, dice
from skin_core.training.outlines.samples import Outlined

POINTS = 1500
NEARER = 0.75  # Lowe's ratio: a match is this much nearer than the second best
REACH_PX = 4.0
LEAST = 30  # matches that move alike; fewer is not the same picture
LARGEST_SCALE = 2.5
Pixels = NDArray[np.uint8]


def repeats(photos: Iterable[Outlined]) -> dict[str, Any]:
    """Pairs of outlines of one picture, of how many patients, and how well they agree (Dice)."""
    by_group: dict[str, list[Pixels]] = defaultdict(list)
    for photo in photos:
        if photo.mask:
            by_group[photo.group].append(photo.pixels())
    found = {group: list(_agreements(pixels)) for group, pixels in by_group.items()}
    overlaps = [one for some in found.values() for one in some]
    return {
        "pairs": len(overlaps),
        "patients": sum(bool(some) for some in found.values()),
        "mean_dice": float(np.mean(overlaps)) if overlaps else None,
        "least": min(overlaps, default=None),
        "share_below_0.8": float(np.mean(np.array(overlaps) < 0.8)) if overlaps else None,
    }


def _agreements(pixels: Sequence[Pixels]) -> Iterator[float]:
    for one, other in combinations(pixels, 2):
        laid = [over for way in (one, one[:, ::-1]) if (over := laid_over(way, other)) is not None]
        if laid:
            _, moved, seen = max(laid, key=lambda over: over[0])
            yield dice(moved & seen, (other[..., 3] > 127) & seen)


def laid_over(one: Pixels, other: Pixels) -> tuple[int, Mask, Mask] | None:
    """How many points agree, the outline of one on the other, and where both are seen.

    one, other: photos with outlines, (H, W, 4). None where they are not one picture.
    """
    sift = cv2.SIFT_create(POINTS)  # type: ignore[attr-defined]
    greys = (
        cv2.cvtColor(np.ascontiguousarray(p[..., :3]), cv2.COLOR_RGB2GRAY) for p in (one, other)
    )
    (points, looks), (others, their_looks) = (sift.detectAndCompute(grey, None) for grey in greys)
    if min(len(points), len(others)) < LEAST:
        return None
    pairs = cv2.BFMatcher().knnMatch(looks, their_looks, k=2)
    kept = [first for first, second in pairs if first.distance < NEARER * second.distance]
    if len(kept) < LEAST:
        return None
    here = np.array([points[match.queryIdx].pt for match in kept], np.float32)
    there = np.array([others[match.trainIdx].pt for match in kept], np.float32)
    matrix, alike = cv2.estimateAffinePartial2D(here, there, ransacReprojThreshold=REACH_PX)
    if matrix is None or alike.sum() < LEAST:
        return None
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not 1 / LARGEST_SCALE < scale < LARGEST_SCALE:
        return None
    size = other.shape[1::-1]
    moved = cv2.warpAffine(np.ascontiguousarray(one[..., 3]), matrix, size) > 127
    seen = cv2.warpAffine(np.full(one.shape[:2], 255, np.uint8), matrix, size) > 127
    return int(alike.sum()), moved, seen
