"""What was outlined on a photo, whatever program it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from skin_core.errors import (
    AnnotationBoxOnly,
    AnnotationLabelMissing,
    AnnotationOutside,
    AnnotationTooLarge,
)

Mask = NDArray[np.bool_]

LIMIT_MP = 100
"""As of photos: 100 megapixels."""

_NO_PIXELS = np.zeros((0, 0), np.bool_)


class Lost(StrEnum):
    """Why nothing is left of what was drawn: it lies outside the photo, or is a box alone."""

    OUTSIDE = "outside"
    BOX = "box"


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One outlined thing. mask: (h, w), the part of the photo whose corner is at left, top.

    lost: why the mask is empty though something was drawn.
    """

    label: str
    left: int
    top: int
    mask: Mask
    lost: Lost | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """All outlines of one photo of this size. name: of the photo's file, "" where not told."""

    height_px: int
    width_px: int
    outlines: tuple[Outline, ...]
    name: str = ""

    def whole(self, label: str | None = None) -> Mask:
        """Everything outlined, or what has this label, as one mask (H, W).

        Raises: AnnotationLabelMissing, AnnotationOutside, AnnotationBoxOnly.
        """
        labels = {one.label for one in self.outlines}
        if label is not None and label not in labels:
            raise AnnotationLabelMissing(label=label, labels=", ".join(sorted(labels)) or "–")
        meant = [one for one in self.outlines if label in (None, one.label)]
        self._check(meant)
        mask = np.zeros((self.height_px, self.width_px), np.bool_)
        for one in meant:
            height, width = one.mask.shape
            mask[one.top : one.top + height, one.left : one.left + width] |= one.mask
        return mask

    def count_lost(self, lost: Lost) -> int:
        """How many outlines nothing is left of, for this reason."""
        return sum(one.lost is lost for one in self.outlines)

    def check_kept(self) -> None:
        """Something is left where something was drawn; nothing drawn means no lesion.

        Raises: AnnotationOutside, AnnotationBoxOnly.
        """
        self._check(self.outlines)

    def _check(self, meant: Sequence[Outline]) -> None:
        if any(one.mask.size for one in meant):
            return
        lost = {one.lost for one in meant}
        if Lost.OUTSIDE in lost:
            raise AnnotationOutside(width_px=self.width_px, height_px=self.height_px)
        if Lost.BOX in lost:
            raise AnnotationBoxOnly


def outline_of(label: str, mask: Mask, left: int = 0, top: int = 0) -> Outline:
    """An outline without empty margins. mask: (h, w), whose corner is at left, top."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return Outline(label, 0, 0, _NO_PIXELS)
    first_row, last_row, first, last = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    part = np.ascontiguousarray(mask[first_row:last_row, first:last])
    return Outline(label, left + int(first), top + int(first_row), part)


def lost_outline(label: str, lost: Lost) -> Outline:
    """One that was drawn, and of which nothing is left."""
    return Outline(label, 0, 0, _NO_PIXELS, lost)


def check_size(height_px: int, width_px: int) -> None:
    """Raises: AnnotationTooLarge."""
    if height_px * width_px > LIMIT_MP * 1_000_000:
        raise AnnotationTooLarge(width_px=width_px, height_px=height_px, limit_mp=LIMIT_MP)
