"""Is it a photo, or a page, a screenshot or a collage in which photos stand?

Told from what cameras never make: even ground round an exact rectangle, a gap of even lines right
through the picture, a straight break from edge to edge.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.look import Pixels

Mask = NDArray[np.bool_]
Grey = NDArray[np.int16]

_SAME = 8  # grey levels between ground and ground
_GROUND_AT_EDGE, _GROUND = 0.5, 0.25  # share of the picture's edge, of its area
_RECTANGLE = 0.95  # share of the smallest rectangle round it that a part fills
_SMALLEST, _LARGEST = 0.03, 0.85  # of the area: parts that may be a photo on a page
_MARGIN = 0.08  # share of a side: breaks nearer the edge are frames
_EVEN = 0.8  # grey levels: a line that varies less is even
_BREAK = 0.6  # share of a line along which the picture breaks
_BANDS, _THINNEST_BAND = 3, 0.01  # even bands on a page, share of the height of one
_JUMP = 6  # grey levels more than twice what is usual beside it
_BLACK, _WHITE = 25, 245


def looks_like_page(look: Pixels) -> bool:
    """Whether a picture is a page, a screenshot or several pictures in one.

    look: RGB (H, W, 3), small, without frame.
    """
    if min(look.shape[:2]) < 32:
        return False
    grey = cv2.cvtColor(look, cv2.COLOR_RGB2GRAY).astype(np.int16)
    ways = grey, np.ascontiguousarray(grey.T)
    return _has_rectangle_on_ground(look) or any(
        _has_bands(even) or _has_gap(way, even) or _has_break(way)
        for way in ways
        for even in (way.std(axis=1) < _EVEN,)
    )


def _has_rectangle_on_ground(look: Pixels) -> bool:
    ground = _ground(look)
    if ground is None:
        return False
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((~ground).astype(np.uint8))
    for number in range(1, count):
        _, _, width, height, _ = boxes[number]
        if not _SMALLEST <= width * height / ground.size <= _LARGEST:
            continue
        outline, _ = cv2.findContours(
            (labels == number).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
        )
        longest = max(outline, key=len)
        _, sides, _ = cv2.minAreaRect(longest)
        filled = cv2.contourArea(longest) + len(longest) / 2  # to the outer rim of its pixels
        if filled >= _RECTANGLE * (sides[0] + 1) * (sides[1] + 1):
            return True
    return False


def _ground(look: Pixels) -> Mask | None:
    """Where the even colour lies that most of the edge has; None where there is no such ground."""
    edge = np.concatenate([look[0], look[-1], look[:, 0], look[:, -1]]).astype(np.int32)
    keys = (edge[:, 0] >> 3 << 10) | (edge[:, 1] >> 3 << 5) | edge[:, 2] >> 3
    commonest = np.bincount(keys).argmax()
    colour = np.median(edge[keys == commonest], axis=0)
    if np.mean(np.abs(edge - colour).max(axis=1) <= _SAME) <= _GROUND_AT_EDGE:
        return None
    ground = np.abs(look.astype(np.int16) - colour.astype(np.int16)).max(axis=2) <= _SAME
    return ground if ground.mean() > _GROUND else None


def _has_bands(is_even: Mask) -> bool:
    """Whether even bands lie above, between and below what is shown, as round lines of text."""
    padded = np.pad(is_even, 1)
    starts = np.flatnonzero(~padded[:-1] & padded[1:])
    ends = np.flatnonzero(padded[:-1] & ~padded[1:])
    return int(np.sum(ends - starts >= max(2, _THINNEST_BAND * len(is_even)))) >= _BANDS


def _has_gap(grey: Grey, is_even: Mask) -> bool:
    """Whether even rows lie between two pictures, which begin at them all at once."""
    inner = _inner(len(grey))
    row = inner.start
    while row < inner.stop:
        if not is_even[row]:
            row += 1
            continue
        end = row + int(np.argmin(is_even[row:])) if not is_even[row:].all() else len(grey)
        start = row - int(np.argmin(is_even[row::-1])) + 1 if not is_even[: row + 1].all() else 0
        if start >= 3 and end + 2 < len(grey):
            level = grey[row].mean()
            sides = (np.abs(grey[place] - level) > 2 * _SAME for place in (start - 2, end + 1))
            if all(side.mean() >= _BREAK for side in sides):
                return True
        row = end + 1
    return False


def _has_break(grey: Grey) -> bool:
    """Whether two pictures meet at a row; a black or white bar is no picture."""
    step = np.abs(np.diff(grey, axis=0))
    around = np.roll(step, 2, 0) + np.roll(step, -2, 0) + np.roll(step, 3, 0) + np.roll(step, -3, 0)
    broken = 2 * step > around + 2 * _JUMP
    inner = _inner(len(step))
    for row in np.flatnonzero(broken[inner].mean(axis=1) >= _BREAK) + inner.start:
        beside = grey[row - 2], grey[row + 3]
        plain = ((side < _BLACK) | (side > _WHITE) for side in beside)
        if not any(side.mean() > 0.5 for side in plain):
            return True
    return False


def _inner(length: int) -> slice:
    margin = max(4, round(_MARGIN * length))
    return slice(margin, length - margin)
