"""Is the photo good enough to be judged? Sharpness, exposure, size and framing.

Every limit was set on the research photos, at the size at which the networks look: fewer than 1 in
100 photos of skin that clinicians took and published is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import GateReason, Photo, PhotoQuality
from skin_core.imaging.frame import SeenPart, seen_part
from skin_core.imaging.lightness import lightness
from skin_core.imaging.look import Pixels

Grey = NDArray[np.float32]

SMALLEST_SIDE_PX = 64
_WHITE, _FULL, _BLACK = 245, 254, 20  # channel values, 0..255
_FLAT = 3.0  # grey levels: a row or column that varies less is even


@dataclass(frozen=True, slots=True)
class Limit:
    """From where a measure is worth a remark, and from where the photo is refused.

    A refusal above the remark: larger is worse; below it: smaller is worse.
    """

    remark: float
    refusal: float

    def is_reached(self, value: float, point: float) -> bool:
        """Whether a value is as bad as `point`, or worse."""
        return value >= point if self.refusal > self.remark else value < point


SHARPNESS = Limit(0.38, 0.30)
BLURRED_THROUGH = 0.35  # middle detail relative to coarse: below it, fine detail is mere noise
NOISE_AT_MOST = 0.45  # sharpness that such noise may feign
LIGHT = Limit(80.0, 58.0)  # grey level that the lightest twentieth of the photo reaches
BLOWN = Limit(0.15, 0.35)  # share without detail in the light, white backgrounds apart
SHORT_SIDE_PX = Limit(128, SMALLEST_SIDE_PX)
ELONGATION = Limit(2.2, 5.0)  # long side to short side: hardly a photo, rather a strip of one
BARS = Limit(0.35, 0.85)  # share of the photo taken by empty bars at its edges


def measure_quality(photo: Photo, seen: SeenPart | None = None) -> PhotoQuality:
    """How well a photo was taken, and what makes it not gradable, if anything.

    seen: what the networks look at, where that is known already.
    """
    seen = seen or seen_part(photo.pixels)
    small = seen.look
    levels = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    grey = levels.astype(np.float32)
    blown = blown_share(small)
    sides = (photo.height_px * seen.box.height, photo.width_px * seen.box.width)
    short_side = round(min(sides))
    bars = 0.0 if seen.is_round else 1 - seen.box.area * (1 - bar_share(grey))
    sharp = sharpness(grey)
    measured = (
        (GateReason.TOO_SMALL, SHORT_SIDE_PX, short_side),
        (GateReason.TOO_DARK, LIGHT, _lightest_twentieth(levels)),
        (GateReason.TOO_BRIGHT, BLOWN, blown),
        (GateReason.BLURRED, SHARPNESS, sharp),
        (GateReason.FRAMING, ELONGATION, max(sides) / min(sides)),
        (GateReason.FRAMING, BARS, bars),
    )
    refused = [why for why, limit, value in measured if limit.is_reached(value, limit.refusal)]
    remarks = [why for why, limit, value in measured if limit.is_reached(value, limit.remark)]
    return PhotoQuality(
        sharpness=round(sharp, 4),
        exposure=round(lightness(small[::3]), 2),  # every third row tells as much
        clipped=round(dark_share(small) + blown, 4),
        short_side_px=short_side,
        concerns=tuple(dict.fromkeys([*refused, *remarks])),
        refused=tuple(dict.fromkeys(refused)),
    )


def sharpness(grey: Grey) -> float:
    """Finest detail relative to detail four times as coarse; about 0.2 blurred, 0.8 sharp.

    grey: (H, W), 0..255. Being a ratio it hardly depends on what the photo shows.
    """
    blurred = [cv2.GaussianBlur(grey, (0, 0), sigma) for sigma in (1.0, 2.0, 4.0)]
    fine = float((grey - blurred[0]).std())
    coarse = float((blurred[1] - blurred[2]).std())
    coarsest = float((blurred[2] - cv2.GaussianBlur(grey, (0, 0), 8.0)).std())
    ratio = fine / (coarse + 0.5)  # half a grey level is what 8 bits invent
    if ratio < NOISE_AT_MOST and coarse / (coarsest + 0.5) < BLURRED_THROUGH:
        return min(ratio, SHARPNESS.refusal / 2)
    return ratio


def _lightest_twentieth(levels: Pixels) -> float:
    """The grey level that 95 of 100 pixels stay at or below."""
    gathered = np.cumsum(np.bincount(levels.ravel(), minlength=256))
    return float(np.searchsorted(gathered, 0.95 * levels.size))


def blown_share(photo: Pixels) -> float:
    """Share of the picture whose brightest channel is full, a white background apart, 0..1."""
    red, green, blue = cv2.split(photo)
    background = np.minimum(np.minimum(red, green), blue) > _WHITE
    full = (np.maximum(np.maximum(red, green), blue) >= _FULL) & ~background
    return float(full.sum() / ((~background).sum() + 0.05 * background.size))


def dark_share(photo: Pixels) -> float:
    """Share of pixels too dark to hold detail, 0..1."""
    red, green, blue = cv2.split(photo)
    return float((np.maximum(np.maximum(red, green), blue) < _BLACK).mean())


def bar_share(grey: Grey) -> float:
    """Share of the picture that empty bars along its edges take, black or white, 0..1."""
    height = _rows_between_bars(grey)
    width = _rows_between_bars(grey.T)
    return 1 - height * width / grey.size


def _rows_between_bars(grey: Grey) -> int:
    """How many rows lie between the first and the last that are no bar; smooth skin is none."""
    level, spread = grey.mean(axis=1), grey.std(axis=1)
    is_bar = (spread < _FLAT) & ((level < _BLACK) | (level > _WHITE))
    shows = np.flatnonzero(~is_bar)
    return int(shows[-1] - shows[0] + 1) if len(shows) else 0
