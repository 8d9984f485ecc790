"""What of a picture shows something: bars, frames and the black circle of a dermatoscope cut away.

A frame ends in a straight edge all along the photo; an even background behind a hand does not,
and stays. The limits were set on the research photos, of which hardly one is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.look import Pixels, look_at
from skin_core.imaging.network_input import squares_of

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

_EVEN = 3.0  # grey levels: rows that vary less are even, if black or white
_FLAT = 0.6  # rows of any colour
_BLACK, _WHITE = 20, 245
_OTHER = 14  # grey levels from the bar that are no longer it
_LEAST = 0.2  # of a side
_STRAIGHT = 0.6  # share of an edge at which the photo begins all at once
_NARROWEST, _UNBROKEN = 0.3, 0.85  # of an edge between two other bars
_THINNEST = 0.02  # share of the side: what is thinner does no harm

_DARK = 40  # brightest channel of a rim
_RIM_AREA = 0.02  # share of the picture: smaller corners do no harm
_ROUND = 0.03  # deviation from a circle, in radii
_ON_CIRCLE = 0.6  # share of the rim's edge: dark hair and shadow may hang on it
_LARGEST_RADIUS = 0.72  # of the long side: larger, and the corners alone are dark
_KEPT = 0.9  # of the radius, from the middle: what is cut out has little rim left in its corners
_SOFT = 0.96  # of the radius: from here on the rim's shadow may begin


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a photo, as shares of its height and width, 0..1."""

    top: float = 0.0
    left: float = 0.0
    height: float = 1.0
    width: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole photo."""
        return self.height == 1.0 and self.width == 1.0

    @property
    def area(self) -> float:
        """Share of the photo's area."""
        return self.height * self.width

    def pixels_of(self, height: int, width: int) -> tuple[int, int, int, int]:
        """Top, left, bottom and right in a photo of this size, at least one pixel wide."""
        top, left = round(self.top * height), round(self.left * width)
        bottom, right = (
            round((self.top + self.height) * height),
            round((self.left + self.width) * width),
        )
        return top, left, max(bottom, top + 1), max(right, left + 1)


WHOLE = Box()


@dataclass(frozen=True, slots=True)
class Frame:
    """Bars and rim round the picture in a photo, in pixels of its small copy.

    size: height and width of that. between: top, left, bottom and right of what lies between bars.
    circle: middle x, y and radius of a round picture; None where it is not round.
    """

    size: tuple[int, int]
    between: tuple[int, int, int, int]
    circle: tuple[float, float, float] | None = None

    @property
    def is_none(self) -> bool:
        """Whether the picture is the whole photo."""
        return self.circle is None and self.between == (0, 0, *self.size)

    @property
    def box(self) -> Box:
        """What of the photo the networks look at: a circle is cut to a square within it."""
        top, left, bottom, right = self.between
        if self.circle is not None:
            x, y, radius = self.circle
            reach = _KEPT * radius
            top, bottom = max(top, round(y - reach)), min(bottom, round(y + reach))
            left, right = max(left, round(x - reach)), min(right, round(x + reach))
        return self._box(top, left, bottom, right)

    def beyond(self, height: int, width: int) -> Mask:
        """Where a photo of this size shows bars or rim and no picture, (height, width)."""
        top, left, bottom, right = self._box(*self.between).pixels_of(height, width)
        outside = np.ones((height, width), np.bool_)
        outside[top:bottom, left:right] = False
        if self.circle is not None:
            x, y, radius = (value * width / self.size[1] for value in self.circle)
            half = 0.5 * width / self.size[1] - 0.5  # a pixel's middle at either size
            rows, columns = np.ogrid[:height, :width]
            outside |= (columns - x - half) ** 2 + (rows - y - half) ** 2 > radius**2
        return outside

    def _box(self, top: int, left: int, bottom: int, right: int) -> Box:
        height, width = self.size
        return Box(top / height, left / width, (bottom - top) / height, (right - left) / width)


@dataclass(frozen=True, slots=True)
class SeenPart:
    """What the networks look at.

    pixels: RGB (H, W, 3), the photo itself where nothing is cut. look: the same, small.
    box: where it lies in the photo.
    is_round: a black circle was cut away, as dermatoscopes draw it.
    """

    pixels: Pixels
    look: Pixels
    box: Box = WHOLE
    is_round: bool = False

    @property
    def squares(self) -> tuple[Pixels, ...]:
        """What the networks are given: one square, or several that show a wide photo whole."""
        return squares_of(self.look)


def seen_part(photo: Pixels) -> SeenPart:
    """The photo without bars and rim; what is left of a rim in the corners is evened out.

    photo: RGB (H, W, 3).
    """
    small = look_at(photo)
    frame = _frame(small)
    if frame.is_none:
        return SeenPart(photo, small)
    box, circle = frame.box, frame.circle
    first, start, last, end = box.pixels_of(*photo.shape[:2])
    part = photo[first:last, start:end]
    if circle is None:
        return SeenPart(part, look_at(part), box)
    x, y, radius = circle
    scale = photo.shape[1] / small.shape[1]
    middle = ((x + 0.5) * scale - start, (y + 0.5) * scale - first)
    evened = _evened(part, middle, _SOFT * radius * scale)
    return SeenPart(evened, look_at(evened), box, is_round=True)


def frame_of(photo: Pixels) -> Frame:
    """What surrounds the picture in a photo, RGB (H, W, 3)."""
    return _frame(look_at(photo))


def _frame(small: Pixels) -> Frame:
    top, left, bottom, right = _between_bars(small)
    circle = _circle(small[top:bottom, left:right])
    if circle is not None:
        circle = (circle[0] + left, circle[1] + top, circle[2])
    return Frame((small.shape[0], small.shape[1]), (top, left, bottom, right), circle)


def _between_bars(small: Pixels) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of what lies between even bars with straight edges.

    Where next to nothing would be left, the stripes are the picture, and nothing is cut.
    """
    height, width = small.shape[:2]
    top, left, bottom, right = 0, 0, height, width
    for _ in range(2):  # a frame has bars on both axes: those found first uncover the others
        part = small[top:bottom, left:right]
        above, below = _bar(part), _bar(part[::-1])
        top, bottom = top + above, bottom - below
        if bottom - top < _LEAST * height:
            return 0, 0, height, width
        part = small[top:bottom, left:right].swapaxes(0, 1)
        before, behind = _bar(part), _bar(part[::-1])
        left, right = left + before, right - behind
        if right - left < _LEAST * width:
            return 0, 0, height, width
        if not any((above, below, before, behind)):
            break
    return top, left, bottom, right


def _bar(picture: Pixels) -> int:
    """How many rows at the top are a bar: even, and at its end the photo begins all at once."""
    if len(picture) < 8 or not _is_bar(picture[:1]).all():
        return 0
    is_even = _is_bar(picture)
    count = int(np.argmin(is_even)) if not is_even.all() else 0
    if count < max(2, _THINNEST * len(picture)) or count + 3 > len(picture):
        return 0
    first = picture[count + 1 : count + 3].astype(np.float32)  # the row before may be a mixture
    other = np.abs(first - picture[:count].mean(axis=(0, 1))).max(axis=2).max(axis=0) > _OTHER
    return count if _begins_at_once(other) else 0


def _begins_at_once(other: Mask) -> bool:
    """Whether a photo's row begins along most of a bar, or in one piece between two others."""
    if other.mean() >= _STRAIGHT:
        return True
    places = np.flatnonzero(other)
    if not len(places):
        return False
    piece = other[places[0] : places[-1] + 1]
    return len(piece) >= _NARROWEST * len(other) and float(piece.mean()) >= _UNBROKEN


def _is_bar(rows: Pixels) -> Mask:
    """Which rows are even and of the same colour as the first."""
    exact = rows.astype(np.float32)
    level, spread = exact.mean(axis=1), exact.std(axis=1).max(axis=1)
    extreme = (level.max(axis=1) < _BLACK) | (level.min(axis=1) > _WHITE)
    same = np.abs(level - level[0]).max(axis=1) < _OTHER
    return np.asarray(((spread < _EVEN) & extreme | (spread < _FLAT)) & same, np.bool_)


def _circle(small: Pixels) -> tuple[float, float, float] | None:
    """Middle x, y and radius of what a black rim surrounds; None where there is no such rim."""
    rim = _rim(small)
    if rim is None:
        return None
    height, width = rim.shape
    edge = cv2.morphologyEx(rim.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    y, x = (values.astype(np.float64) for values in np.nonzero(edge))
    within = (x > 2) & (x < width - 3) & (y > 2) & (y < height - 3)
    circle = _fitted(x[within], y[within])
    if circle is None:
        return None
    radius = circle[2]
    is_plausible = 0.3 * min(height, width) < radius < _LARGEST_RADIUS * max(height, width)
    return circle if is_plausible else None


def _fitted(x: Floats, y: Floats) -> tuple[float, float, float] | None:
    """The circle through points, those left out that lie off it; None where too many do."""
    chosen = np.ones(len(x), bool)
    for _ in range(4):
        if chosen.sum() < max(20, _ON_CIRCLE * len(x)):
            return None
        terms = np.stack([2 * x[chosen], 2 * y[chosen], np.ones(chosen.sum())], 1)
        (across, down, rest), *_ = np.linalg.lstsq(terms, x[chosen] ** 2 + y[chosen] ** 2)
        radius = float(np.sqrt(max(0.0, rest + across**2 + down**2)))
        off = np.abs(np.hypot(x - across, y - down) - radius)
        chosen = off <= max(_ROUND * radius, float(np.median(off)))
    is_round = np.mean(off <= _ROUND * radius) >= _ON_CIRCLE
    return (float(across), float(down), radius) if is_round else None


def _rim(small: Pixels) -> Mask | None:
    """What is dark and hangs together with at least three dark corners.

    A shoulder before a black curtain leaves but two.
    """
    corners = ((0, 0), (0, -1), (-1, 0), (-1, -1))
    if sum(int(small[corner].max()) < _DARK for corner in corners) < 3:
        return None
    dark = small.max(axis=2) < _DARK
    _, labels = cv2.connectedComponents(dark.astype(np.uint8))
    rim = np.isin(labels, [labels[corner] for corner in corners if dark[corner]])
    return rim if rim.mean() >= _RIM_AREA else None


def _evened(part: Pixels, middle: tuple[float, float], radius: float) -> Pixels:
    """Outside the circle the colours beside it, so that no corner is black."""
    height, width = part.shape[:2]
    y, x = np.ogrid[:height, :width]
    outside = (x - middle[0]) ** 2 + (y - middle[1]) ** 2 > radius**2
    if not outside.any():
        return part
    share = 64 / max(height, width)
    size = (max(2, round(width * share)), max(2, round(height * share)))
    inside = cv2.resize(1 - outside.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    seen = cv2.resize(
        part * (~outside)[..., None].astype(np.float32), size, interpolation=cv2.INTER_AREA
    )
    weight = cv2.GaussianBlur(inside, (0, 0), 5) + 1e-4
    colours = cv2.GaussianBlur(seen, (0, 0), 5) / weight[..., None]
    field = cv2.resize(colours, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.where(outside[..., None], np.clip(field, 0, 255).astype(np.uint8), part)
