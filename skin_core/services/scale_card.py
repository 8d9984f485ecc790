"""The card beside the lesion: as a page to print, and as what it makes of a photo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from skin_core.domain.photo import PhotoKind
from skin_core.errors import CardMissing
from skin_core.imaging.measures import LesionMeasures, measure_lesion
from skin_core.imaging.measures.measure import Mask
from skin_core.imaging.scale_card import find_card, straightened
from skin_core.imaging.scale_card.found import Pixels
from skin_core.narrative.speech import Speech
from skin_core.reporting.card_sheet import card_sheet_pdf


def scale_card_pdf(language: str, created: datetime) -> bytes:
    """The page to print, A4."""
    return card_sheet_pdf(Speech(language), created)


@dataclass(frozen=True, slots=True)
class ByCard:
    """Measures in centimetres. error_share: how far lengths may be off. white_set: by its grey."""

    measures: LesionMeasures
    error_share: float
    white_set: bool


def measured_by_card(photo: Pixels, lesion: Mask, kind: PhotoKind) -> ByCard:
    """Measures of a lesion beside which the card lies. lesion: (H, W), of the photo.

    Raises: CardMissing, CardHidden, CardBent, CardOverLesion, CardAslant, MaskEmpty,
    LesionFillsPhoto.
    """
    card = find_card(photo)
    if card is None:
        raise CardMissing
    seen = straightened(photo, lesion, card)
    measures = measure_lesion(seen.photo, seen.lesion, seen.px_per_cm, kind)
    return ByCard(measures, seen.error_share, seen.white_set)
