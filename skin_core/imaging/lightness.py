"""How light a picture is, as CIELAB has it, to the last bit as OpenCV tells it of 8-bit pictures.

OpenCV builds its tables of all of CIELAB first, for an eighth of a second; L* alone takes two.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

_RED, _GREEN, _BLUE = 871, 2929, 296  # of luminance, in 4096ths (sRGB, D65)
_LIGHT_STEPS = 8 * 255  # eighths of a level


def lightness(photo: NDArray[np.uint8]) -> float:
    """Mean lightness L*, 0 black to 100 white. photo: RGB (H, W, 3)."""
    red, green, blue, levels = _tables()
    luminance = np.take(red, photo[..., 0])
    luminance += np.take(green, photo[..., 1])
    luminance += np.take(blue, photo[..., 2])
    luminance >>= 12
    return float(np.take(levels, luminance).mean() * 100 / 255)  # OpenCV stretches it over 8 bits


@cache
def _tables() -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """What each level of red, green and blue adds to luminance, and L* over 8 bits of its steps."""
    screen = np.arange(256) / 255
    curve = np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)
    share = np.arange(_LIGHT_STEPS + 1) / _LIGHT_STEPS
    root = np.where(share < 0.008856, share * 7.787 + 16 / 116, np.cbrt(share))
    stretched = (296 * np.rint(2**15 * root) - (16 * 255 * 2**15 + 50) // 100 + 2**14) / 2**15
    light = np.rint(_LIGHT_STEPS * curve).astype(np.int32)
    red, green, blue = _RED * light, _GREEN * light, _BLUE * light + 2**11  # rounds
    return red, green, blue, np.floor(stretched).astype(np.int32)
