"""All that is measured of a lesion, by the card beside it or by a scale told by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from skin_core.domain.outline import HandScale
from skin_core.domain.photo import PhotoKind
from skin_core.errors import MeasureError
from skin_core.imaging.hand_scale import ToldScale, told_scale
from skin_core.imaging.measures.colour_space import Pixels
from skin_core.imaging.measures.contrast import Contrast, NotMeasurable
from skin_core.imaging.measures.measure import (
    AsFiled,
    LesionMeasures,
    Mask,
    lesion_contrast,
    measure_lesion,
)
from skin_core.imaging.scale_card import FoundCard, find_card, straightened

CARD = "card"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured, and what the centimetres rest on.

    scale: "card", what a clinician read it from (`ScaledBy`), or "" for none. length_error,
    area_error: how far sizes may be off, as shares; 0 without a scale. refused: why a card that is
    seen, or a scale that was told, tells nothing. white_set: whether the card told the light.
    """

    measures: LesionMeasures
    scale: str = ""
    length_error: float = 0.0
    area_error: float = 0.0
    refused: MeasureError | None = None
    white_set: bool = False


def measured(
    photo: Pixels,
    lesion: Mask,
    size: tuple[int, int],
    kind: PhotoKind,
    scale: HandScale | None = None,
) -> Measured:
    """Measures of a lesion; the card beside it comes before a scale told by hand.

    photo: RGB (H, W, 3), lesion: (h, w), both of the photo's shape. size: width and height that the
    photo was taken with. Shares of photo and skin are those of the photo as it was framed.
    Raises: MaskEmpty, LesionFillsPhoto.
    """
    told, refused = _told(scale, size)
    try:
        if card := find_card(photo):
            return by_card(photo, lesion, card, kind)
    except MeasureError as error:
        refused = error
    px_per_cm = told.px_per_cm * lesion.shape[1] / size[0] if told else None
    found = measure_lesion(photo, lesion, px_per_cm, kind, (lesion.shape[0], lesion.shape[1]))
    if scale is None or told is None:
        return Measured(found, refused=refused)
    return Measured(found, scale.scaled_by, told.length_error, told.area_error, refused)


def by_card(photo: Pixels, lesion: Mask, card: FoundCard, kind: PhotoKind) -> Measured:
    """The same by a card that was found on the photo: form and colour as from straight above.

    What depends on the frame is that of the photo and the mask as they are: shares of photo and
    skin, whether the lesion is cut off, and lengths in pixels.
    Raises: MaskEmpty, LesionFillsPhoto, CardOverLesion, CardAslant.
    """
    on_photo = _on_photo(photo, lesion)
    seen = straightened(photo, on_photo, card)
    framed = measure_lesion(photo, lesion, None, kind, (lesion.shape[0], lesion.shape[1]))
    filed = AsFiled(seen.held, seen.card)
    found = measure_lesion(seen.photo, seen.lesion, seen.px_per_cm, kind, filed=filed)
    shape = replace(
        framed.shape,
        asymmetry=found.shape.asymmetry,
        border_irregularity=found.shape.border_irregularity,
        solidity=found.shape.solidity,
    )
    measures = replace(
        found,
        shape=shape,
        area_fraction_of_photo=framed.area_fraction_of_photo,
        area_fraction_of_skin=framed.area_fraction_of_skin,
        area_cm2=card.area_cm2(min(lesion, on_photo, key=np.size), photo.shape[:2]),
    )
    area_error = card.area_error(on_photo, photo.shape[:2])
    return Measured(measures, CARD, seen.error_share, area_error, white_set=seen.white_set)


def contrast(photo: Pixels, lesion: Mask, kind: PhotoKind) -> tuple[Contrast | NotMeasurable, bool]:
    """The contrast alone, under the white of the card where one lies beside the lesion.

    And whether that card told the white: contrasts with and without it are not comparable.
    Raises: MaskEmpty, LesionFillsPhoto.
    """
    try:
        card = find_card(photo)
        seen = straightened(photo, _on_photo(photo, lesion), card) if card else None
    except MeasureError:  # a card that tells nothing
        seen = None
    if seen is None:
        return lesion_contrast(photo, lesion, kind), False
    found = lesion_contrast(seen.photo, seen.lesion, kind, AsFiled(seen.held, seen.card))
    return found, seen.white_set


def _told(
    scale: HandScale | None, size: tuple[int, int]
) -> tuple[ToldScale | None, MeasureError | None]:
    try:
        return (told_scale(scale, *size) if scale else None), None
    except MeasureError as error:
        return None, error


def _on_photo(photo: Pixels, lesion: Mask) -> Mask:
    """The lesion at the photo's own size."""
    height, width = photo.shape[:2]
    levels = cv2.resize(lesion.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(levels >= 0.5, np.bool_)
