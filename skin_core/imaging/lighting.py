"""Was it taken under white light? Under a Wood's lamp or a coloured one no colour can be judged.

How red, green and blue skin and its surroundings are beside each other keeps within bounds under
white light, whatever the tone of the skin: in the palest parts, in most, and in the most coloured.
A quadratic form tells those bounds; `skin_core.training.lights` fitted it on half of the photos.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.look import Pixels

Floats = NDArray[np.float64]

LIGHTS_FILE = Path(__file__).with_name("lights.toml")
SIDE_PX = 32
_DARKEST, _LIGHTEST = 40, 245  # brightest and faintest channel of pixels that have a colour
_FEWEST = 10  # such pixels
_SHARES = (5, 50, 95)  # per cent
_GAMMA, _FAINT = 2.2, 0.004  # of the screen; light below it is noise


def is_coloured_light(look: Pixels, kind: PhotoKind) -> bool:
    """Whether a picture has colours that white light does not give skin.

    look: RGB (H, W, 3), small, without frame.
    """
    colours = colours_of(
        np.asarray(cv2.resize(look, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA), np.uint8)
    )
    return colours is not None and float(terms(colours) @ _weights()[kind]) > 0


def colours_of(small: NDArray[np.integer]) -> Floats | None:
    """What is told of the colours, (10,); None where hardly a pixel has one.

    Three shares of red to green, blue to green and red to blue light, in logarithms, and how
    bright it is. small: RGB (H, W, 3).
    """
    pixels = small.reshape(-1, 3)
    lit = (pixels.max(axis=1) > _DARKEST) & (pixels.min(axis=1) < _LIGHTEST)
    if lit.sum() < _FEWEST:
        return None
    light = (pixels[lit] / 255.0) ** _GAMMA
    red, green, blue = np.log(light + _FAINT).T
    shares = [_shares_of(one) for one in (red - green, blue - green, red - blue)]
    return np.append(np.concatenate(shares), np.log(light.mean() + _FAINT))


def _shares_of(values: Floats) -> Floats:
    """As `numpy.percentile` tells them, which brings in masked arrays first: as long as a photo."""
    ranked = np.sort(values)
    places = np.array(_SHARES) / 100 * (len(ranked) - 1)
    below = places.astype(int)
    low, high = ranked[below], ranked[np.minimum(below + 1, len(ranked) - 1)]
    part, step = places - below, high - low
    return np.asarray(np.where(part < 0.5, low + step * part, high - step * (1 - part)))


def terms(colours: Floats) -> Floats:
    """1, each measure, and each product of two: (66,) of (10,), or (N, 66) of (N, 10)."""
    first, second = np.triu_indices(colours.shape[-1])
    ones = np.ones((*colours.shape[:-1], 1))
    return np.concatenate([ones, colours, colours[..., first] * colours[..., second]], axis=-1)


@cache
def _weights() -> Mapping[PhotoKind, Floats]:
    """The form of each kind of photo, (66,): above 0 the light is coloured."""
    stored = tomllib.loads(LIGHTS_FILE.read_text(encoding="utf-8"))
    return {kind: np.array(stored[kind], np.float64) for kind in PhotoKind}
