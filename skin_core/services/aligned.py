"""Two photos of one lesion as the page lays them over each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from skin_core.domain.case import StoredPhoto
from skin_core.domain.course import Visit
from skin_core.domain.engine import LayerStore
from skin_core.errors import MeasureError, RegistrationError
from skin_core.imaging import overlay
from skin_core.imaging.registration import (
    Registered,
    Side,
    in_the_light_of,
    register,
    register_by_points,
)
from skin_core.imaging.scale_card import FoundCard, find_card
from skin_core.services.outlines import Mask, counting_outline
from skin_core.services.pictures import SCREEN_QUALITY, load_photo
from skin_core.storage.laid_points import Places, points_of, set_points
from skin_core.storage.store import Store

__all__ = [
    "Aligned",
    "Outlined",
    "Places",
    "Points",
    "aligned",
    "laid_over",
    "outlined_photo",
    "points_of",
    "set_points",
]

SIDE_PX = 1000  # of the pictures shown
Points = tuple[Places, Places]
"""Set by hand on the earlier and on the later photo."""
Remember = Callable[[tuple[object, ...], Callable[[], "Aligned"]], "Aligned"]
"""Gives what was laid before on the same, else lays it now."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlined:
    """A stored photo, and its lesion where somebody outlined it, (H, W)."""

    stored: StoredPhoto
    mask: Mask | None

    @property
    def sign(self) -> int:
        """Differs where the outline does."""
        return 0 if self.mask is None else hash(np.packbits(self.mask).tobytes())


@dataclass(frozen=True, slots=True)
class Aligned:
    """before, after: JPEGs of one size, the later photo laid on the earlier; where it could not
    be, each as it is. plain_after: the later one as it is. registered: how, None then, with the
    reason in `refusal`. field: how much larger a share of the later photo is as one of the
    earlier; None where no common field is. points: by hand, which decided. matched: the later one
    laid, in the light of the earlier one; None where that is not told by healthy skin of both.
    """

    before: bytes
    after: bytes
    plain_after: bytes
    registered: Registered | None = None
    refusal: RegistrationError | None = None
    field: float | None = None
    points: Points | None = None
    matched: bytes | None = None

    @property
    def field_error(self) -> float:
        """How far an area may be off by how the photos were laid, as a share."""
        return 2 * self.registered.length_error if self.registered else 0.0


def laid_over(store: Store, before: Visit, after: Visit, kept: Remember) -> Aligned:
    """The outlined photos, or the first ones, of two visits over each other.

    Points that were set on them by hand decide. Raises: FileDamaged, StoreDamaged.
    """
    first, second = (outlined_photo(one, store.layers) for one in (before, after))
    ids = before.case.case_id, after.case.case_id
    points = points_of(store, ids, (first.stored.key, second.stored.key))
    drawn = tuple(visit.area and visit.area.by for visit in (before, after))
    what = ("laid", first.stored.key, second.stored.key, first.sign, second.sign, drawn, points)
    return kept(what, lambda: aligned(store.read, first, second, points))


def aligned(
    read: Callable[[str], bytes],
    before: Outlined,
    after: Outlined,
    points: Points | None = None,
) -> Aligned:
    """Lay the later photo upon the earlier. points: set by hand on both, which then decide.

    Raises: FileDamaged.
    """
    first, second = (_side(read, one) for one in (before, after))
    seen, later = (_jpeg(one.pixels) for one in (first, second))
    try:
        found = _by_hand(first, second, points) if points else register(first, second)
    except RegistrationError as error:
        return Aligned(seen, later, later, refusal=error, points=points)
    laid = found.laid(second.pixels, first.size)
    mask = second.lesion if second.lesion is not None else np.ones((2, 2), np.bool_)
    field = _field_of(found, mask, (first.size, second.size)) if found.is_common_field else None
    matched = _matched(first, second, laid, found)
    in_light = None if matched is None else _jpeg(matched)
    return Aligned(seen, _jpeg(laid), later, found, field=field, points=points, matched=in_light)


def _jpeg(pixels: overlay.Pixels) -> bytes:
    return overlay.to_jpeg(pixels, SCREEN_QUALITY)


def _matched(
    first: Side, second: Side, laid: overlay.Pixels, found: Registered
) -> overlay.Pixels | None:
    """By skin beside both lesions: without their outlines a change of theirs could be taken out."""
    if first.lesion is None or second.lesion is None or not found.is_common_field:
        return None
    here = cv2.resize(first.lesion.astype(np.uint8), first.size)
    there = np.asarray(cv2.resize(second.lesion.astype(np.uint8), second.size), np.uint8)
    lesions = (here > 0) | (found.laid(there, first.size) > 0)
    return in_the_light_of(first.pixels, laid, lesions)


def outlined_photo(visit: Visit, layers: Callable[[str], LayerStore]) -> Outlined:
    """The photo of a visit that its area was measured on; without one the first.

    layers: of an owner. Raises: IndexError for a visit without a photo; FileDamaged.
    """
    case = visit.case
    wanted = visit.area.photo_id if visit.area else case.photos[0].photo_id
    stored = next((one for one in case.photos if one.photo_id == wanted), case.photos[0])
    photo = next((one for one in case.analysis.photos if one.photo_id == stored.photo_id), None)
    if photo is None or visit.area is None:
        return Outlined(stored, None)
    drawn = case.assessment.outlines if case.assessment else ()
    counts = counting_outline(photo, drawn, layers(case.patient.patient_id))
    return Outlined(stored, counts.mask if counts and counts.mask.any() else None)


def _side(read: Callable[[str], bytes], one: Outlined) -> Side:
    pixels = overlay.fit(load_photo(read(one.stored.key), "").pixels, SIDE_PX)
    return Side(pixels, one.mask, _card_on(pixels))


def _card_on(pixels: overlay.Pixels) -> FoundCard | None:
    try:
        return find_card(pixels)
    except MeasureError:  # one that is covered or bent tells nothing
        return None


def _by_hand(first: Side, second: Side, points: Points) -> Registered:
    here, there = (
        np.array(places, np.float64).reshape(-1, 2) * np.array(one.size)
        for places, one in zip(points, (first, second), strict=True)
    )
    return register_by_points(here, there, first.size, second.size)


def _field_of(registered: Registered, mask: Mask, sizes: tuple[tuple[int, int], ...]) -> float:
    """How much larger a share of the later photo is as a share of the earlier one.

    sizes: width and height of the earlier and of the later photo.
    """
    (width, height), later = sizes
    lesion = mask if mask.any() else np.ones_like(mask)
    return registered.area_times(lesion, later) * later[0] * later[1] / (width * height)
