"""What is registered, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.imaging.scale_card import FoundCard

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class RegisteredBy(StrEnum):
    """What told how the photos lie on each other.

    CARD: a scale card on both gave tilt and scale, marks of the skin the place. SCALE: the cards
    alone; the middles of the lesions are laid over each other, which shows size and nothing else.
    """

    SKIN = "skin"
    CARD = "card"
    SCALE = "scale"
    POINTS = "points"


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two photos. pixels: RGB (H, W, 3). lesion: (H, W), None where nobody outlined it.

    card: where a scale card was found on these pixels.
    """

    pixels: Pixels
    lesion: Mask | None = None
    card: FoundCard | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Registered:
    """How a later photo lies on an earlier one, the reference.

    onto: (3, 3), from pixels of the later photo to pixels of the reference. residual_px: how far
    marks that are on both lie apart, root mean square, in pixels of the reference; None where no
    mark was compared. length_error: how far lengths may be off by that, as a share. width_px: of
    the reference.
    """

    onto: Floats
    by: RegisteredBy
    residual_px: float | None
    length_error: float
    width_px: int

    @property
    def residual_share(self) -> float | None:
        """The residual as a share of the width of the reference."""
        return None if self.residual_px is None else self.residual_px / self.width_px

    @property
    def is_common_field(self) -> bool:
        """Whether the same skin lies at the same place of both."""
        return self.by is not RegisteredBy.SCALE

    def laid(self, moved: Pixels, size: tuple[int, int]) -> Pixels:
        """The later photo as it lies on the reference; black beyond its edge. size: of that."""
        seen = cv2.warpPerspective(moved, self.onto, size, flags=cv2.INTER_LINEAR)
        return np.asarray(seen, np.uint8)

    def area_times(self, lesion: Mask, size: tuple[int, int]) -> float:
        """How much larger a lesion of the later photo is on the reference than on its own photo.

        lesion: (H, W), of the later photo's shape at any size. size: width and height of the later
        photo, in whose pixels `onto` is.
        """
        across, down = size[0] / lesion.shape[1], size[1] / lesion.shape[0]
        rows, columns = np.nonzero(lesion)
        places = np.stack([columns * across, rows * down, np.ones(len(rows))])
        depth = np.abs(self.onto[2] @ places)
        return float((abs(np.linalg.det(self.onto)) / depth**3).mean())


def moved_by(points: Floats, onto: Floats) -> Floats:
    """Points (N, 2) through a homography."""
    return np.asarray(cv2.perspectiveTransform(points[None], onto)[0], np.float64)


def root_mean_square(apart: Floats) -> float:
    """Of the lengths of differences, (N, 2)."""
    return float(np.sqrt((apart**2).sum(axis=1).mean()))


def length_error(residual: float, points: Floats) -> float:
    """How far lengths may be off by a residual over points (N, 2) that are so far apart."""
    spread = root_mean_square(points - points.mean(axis=0))
    return residual / spread if spread else 1.0
