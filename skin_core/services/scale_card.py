"""The card beside the lesion: as a page to print, and as what it makes of a photo."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.photo import PhotoKind
from skin_core.errors import CardMissing
from skin_core.imaging.measures.measure import Mask
from skin_core.imaging.measures.scaled import Measured, by_card
from skin_core.imaging.scale_card import find_card
from skin_core.imaging.scale_card.found import Pixels
from skin_core.narrative.speech import Speech
from skin_core.reporting.card_sheet import card_sheet_pdf


def scale_card_pdf(language: str, created: datetime) -> bytes:
    """The page to print, A4."""
    return card_sheet_pdf(Speech(language), created)


def measured_by_card(photo: Pixels, lesion: Mask, kind: PhotoKind) -> Measured:
    """Measures of a lesion beside which the card lies. lesion: (H, W), of the photo's shape.

    Raises: CardMissing, CardHidden, CardBent, CardOverLesion, CardAslant, MaskEmpty,
    LesionFillsPhoto.
    """
    card = find_card(photo)
    if card is None:
        raise CardMissing
    return by_card(photo, lesion, card, kind)
