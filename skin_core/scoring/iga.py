"""A doctor's impression of the whole, in five steps."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.scoring.asked import asked, checked
from skin_core.scoring.result import Part, Score

INDEX = "iga"
_BANDS = ("clear", "almost_clear", "mild", "moderate", "severe")


@dataclass(frozen=True, slots=True, kw_only=True)
class IgaInput:
    """What the assessment asks for: one grade, 0 to 4."""

    grade: float = asked(0, 4, 1)


def iga(given: IgaInput) -> Score:
    """Investigator's global assessment, 0 (clear) to 4 (severe), of any inflammatory disease.

    A generic five-step scale with words of our own: not the validated scale for atopic
    dermatitis, whose wording is licensed.
    Raises: ScoreIncomplete, ScoreOutOfRange.
    """
    told = checked(given, INDEX)
    band = _BANDS[int(told.grade)]
    return Score(INDEX, told.grade, 0, 4, band, (Part("", "overall", told.grade),))
