"""Figures of an outline, each a short pure function of two masks (H, W)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
GOOD = 0.65
"""Jaccard index below which the ISIC challenge of 2018 counts an outline as failed: 0."""


def dice(drawn: Mask, wanted: Mask) -> float:
    """Overlap, 0..1, the F1 of pixels: 2 |A and B| / (|A| + |B|); 1 where both are empty."""
    total = int(drawn.sum()) + int(wanted.sum())
    return 2 * int((drawn & wanted).sum()) / total if total else 1.0


def iou(drawn: Mask, wanted: Mask) -> float:
    """Jaccard index, 0..1: |A and B| / |A or B|; 1 where both are empty."""
    either = int((drawn | wanted).sum())
    return int((drawn & wanted).sum()) / either if either else 1.0


def thresholded_jaccard(index: float) -> float:
    """The Jaccard index, or 0 where it is below 0.65 (Codella et al., ISIC 2018)."""
    return index if index >= GOOD else 0.0


def boundary_distance(drawn: Mask, wanted: Mask) -> float:
    """Mean distance between the two edges, both ways, as a share of the photo's diagonal.

    Not a number where one of the two is empty or fills the photo: there is no edge to be near.
    """
    edges = _edge(drawn), _edge(wanted)
    if not all(edge.any() for edge in edges):
        return float("nan")
    there, back = (float(_distance(to)[of].mean()) for of, to in (edges, edges[::-1]))
    return (there + back) / 2 / float(np.hypot(*drawn.shape))


def _edge(mask: Mask) -> Mask:
    """The outermost pixels of a mask."""
    whole = mask.astype(np.uint8)
    inner = cv2.erode(whole, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT)
    return np.asarray((whole - inner).astype(bool))


def _distance(edge: Mask) -> NDArray[np.float32]:
    """Distance of every pixel to the nearest of an edge, in pixels."""
    away = cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(away, np.float32)
