"""Fixed views of a photo: the same for a teacher who is asked and for the student who learns."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from skin_core.training.augment import augment
from skin_core.training.config import PLAIN


def fixed_view(
    photo: NDArray[np.uint8], path: str, number: int, size: int, seed: int
) -> NDArray[np.uint8]:
    """View `number` of a photo, RGB uint8 (size, size, 3): 0 its central square, others random.

    The same part in the same colours at every size.
    """
    rng = np.random.default_rng((seed, zlib.crc32(path.encode()), number))
    return augment(photo, size, False, PLAIN if number else (), rng)
