"""Vitiligo Area Scoring Index of the face."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.scoring.asked import asked, checked
from skin_core.scoring.result import Part, Score, tidy
from skin_core.scoring.vasi import DEPIGMENTATION_PERCENT

INDEX = "fvasi"
FACE_UNITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FvasiInput:
    """What F-VASI asks for: vitiligo of the face in hands, and how much pigment is gone there."""

    hand_units: float = asked(0, FACE_UNITS)
    depigmentation_percent: float = asked(
        0, 100, only=DEPIGMENTATION_PERCENT, unless_zero="hand_units"
    )


def fvasi(given: FvasiInput) -> Score:
    """Facial Vitiligo Area Scoring Index, 0 to 3; no bands are published.

        F-VASI = hand units of the face x depigmentation

    Raises: ScoreIncomplete, ScoreOutOfRange.
    Reference: Hamzavi et al., Arch Dermatol 2004;140:677-683; of the face: Rosmarin et al.,
    Lancet 2020;396:110-120.
    """
    told = checked(given, INDEX)
    points = tidy(told.hand_units * told.depigmentation_percent / 100)
    return Score(INDEX, points, 0, FACE_UNITS, "", (Part("face", "depigmentation", points),))
