"""Colour constancy by skin itself: as little correction of a cast as makes the skin possible.

Healthy skin under white light keeps within a gamut of colours whatever its tone. A photo whose
healthy skin lies outside it was taken under tinted light, and is brought to the gamut's border by
one factor for red and one for blue; all others are left as they are. Grey-world methods would
turn a photo that is full of skin grey. Idea: Bianco & Schettini, IEEE Trans Pattern Anal Mach
Intell 2014;36:1505-1518.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.measures.colour_space import luminance

Floats = NDArray[np.float64]

# Logarithms of red to green and blue to green light of the healthy skin beside lesions: mean and
# covariance over 206 camera photos (PAD-UFES-20 and the vitiligo set).
_MIDDLE = np.array([0.55, -0.33])
_SPREAD = np.array([[0.068, -0.026], [-0.026, 0.055]])
_WITHIN = 2.0  # standard deviations


def gains_for(healthy: Floats) -> Floats:
    """Factors (3,) for the linear light of a photo by the mean light of its healthy skin, (3,).

    They keep the luminance of that skin. All 1 where the skin is possible under white light.
    """
    red, green, blue = np.log(np.maximum(healthy, 1e-6))
    seen = np.array([red - green, blue - green])
    off = seen - _MIDDLE
    far = float(np.sqrt(off @ np.linalg.solve(_SPREAD, off)))
    if far <= _WITHIN:
        return np.ones(3)
    shift = off * (_WITHIN / far - 1)
    gains = np.exp(np.array([shift[0], 0.0, shift[1]]))
    return np.asarray(gains * luminance(healthy) / luminance(healthy * gains), np.float64)
