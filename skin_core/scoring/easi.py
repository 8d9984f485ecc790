"""Eczema Area and Severity Index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skin_core.scoring.asked import asked, checked
from skin_core.scoring.body_area import area_score
from skin_core.scoring.result import Part, Score, band_up_to, tidy

INDEX = "easi"
AGE = "age_years"
CHILD_BELOW_YEARS = 8
_OLDEST = 130
# Tenths, so that every product is exact: head, upper limbs, trunk, lower limbs.
_SHARES_FROM_8 = {"head": 1, "upper_limbs": 2, "trunk": 3, "lower_limbs": 4}
_SHARES_BELOW_8 = {"head": 2, "upper_limbs": 2, "trunk": 3, "lower_limbs": 3}
_HALF_OF_MILD = 0.5  # the formula takes it; a sign that is there is at least mild: Hanifin 2022
_BANDS = {"clear": 0, "almost_clear": 1, "mild": 7, "moderate": 21, "severe": 50}


def _sign() -> Any:
    return asked(0, 3, 0.5, unless_zero="area_percent", unoffered=(_HALF_OF_MILD,))


@dataclass(frozen=True, slots=True, kw_only=True)
class EasiRegion:
    """Eczema of one region: its area in per cent, and its signs 0 to 3, half points allowed.

    The signs of a region without eczema (area 0) need not be given.
    """

    area_percent: float = asked(0, 100)
    erythema: float = _sign()
    induration: float = _sign()
    excoriation: float = _sign()
    lichenification: float = _sign()

    @property
    def signs(self) -> Mapping[str, float]:
        """Its four signs. Induration stands for oedema and papulation as well."""
        return {
            "erythema": self.erythema,
            "induration": self.induration,
            "excoriation": self.excoriation,
            "lichenification": self.lichenification,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EasiInput:
    """What EASI asks for: the age decides between its two tables."""

    age_years: float = asked(0, _OLDEST)
    head: EasiRegion = EasiRegion()
    upper_limbs: EasiRegion = EasiRegion()
    trunk: EasiRegion = EasiRegion()
    lower_limbs: EasiRegion = EasiRegion()

    @property
    def regions(self) -> Mapping[str, EasiRegion]:
        """Its four regions."""
        return {
            "head": self.head,
            "upper_limbs": self.upper_limbs,
            "trunk": self.trunk,
            "lower_limbs": self.lower_limbs,
        }


def easi(given: EasiInput) -> Score:
    """Eczema Area and Severity Index, 0 (clear) to 72.

        EASI = sum over regions of  share x area score x (E + I + X + L)

    Shares of head, upper limbs, trunk, lower limbs: 0.1, 0.2, 0.3, 0.4 from 8 years on; below,
    0.2, 0.2, 0.3, 0.3. Bands: Leshem et al., Br J Dermatol 2015;172:1353-1357.
    Raises: ScoreIncomplete, ScoreOutOfRange.
    Reference: Hanifin et al., Exp Dermatol 2001;10:11-18; half points: Dermatitis 2022;33:187-192.
    """
    told = checked(given, INDEX)
    shares = shares_at(told.age_years)
    parts = tuple(
        Part(name, sign, shares[name] * area_score(region.area_percent) * grade / 10)
        for name, region in told.regions.items()
        for sign, grade in region.signs.items()
    )
    total = tidy(sum(part.points for part in parts))
    return Score(INDEX, total, 0, 72, band_up_to(total, _BANDS, "very_severe"), parts)


def shares_at(age_years: float) -> Mapping[str, int]:
    """Tenths of the body surface that each region counts for, at an age."""
    return _SHARES_BELOW_8 if is_below_bound(age_years) else _SHARES_FROM_8


def is_below_bound(age_years: float) -> bool:
    """Whether the table for children holds."""
    return age_years < CHILD_BELOW_YEARS
