"""What was outlined on a photo, whatever program it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skin_core.errors import AnnotationLabelMissing, AnnotationTooLarge

Mask = NDArray[np.bool_]

LIMIT_MP = 100
"""As of photos: 100 megapixels."""

_NO_PIXELS = np.zeros((0, 0), np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One outlined thing. mask: (h, w), the part of the photo whose corner is at left, top."""

    label: str
    left: int
    top: int
    mask: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """All outlines of one photo of this size. name: of the photo's file, "" where not told."""

    height_px: int
    width_px: int
    outlines: tuple[Outline, ...]
    name: str = ""

    def whole(self, label: str | None = None) -> Mask:
        """Everything outlined, or what has this label, as one mask (H, W).

        Raises: AnnotationLabelMissing.
        """
        labels = {one.label for one in self.outlines}
        if label is not None and label not in labels:
            raise AnnotationLabelMissing(label=label, labels=", ".join(sorted(labels)) or "–")
        mask = np.zeros((self.height_px, self.width_px), np.bool_)
        for one in self.outlines:
            if label in (None, one.label):
                height, width = one.mask.shape
                mask[one.top : one.top + height, one.left : one.left + width] |= one.mask
        return mask


def outline_of(label: str, mask: Mask, left: int = 0, top: int = 0) -> Outline:
    """An outline without empty margins. mask: (h, w), whose corner is at left, top."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return Outline(label, 0, 0, _NO_PIXELS)
    first_row, last_row, first, last = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    part = np.ascontiguousarray(mask[first_row:last_row, first:last])
    return Outline(label, left + int(first), top + int(first_row), part)


def check_size(height_px: int, width_px: int) -> None:
    """Raises: AnnotationTooLarge."""
    if height_px * width_px > LIMIT_MP * 1_000_000:
        raise AnnotationTooLarge(width_px=width_px, height_px=height_px, limit_mp=LIMIT_MP)
