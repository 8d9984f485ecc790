"""What is graded in the reading room: each sign, its scale, its name and what its grades mean."""

from __future__ import annotations

from collections.abc import Sequence

from skin_core.domain.grade import ACNE
from skin_core.scoring import INDICES
from skin_core.scoring.easi import INDEX as EASI
from skin_core.scoring.hayashi import INDEX as HAYASHI
from skin_core.scoring.iga import INDEX as IGA
from skin_core.scoring.words import anchors, band_text, index_name, place_name

_AT = "head."  # the signs of all regions are graded alike
_OF_EASI = ("erythema", "induration", "excoriation", "lichenification")
_ACNE_BANDS = ("mild", "moderate", "severe", "very_severe")
SIGNS = (*_OF_EASI, ACNE, IGA)


def scale_of(sign: str) -> tuple[float, ...]:
    """The grades that a sign may have, from the lowest: half points where its index offers them.

    Raises: KeyError for what is no sign.
    """
    if sign == ACNE:
        return tuple(float(grade) for grade in range(len(_ACNE_BANDS)))
    if sign == IGA:
        return INDICES[IGA].asks["grade"].offered
    return INDICES[EASI].asks[f"{_AT}{sign}"].offered


def sign_name(sign: str, language: str) -> str:
    """Name of a sign."""
    if sign in (ACNE, IGA):
        return index_name(HAYASHI if sign == ACNE else IGA, language)
    return place_name(EASI, sign, language)


def sign_steps(sign: str, language: str) -> Sequence[str]:
    """What each whole grade means, from 0."""
    if sign == ACNE:
        return tuple(band_text(HAYASHI, band, language) for band in _ACNE_BANDS)
    return anchors(IGA, "grade", language) if sign == IGA else anchors(EASI, sign, language)
