"""Vitiligo Area Scoring Index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skin_core.errors import ScoreOutOfRange
from skin_core.scoring.asked import asked, checked
from skin_core.scoring.result import Part, Score, tidy

INDEX = "vasi"
DEPIGMENTATION_PERCENT = (0, 10, 25, 50, 75, 90, 100)
WHOLE_BODY_UNITS = 100  # one hand unit, palm and fingers, is about 1 % of the body surface


@dataclass(frozen=True, slots=True, kw_only=True)
class VasiRegion:
    """Vitiligo of one region: its area in the patient's own hands, and how much pigment is gone.

    depigmentation_percent: one of 0, 10, 25, 50, 75, 90, 100. Idle where there is no area.
    """

    hand_units: float = asked(0, WHOLE_BODY_UNITS)
    depigmentation_percent: float = asked(
        0, 100, only=DEPIGMENTATION_PERCENT, unless_zero="hand_units"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VasiInput:
    """What VASI asks for: six regions that do not overlap."""

    head: VasiRegion = VasiRegion()
    hands: VasiRegion = VasiRegion()
    upper_limbs: VasiRegion = VasiRegion()
    trunk: VasiRegion = VasiRegion()
    lower_limbs: VasiRegion = VasiRegion()
    feet: VasiRegion = VasiRegion()

    @property
    def regions(self) -> Mapping[str, VasiRegion]:
        """Its six regions: limbs without hands and feet."""
        return {
            "head": self.head,
            "hands": self.hands,
            "upper_limbs": self.upper_limbs,
            "trunk": self.trunk,
            "lower_limbs": self.lower_limbs,
            "feet": self.feet,
        }


def vasi(given: VasiInput) -> Score:
    """Vitiligo Area Scoring Index, 0 to 100; no bands are published.

        VASI = sum over regions of  hand units x depigmentation

    Raises: ScoreIncomplete; ScoreOutOfRange, also for more hands than a body has.
    Reference: Hamzavi et al., Arch Dermatol 2004;140:677-683.
    """
    told = checked(given, INDEX)
    units = tidy(sum(region.hand_units for region in told.regions.values()))
    if units > WHOLE_BODY_UNITS:
        whole = f"0–{WHOLE_BODY_UNITS}"
        raise ScoreOutOfRange(index=INDEX, place="hand_units", value=units, allowed=whole)
    parts = tuple(
        Part(name, "depigmentation", tidy(region.hand_units * region.depigmentation_percent / 100))
        for name, region in told.regions.items()
    )
    total = min(tidy(sum(part.points for part in parts)), WHOLE_BODY_UNITS)  # parts are rounded
    return Score(INDEX, total, 0, WHOLE_BODY_UNITS, "", parts)
