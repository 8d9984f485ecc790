"""Photos so alike that they are one picture, though groups do not know it: told before a training.

What is compared is the fine detail of each photo, since light and shape of a body part are alike
in many. It does not depend on size, compression or colour, and a mirrored copy is found, too; a
crop is not.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.training.cache import PhotoCache
from skin_core.training.photos import Photo
from skin_core.training.splits import Split

SIDE = 48
UPPER = 0.72  # of the height: below it lie the marks of publishers
# Correlation of the detail from which two photos are told. Of 5,999 against 2,635 clinical photos
# (November 2026) four pairs lie above .94, each one picture; of the next twenty, .86 and less, none
# is. Dermoscopies with a rim reach .91 without being one.
ALIKE = 0.92
ROWS = 512

Twins = tuple[Photo, Photo, float]


def detail_of(photo: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Fine detail of the upper part of a photo (H, W, 3), (SIDE, SIDE) of length 1, flat: 0."""
    grey = cv2.cvtColor(photo[: round(photo.shape[0] * UPPER)], cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = small - cv2.GaussianBlur(small, (0, 0), SIDE / 16)
    fine -= fine.mean()
    return np.asarray(fine / max(float(np.linalg.norm(fine)), 1e-6), np.float32)


def twins_across(split: Split, cache: PhotoCache) -> list[Twins]:
    """Pairs of a learned and a held-back photo of one picture, and how alike they are, 0 to 1.

    Photos of one group are on one side and cannot be among them.
    """
    held = (*split.validation, *split.test)
    if not held or not split.train:
        return []
    ours, theirs = (_details(photos, cache) for photos in (split.train, held))
    kept = theirs.reshape(len(held), -1).T, theirs[:, :, ::-1].reshape(len(held), -1).T
    found = []
    for start in range(0, len(ours), ROWS):
        some = ours[start : start + ROWS].reshape(-1, SIDE * SIDE)
        alike = np.maximum(some @ kept[0], some @ kept[1])
        for row, column in np.argwhere(alike >= ALIKE):
            pair = split.train[start + row], held[column]
            found.append((*pair, float(alike[row, column])))
    return found


def _details(photos: Sequence[Photo], cache: PhotoCache) -> NDArray[np.float32]:
    return np.stack([detail_of(cache[photo.path]) for photo in photos])


def write_twins(twins: Sequence[Twins], file: Path) -> None:
    """Write the pairs as a table for whoever looks through them, the most alike first."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["learned_from", "label", "held_back", "held_back_label", "alike"])
        for one, other, alike in sorted(twins, key=lambda pair: -pair[2]):
            table.writerow([one.path, one.label, other.path, other.label, f"{alike:.3f}"])
