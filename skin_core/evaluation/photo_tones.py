"""The tone of the skin on labelled photos, by its individual typology angle."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation.redness import middle_of
from skin_core.imaging.measures.colour_space import individual_typology_angle
from skin_core.imaging.measures.contrast import NotMeasurable, light_beside, mean_lab
from skin_core.imaging.measures.skin import skin_around
from skin_core.imaging.measures.tone import PhotoTone, photo_tone
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo

TONES = tuple(str(tone) for tone in PhotoTone)  # lightest first
NOT_READ = "not read"
Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def tones_of(photos: Sequence[Photo], data: Path) -> NDArray[np.str_]:
    """One of TONES for each photo, (N,), or NOT_READ where too little skin is well exposed.

    Skin outside the drawn outline, or outside the middle of the photo where nobody drew one.
    """
    return np.array([_tone(read_rgb(data / photo.path), data / photo.path) for photo in photos])


def _tone(pixels: Pixels, file: Path) -> str:
    skin = skin_around(pixels, lesion_on(pixels, file))
    seen = light_beside(pixels, skin, skin)
    if isinstance(seen, NotMeasurable):
        return NOT_READ
    return str(photo_tone(individual_typology_angle(mean_lab(seen.healthy))))


def lesion_on(pixels: Pixels, file: Path) -> Mask:
    """The outline in the folder "mask" beside the photo's folder, else the middle, (H, W).

    An outline of the whole frame is cut to the centre square where the photo is one.
    """
    mask = file.parent.parent / "mask" / f"{file.stem}.png"
    drawn = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE) if mask.is_file() else None
    if drawn is None or not drawn.any():
        return middle_of(pixels)
    height, width = pixels.shape[:2]
    shown = round(drawn.shape[0] * width / height)
    left = max(0, (drawn.shape[1] - shown) // 2)
    fitted = cv2.resize(drawn[:, left : left + shown], (width, height), None, 0, 0, 0)
    return np.asarray(fitted > 0, np.bool_)


def beside_told(photos: Sequence[Photo], tones: NDArray[np.str_]) -> dict[str, Any] | None:
    """How often the tone that a collection tells is the one read, or next to it; None of none."""
    apart = [
        abs(TONES.index(photo.tone) - TONES.index(tone))
        for photo, tone in zip(photos, tones, strict=True)
        if photo.tone in TONES and tone in TONES
    ]
    if not apart:
        return None
    steps = np.array(apart)
    return {
        "photos whose collection tells a tone": len(steps),
        "same tone read": float((steps == 0).mean()),
        "same or next tone read": float((steps <= 1).mean()),
    }
