"""What stands where on the card, in millimetres from its upper left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

DICTIONARY = cv2.aruco.DICT_4X4_50
CELLS = 6  # a marker's side: four bits between two black rims


@dataclass(frozen=True, slots=True)
class CardPlan:
    """The card. markers: number -> left and upper edge. patches: grey level, 0..255 -> the same."""

    width: float
    height: float
    marker_side: float
    markers: Mapping[int, tuple[float, float]]
    patch_side: float
    patches: Mapping[int, tuple[float, float]]

    def corners(self, number: int) -> NDArray[np.float64]:
        """The corners of a marker, (4, 2), from the upper left one clockwise."""
        left, top = self.markers[number]
        right, bottom = left + self.marker_side, top + self.marker_side
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


# As small as a phone reads it from 25 cm, and no larger than fits beside a lesion.
PLAN = CardPlan(
    width=60.0,
    height=28.0,
    marker_side=8.0,
    markers={0: (2.0, 2.0), 1: (50.0, 2.0), 2: (50.0, 18.0), 3: (2.0, 18.0)},
    patch_side=8.0,
    patches={230: (14.0, 10.0), 128: (26.0, 10.0), 50: (38.0, 10.0)},
)


def marker_bits(number: int) -> NDArray[np.bool_]:
    """Where a marker is black, (6, 6)."""
    dictionary = cv2.aruco.getPredefinedDictionary(DICTIONARY)
    return np.asarray(cv2.aruco.generateImageMarker(dictionary, number, CELLS) == 0)
