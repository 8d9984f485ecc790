"""Masks as they lie in a file: those of the collections, and those of a clinic's own folder."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.annotations import Lost, read_outlines
from skin_core.training.refusal import Refused

FULL = np.uint8(255)


def grey_levels(file: Path) -> NDArray[np.uint8]:
    """Levels of a mask of a collection, (H, W), 0 to 255. Raises: Refused."""
    drawn = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    if drawn is None:
        raise Refused(f"{file}: no mask that can be read")
    return np.asarray(drawn, np.uint8)


def own_mask(file: Path) -> NDArray[np.uint8]:
    """What is outlined, (H, W), 0 or 255: a PNG, labelme or COCO, all labels as one.

    Every program's files are read as `masks convert` reads them; what would be left out is refused,
    since it would be learned as healthy skin. Raises: AnnotationError, Refused.
    """
    found = read_outlines(file.read_bytes())
    if lost := sum(found.count_lost(why) for why in Lost):
        raise Refused(f"{file}: {lost} of its lesions lie outside the photo, or have a box alone")
    return np.where(found.whole(), FULL, np.uint8(0))
