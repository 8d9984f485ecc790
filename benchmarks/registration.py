"""Two photos of one lesion laid over each other."""

from __future__ import annotations

import cv2
import numpy as np

from benchmarks.latency import median_ms
from skin_core.imaging.registration import Side, register
from skin_core.imaging.rendered import render_skin

SIZE = (1280, 960)
REPEATS = 15


def measure() -> dict[str, float]:
    """Median milliseconds of two photos as the page shows them, the later one turned."""
    photo = render_skin("plaque", "light", 3, SIZE)
    turn = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 2), 8, 1.1)
    seen = cv2.warpAffine(photo, turn, SIZE, borderMode=cv2.BORDER_REFLECT)
    before, after = Side(photo), Side(np.asarray(seen, np.uint8))
    return {"registration_ms": round(median_ms(lambda: register(before, after), REPEATS), 1)}
