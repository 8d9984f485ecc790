"""The card beside the lesion: as a page to print, and as what it makes of a photo."""

from __future__ import annotations

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


def measured_by_card(photo: Pixels, lesion: Mask, kind: PhotoKind) -> tuple[LesionMeasures, float]:
    """Measures in centimetres, and how far lengths may be off, as a share. lesion: of the photo.

    Raises: CardMissing, CardHidden, CardBent, MaskEmpty, LesionFillsPhoto.
    """
    card = find_card(photo)
    if card is None:
        raise CardMissing
    seen = straightened(photo, lesion, card)
    return measure_lesion(seen.photo, seen.lesion, seen.px_per_cm, kind), seen.error_share
