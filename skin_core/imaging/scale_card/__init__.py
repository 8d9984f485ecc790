"""A printed card beside the lesion: scale, tilt and white of a photo."""

from skin_core.imaging.scale_card.found import CARD_AREA_ERROR, FoundCard, find_card, seen_cards
from skin_core.imaging.scale_card.plan import PLAN, CardPlan, marker_bits
from skin_core.imaging.scale_card.straightened import Straightened, straightened

__all__ = [
    "CARD_AREA_ERROR",
    "PLAN",
    "CardPlan",
    "FoundCard",
    "Straightened",
    "find_card",
    "marker_bits",
    "seen_cards",
    "straightened",
]
