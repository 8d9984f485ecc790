"""Shapes drawn as masks, only as large as they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw

from skin_core.errors import AnnotationMalformed
from skin_core.imaging.annotations.outline import Lost, Outline, lost_outline, outline_of
from skin_core.imaging.annotations.told import Point

LINE_WIDTH_PX, POINT_RADIUS_PX = 10, 5
"""How labelme itself draws lines and points when it makes masks of them."""

_LARGEST_RADIUS = 3  # of the longer side of the photo: larger is no lesion, and draws for minutes

Draw = Callable[[ImageDraw.ImageDraw, Sequence[Point]], None]


def polygon(label: str, points: Sequence[Point], size: tuple[int, int]) -> Outline:
    """The inside of a closed line and the line itself. size: height and width of the photo."""
    return _drawn(label, points, size, 1, lambda pen, at: pen.polygon(list(at), fill=1, outline=1))


def rectangle(label: str, points: Sequence[Point], size: tuple[int, int]) -> Outline:
    """An upright rectangle, by two opposite corners in any order; both belong to it."""
    (x1, y1), (x2, y2) = points
    corners = [(min(x1, x2), min(y1, y2)), (max(x1, x2), max(y1, y2))]
    return _drawn(label, corners, size, 1, lambda pen, at: pen.rectangle(list(at), fill=1))


def circle(label: str, points: Sequence[Point], size: tuple[int, int]) -> Outline:
    """A disc, by its centre and a point of its border. Raises: AnnotationMalformed."""
    (x, y), border = points
    radius = math.dist((x, y), border)
    if radius > _LARGEST_RADIUS * max(size):
        raise AnnotationMalformed(place=f"circle “{label[:40]}”")
    return _discs(label, [(x, y)], radius, size)


def dots(label: str, points: Sequence[Point], size: tuple[int, int]) -> Outline:
    """A small disc at each point."""
    return _discs(label, points, POINT_RADIUS_PX, size)


def line(label: str, points: Sequence[Point], size: tuple[int, int]) -> Outline:
    """A line through the points, as wide as labelme draws it."""
    return _drawn(
        label,
        points,
        size,
        LINE_WIDTH_PX,
        lambda pen, at: pen.line(list(at), fill=1, width=LINE_WIDTH_PX),
    )


def _discs(label: str, centres: Sequence[Point], radius: float, size: tuple[int, int]) -> Outline:
    def draw(pen: ImageDraw.ImageDraw, at: Sequence[Point]) -> None:
        for x, y in at:
            pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=1)

    return _drawn(label, centres, size, radius + 1, draw)


def _drawn(
    label: str, points: Sequence[Point], size: tuple[int, int], reach: float, draw: Draw
) -> Outline:
    """The outline of what `draw` draws around points, no farther from them than `reach`.

    Lost where all of it lies outside the photo.
    """
    height, width = size
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right = _span(min(xs) - reach, max(xs) + reach, width)
    top, bottom = _span(min(ys) - reach, max(ys) + reach, height)
    canvas = Image.new("1", (right - left, bottom - top))
    draw(ImageDraw.Draw(canvas), [(x - left, y - top) for x, y in points])
    found = outline_of(label, np.asarray(canvas, np.bool_), left, top)
    return found if found.mask.size else lost_outline(label, Lost.OUTSIDE)


def _span(first: float, last: float, side: int) -> tuple[int, int]:
    """Pixels of the photo between two coordinates; at least one, to draw on."""
    start = min(max(math.floor(first), 0), side - 1)
    return start, min(max(math.ceil(last) + 1, start + 1), side)
