"""A scale that the clinician tells: two marks on a ruler or a coin, or the width of the photo."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skin_core.domain.outline import HandScale, ScaledBy
from skin_core.errors import LengthTooShort, MarksTooClose, ScaleImpossible

COINS_FILE = Path(__file__).with_name("coins.toml")
TILT_DEG = 30
"""How far from straight above a camera may have stood for the stated error of areas to hold."""

_CLICK_OFF = 0.003  # of the photo's longer side, each: some two pixels of a screen
_READ_OFF_MM = 0.5  # a length is entered in whole or half millimetres
_MOST_OFF = 0.1  # of a length: marks that lie closer than that allows tell nothing
_PX_PER_CM = (1.0, 10_000.0)  # from a whole adult on 200 pixels


@dataclass(frozen=True, slots=True)
class ToldScale:
    """What a scale comes to. length_error, area_error: how far sizes may be off, as shares.

    Tilt shortens one direction only, which two marks cannot tell: it is in `area_error` up to
    TILT_DEG, and in no length.
    """

    px_per_cm: float
    length_error: float
    area_error: float


def told_scale(scale: HandScale, width_px: int, height_px: int) -> ToldScale:
    """Of a photo of that size. Raises: LengthTooShort, MarksTooClose, ScaleImpossible."""
    span, click_off = float(width_px), 0.0
    if not scale.length_mm > 0:
        raise LengthTooShort
    if scale.scaled_by is not ScaledBy.WIDTH:
        if len(scale.ends) != 2 or not all(0 <= one <= 1 for end in scale.ends for one in end):
            raise MarksTooClose
        (x, y), (to_x, to_y) = scale.ends
        span = math.hypot((to_x - x) * width_px, (to_y - y) * height_px)
        click_off = math.sqrt(2) * _CLICK_OFF * max(width_px, height_px)
    if not span:
        raise MarksTooClose
    px_per_cm = 10 * span / scale.length_mm
    if not _PX_PER_CM[0] <= px_per_cm <= _PX_PER_CM[1]:
        raise ScaleImpossible(value=round(px_per_cm, 2))
    read_off = 0.0 if scale.scaled_by is ScaledBy.COIN else _READ_OFF_MM / scale.length_mm
    if read_off > _MOST_OFF:
        raise LengthTooShort
    length_error = math.hypot(click_off / span, read_off)
    if length_error > _MOST_OFF:
        raise MarksTooClose
    area_error = (1 + length_error) ** 2 / math.cos(math.radians(TILT_DEG)) - 1
    return ToldScale(px_per_cm, length_error, area_error)


@cache
def coins() -> Mapping[str, float]:
    """Diameters of coins in millimetres, by their keys."""
    table = tomllib.loads(COINS_FILE.read_text(encoding="utf-8"))
    return {name: float(mm) for name, mm in table["diameter_mm"].items()}
