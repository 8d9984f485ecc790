"""An area told in hands of the patient instead of per cent of a region."""

from __future__ import annotations

import math

from skin_core.scoring import easi, pasi
from skin_core.scoring.result import tidy
from skin_core.scoring.vasi import WHOLE_BODY_UNITS

_HANDS_PER_TENTH = 10  # a hand, palm and fingers, is about 1 % of the body surface
_WHOLE_BODY = "extent_percent"


def hands_at(index: str, place: str, age_years: float = math.nan) -> float | None:
    """How many hands the whole of a place holds; None where it is not asked in per cent of one.

    A region holds what the formula counts it for: of EASI, 10 hands are head and neck from 8
    years on, 20 below. age_years: only EASI needs it; NaN: not known, and then None.
    """
    region, _, name = place.rpartition(".")
    if place == _WHOLE_BODY:
        return float(WHOLE_BODY_UNITS)
    if name != "area_percent":
        return None
    if index == pasi.INDEX:
        return float(pasi.SHARES[region] * _HANDS_PER_TENTH)
    if math.isnan(age_years):
        return None
    return float(easi.shares_at(age_years)[region] * _HANDS_PER_TENTH)


def percent_of(hands: float, whole: float) -> float:
    """Hands as per cent of a place that holds `whole` of them, above 0."""
    return tidy(100 * hands / whole)
