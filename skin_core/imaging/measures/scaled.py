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
    LesionMeasures,
    Mask,
    lesion_contrast,
    measure_lesion,
)
from skin_core.imaging.scale_card import FoundCard, Straightened, find_card, straightened

CARD = "card"
CARD_AREA_ERROR = 0.03  # docs/decisions/0021-scale-card.md


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured, and what the centimetres rest on.

    scale: "card", what a clinician read it from (`ScaledBy`), or "" for none. length_error,
    area_error: how far sizes may be off, as shares; 0 without a scale. refused: why a card that is
    seen, or a scale that was told, tells nothing.
    """

    measures: LesionMeasures
    scale: str = ""
    length_error: float = 0.0
    area_error: float = 0.0
    refused: MeasureError | None = None


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
    px_per_cm = told.px_per_cm * lesion.shape[1] / size[0] if told else None
    framed = measure_lesion(photo, lesion, px_per_cm, kind, (lesion.shape[0], lesion.shape[1]))
    try:
        by_card = _by_card(photo, lesion, kind)
    except MeasureError as error:
        by_card, refused = None, error
    if by_card is not None:
        straight = replace(
            by_card.measures,
            area_fraction_of_photo=framed.area_fraction_of_photo,
            area_fraction_of_skin=framed.area_fraction_of_skin,
        )
        return replace(by_card, measures=straight)
    if scale is None or told is None:
        return Measured(framed, refused=refused)
    return Measured(framed, scale.scaled_by, told.length_error, told.area_error, refused)


def contrast(photo: Pixels, lesion: Mask, kind: PhotoKind) -> Contrast | NotMeasurable:
    """The contrast alone, under the white of the card where one lies beside the lesion.

    Raises: MaskEmpty, LesionFillsPhoto.
    """
    try:
        card = find_card(photo)
        seen = _straight(photo, lesion, card) if card else None
    except MeasureError:  # a card that tells nothing
        seen = None
    if seen is None:
        return lesion_contrast(photo, lesion, kind)
    return lesion_contrast(seen.photo, seen.lesion, kind)


def _told(
    scale: HandScale | None, size: tuple[int, int]
) -> tuple[ToldScale | None, MeasureError | None]:
    try:
        return (told_scale(scale, *size) if scale else None), None
    except MeasureError as error:
        return None, error


def _by_card(photo: Pixels, lesion: Mask, kind: PhotoKind) -> Measured | None:
    card = find_card(photo)
    if card is None:
        return None
    seen = _straight(photo, lesion, card)
    found = measure_lesion(seen.photo, seen.lesion, seen.px_per_cm, kind)
    area_cm2 = card.area_cm2(lesion, photo.shape[:2])  # the same number as in the follow-up
    area_error = max(CARD_AREA_ERROR, 2 * seen.error_share)
    return Measured(replace(found, area_cm2=area_cm2), CARD, seen.error_share, area_error)


def _straight(photo: Pixels, lesion: Mask, card: FoundCard) -> Straightened:
    height, width = photo.shape[:2]
    levels = cv2.resize(lesion.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return straightened(photo, levels >= 0.5, card)
