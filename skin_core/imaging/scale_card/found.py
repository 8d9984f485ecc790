"""Find the card on a photo by its markers (ArUco; Garrido-Jurado et al., Pattern Recognit 2014)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.errors import CardAslant, CardBent, CardHidden, CardOverLesion, MeasureError
from skin_core.imaging.scale_card.plan import DICTIONARY, PLAN

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_LOOK_SIDE_PX = 640  # long side on which markers are sought: 1000 finds as many, in twice the time
_FEWEST = 3  # markers: with two, a tilt is not told
_MOST_ON_CARD = 0.02  # of an outline: a rough edge may touch the card
_LEAST_NEAR = 0.5  # of the card: what is farther off is too aslant, or beyond the horizon
_RIM_MM = 10.0  # round a card told by one marker: aslant, its far end lies 8 mm elsewhere
CARD_AREA_ERROR = 0.03  # of drawn scenes at any tilt (docs/decisions/0021-scale-card.md)
_MOST_OFF_MM = 0.3  # flat ones drawn at any tilt are off by 0.07; beyond, it is bent or moved


@dataclass(frozen=True, slots=True, eq=False)
class FoundCard:
    """Where the card lies. to_mm: (3, 3), from pixels of the photo to millimetres of the card.

    off_mm: how far its markers lie from where a flat card would have them, root mean square.
    """

    to_mm: Floats
    off_mm: float

    def px_per_cm_at(self, x: float, y: float) -> float:
        """Pixels on a centimetre round a place of the photo, the mean of all directions."""
        near = np.array([[x, y], [x + 1, y], [x, y + 1]], np.float64)
        place, right, below = placed(near, self.to_mm)
        millimetres2 = abs(np.linalg.det(np.stack([right - place, below - place])))
        return float(10 / np.sqrt(millimetres2))

    def area_cm2(self, lesion: Mask, photo_size: tuple[int, int]) -> float | None:
        """The area of a lesion in the card's plane, whatever the tilt; None where `check` refuses.

        lesion: (H, W), of the shape of the photo, at any size. photo_size: height and width.
        """
        try:
            self.check(lesion, photo_size)
        except MeasureError:
            return None
        down, across = (of / have for of, have in zip(photo_size, lesion.shape, strict=True))
        nearness = np.abs(self.to_mm[2] @ _places(lesion, photo_size))
        per_px = abs(np.linalg.det(self.to_mm)) / nearness**3  # of a homography, in mm²
        return float(per_px.sum() * down * across / 100)

    def length_error(self, lesion: Mask, photo_size: tuple[int, int]) -> float:
        """How far lengths round a lesion, not empty, may be off, as a share.

        By how its markers lie, and by half a pixel on a centimetre. lesion, photo_size: as of
        `area_cm2`.
        """
        down, across = (of / have for of, have in zip(photo_size, lesion.shape, strict=True))
        row, column = (float(places.mean()) + 0.5 for places in np.nonzero(lesion))
        px_per_cm = self.px_per_cm_at(column * across - 0.5, row * down - 0.5)
        return self.off_mm / min(PLAN.width, PLAN.height) + 0.5 / max(1.0, px_per_cm)

    def area_error(self, lesion: Mask, photo_size: tuple[int, int]) -> float:
        """How far its area may be off, as a share, wherever it is told: as twice its lengths."""
        return max(CARD_AREA_ERROR, 2 * self.length_error(lesion, photo_size))

    def check(self, lesion: Mask, photo_size: tuple[int, int]) -> None:
        """Whether the card tells the size of that lesion, as `area_cm2` takes it.

        Raises: CardOverLesion where the outline reaches over the card; CardAslant where the photo
        is so tilted that the lesion lies more than twice as far off as the card.
        """
        across, down, nearness = self.to_mm @ _places(lesion, photo_size)
        middle = np.array([[PLAN.width / 2, PLAN.height / 2]])
        at = placed(middle, np.asarray(np.linalg.inv(self.to_mm), np.float64))[0]
        near = nearness / (self.to_mm[2] @ np.array([*at, 1.0]))
        if near.min(initial=1.0) < _LEAST_NEAR:
            raise CardAslant
        x, y = across / nearness, down / nearness
        on_card = (x > 0) & (x < PLAN.width) & (y > 0) & (y < PLAN.height)
        if on_card.sum() > _MOST_ON_CARD * on_card.size:
            raise CardOverLesion


def find_card(photo: Pixels) -> FoundCard | None:
    """The card on a photo, None where none is seen. photo: RGB (H, W, 3).

    Raises: CardHidden where parts of it are covered or cut off, CardBent where it is not flat
    or where two of them are seen.
    """
    found = _markers(photo)
    seen = dict(found)
    if len(seen) < len(found):  # two cards: which one lies beside the lesion is not told
        raise CardBent
    if not seen:
        return None
    if len(seen) < _FEWEST:
        raise CardHidden(seen=len(seen), needed=_FEWEST)
    pixels = np.concatenate([*seen.values()])
    millimetres = np.concatenate([PLAN.corners(number) for number in seen])
    to_mm = np.asarray(cv2.findHomography(pixels, millimetres)[0], np.float64)
    off_mm = float(np.sqrt(np.mean((placed(pixels, to_mm) - millimetres) ** 2) * 2))
    if off_mm > _MOST_OFF_MM:
        raise CardBent
    return FoundCard(to_mm, off_mm)


def seen_cards(photo: Pixels) -> Mask | None:
    """Where cards may lie by any of their markers, (H, W); None where no marker is seen.

    Also one of which `find_card` tells nothing: covered, bent, or not alone. photo: RGB (H, W, 3).
    """
    found = _markers(photo)
    if not found:
        return None
    rim, width, height = _RIM_MM, PLAN.width, PLAN.height
    around = np.array(
        [[-rim, -rim], [width + rim, -rim], [width + rim, height + rim], [-rim, height + rim]]
    )
    covered = np.zeros(photo.shape[:2], np.uint8)
    for number, corners in found:
        from_mm, *_ = np.linalg.lstsq(np.c_[PLAN.corners(number), np.ones(4)], corners, rcond=None)
        edges = np.c_[around, np.ones(4)] @ from_mm
        cv2.fillConvexPoly(covered, np.round(edges).astype(np.int32), 1)
    return covered > 0


def _markers(photo: Pixels) -> list[tuple[int, Floats]]:
    """Markers of a card, each with its number and its corners, (4, 2) pixels of the photo."""
    share = min(1.0, _LOOK_SIDE_PX / max(photo.shape[:2]))
    size = tuple(max(1, round(side * share)) for side in photo.shape[1::-1])
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    small = grey if share == 1 else cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    corners, numbers, _ = _detector().detectMarkers(small)
    shares = np.array(small.shape[1::-1]) / np.array(photo.shape[1::-1])
    return [
        (int(number), (np.asarray(corner, np.float64).reshape(4, 2) + 0.5) / shares - 0.5)
        for number, corner in zip([] if numbers is None else numbers.ravel(), corners, strict=True)
        if int(number) in PLAN.markers
    ]


def _places(lesion: Mask, photo_size: tuple[int, int]) -> Floats:
    """Each pixel of a lesion where it lies on the photo: x, y and 1, (3, N)."""
    down, across = (of / have for of, have in zip(photo_size, lesion.shape, strict=True))
    rows, columns = np.nonzero(lesion)
    return np.stack([columns * across, rows * down, np.ones(len(rows))])


def placed(points: Floats, through: Floats) -> Floats:
    """Points (N, 2) on the other side of a homography."""
    return np.asarray(cv2.perspectiveTransform(points[None], through)[0], np.float64)


@cache
def _detector() -> cv2.aruco.ArucoDetector:
    options = cv2.aruco.DetectorParameters()
    options.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(DICTIONARY), options)
