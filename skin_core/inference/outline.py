"""From the odds of each pixel to outlines: the likely one, a narrow and a wide one."""

from __future__ import annotations

import io
from dataclasses import astuple, dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.frame import WHOLE, Box

OUTLINE = "outline"
"""Name of the layer that holds what a network that outlines saw in a photo."""
FINER = 4  # a network answers for every fourth pixel of its input; lines run between them

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class OutlineMap:
    """What a network saw of a lesion, with all that is needed to draw it years later.

    odds: (h, w) calibrated log odds of each pixel, of the part of the photo in `box`, squeezed to a
    square. inner, outer and what follows: see skin_core.catalogue.OutlinePoints.
    """

    odds: Floats
    inner: float
    outer: float
    largest_only: bool
    smallest: float
    box: Box = WHOLE

    def to_bytes(self) -> bytes:
        """An .npz file, the odds in half precision."""
        file = io.BytesIO()
        lines = np.array([self.inner, self.outer, self.smallest])
        np.savez(
            file,
            odds=np.asarray(self.odds, np.float16),
            lines=lines,
            largest_only=np.bool_(self.largest_only),
            box=np.array(astuple(self.box), np.float64),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> OutlineMap:
        """The map of such a file."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            inner, outer, smallest = (float(value) for value in stored["lines"])
            box = Box(*map(float, stored["box"]))
            odds = stored["odds"].astype(np.float32)
            only = bool(stored["largest_only"])
            return cls(odds, inner, outer, only, smallest, box)

    @cached_property
    def fine(self) -> Floats:
        """The odds on the grid on which lines are drawn, (H, W)."""
        height, width = (side * FINER for side in self.odds.shape)
        odds = np.asarray(self.odds, np.float32)
        return np.asarray(cv2.resize(odds, (width, height), interpolation=cv2.INTER_LINEAR))

    @cached_property
    def likely(self) -> Mask:
        """The lesion on that grid, without holes; nothing where it is too small to be one."""
        found = _filled(_regions(self.fine >= 0, self.fine, self.largest_only, self.smallest))
        return found if self.share(found) >= self.smallest else np.zeros_like(found)

    def within(self, odds: float) -> Mask:
        """The lesion as it is drawn at other odds: inside the likely one above 0, around it below.

        The higher the odds, the smaller it is. Where no lesion is likely: nothing above, and below
        the largest region that might be one.
        """
        above = self.fine >= odds
        if odds >= 0:
            return _filled(above & self.likely)
        if not self.likely.any():
            return _filled(_regions(above, self.fine, self.largest_only, self.smallest))
        return _filled(_touching(above, self.likely))

    def share(self, mask: Mask) -> float:
        """What a mask on the grid covers of the photo, 0..1."""
        return float(mask.mean()) * self.box.area

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Least and most that the lesion covers of the photo."""
        return self.share(self.within(self.inner)), self.share(self.within(self.outer))

    @property
    def confidence(self) -> float:
        """Expected overlap (Dice) with what a person would draw, 0..1; or that there is nothing."""
        chance = 1 / (1 + np.exp(-np.asarray(self.fine, np.float64)))
        if not self.likely.any():
            return float(1 - chance.max())
        both = 2 * float(chance[self.likely].sum())
        return both / float(chance.sum() + self.likely.sum())

    def mask(self, height: int, width: int) -> Mask:
        """The lesion on the photo at this size, (height, width)."""
        return self._placed(self.likely, 0.0, height, width)

    def lines(self, height: int, width: int) -> tuple[Mask, Mask]:
        """The narrow and the wide outline on the photo at this size, filled."""
        narrow, wide = self.within(self.inner), self.within(self.outer)
        return (
            self._placed(narrow, self.inner, height, width),
            self._placed(wide, self.outer, height, width),
        )

    def _placed(self, drawn: Mask, odds: float, height: int, width: int) -> Mask:
        """A mask of the grid at another size; its edge is the line on which the odds are these."""
        tiny = np.float32(1e-3)
        over = self.fine - np.float32(odds)
        field = np.where(drawn, np.maximum(over, tiny), np.minimum(over, -tiny))
        top, left, bottom, right = self.box.pixels_of(height, width)
        size = (right - left, bottom - top)
        whole = np.zeros((height, width), np.bool_)
        large = cv2.resize(field, size, interpolation=cv2.INTER_LINEAR)
        whole[top:bottom, left:right] = large > 0
        return whole


def _regions(above: Mask, odds: Floats, largest_only: bool, smallest: float) -> Mask:
    """The region that weighs most, or all that are large enough."""
    count, places, stats, _ = cv2.connectedComponentsWithStats(above.astype(np.uint8))
    if count < 2:
        return above
    if largest_only:
        weights = np.bincount(places.ravel(), np.maximum(odds, 1e-3).ravel(), count)
        return np.asarray(places == 1 + int(np.argmax(weights[1:])))
    large = stats[:, cv2.CC_STAT_AREA] >= smallest * above.size
    large[0] = False
    return np.asarray(large[places])


def _touching(above: Mask, seed: Mask) -> Mask:
    """The regions that hold any of the seed, and the seed."""
    count, places = cv2.connectedComponents(above.astype(np.uint8))
    chosen = np.zeros(count, np.bool_)
    chosen[places[seed]] = True
    chosen[0] = False
    return np.asarray(chosen[places] | seed)


def _filled(mask: Mask) -> Mask:
    """The mask without holes."""
    if not mask.any():
        return mask
    whole = mask.astype(np.uint8)
    outer, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(whole, outer, -1, 1, cv2.FILLED)
    return np.asarray(whole, np.bool_)
