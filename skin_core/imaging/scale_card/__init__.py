"""A printed card beside the lesion: scale, tilt and white of a photo."""

from skin_core.imaging.scale_card.found import FoundCard, find_card, seen_cards
from skin_core.imaging.scale_card.plan import PLAN, CardPlan, marker_bits
from skin_core.imaging.scale_card.straightened import Straightened, straightened

__all__ = [
    "PLAN",
    "CardPlan",
    "FoundCard",
    "Straightened",
    "find_card",
    "marker_bits",
    "seen_cards",
    "straightened",
]
