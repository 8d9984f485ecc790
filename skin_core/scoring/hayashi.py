"""Acne by the count of inflammatory lesions."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.scoring.asked import asked, checked
from skin_core.scoring.result import Part, Score, band_up_to

INDEX = "hayashi"
_BANDS = {"mild": 5, "moderate": 20, "severe": 50}
_VERY_SEVERE = "very_severe"
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HayashiInput:
    """What the grade asks for: papules and pustules on one half of the face, counted."""

    inflammatory_lesions: float = asked(0, _MOST, 1)


def hayashi(given: HayashiInput) -> Score:
    """Acne grade of Hayashi: 0 (mild) to 3 (very severe).

    Inflammatory lesions on half a face: 0-5, 6-20, 21-50, more than 50.
    Raises: ScoreIncomplete; ScoreOutOfRange, also for a part of a lesion.
    Reference: Hayashi et al., J Dermatol 2008;35:255-260.
    """
    told = checked(given, INDEX)
    band = band_up_to(told.inflammatory_lesions, _BANDS, _VERY_SEVERE)
    grade = (*_BANDS, _VERY_SEVERE).index(band)
    return Score(INDEX, grade, 0, 3, band, (Part("face", "grade", grade),))
