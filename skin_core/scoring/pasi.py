"""Psoriasis Area and Severity Index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skin_core.scoring.asked import asked, checked
from skin_core.scoring.body_area import area_score
from skin_core.scoring.result import Part, Score, band_up_to, tidy

INDEX = "pasi"
SHARES = {"head": 1, "upper_limbs": 2, "trunk": 3, "lower_limbs": 4}  # tenths
_BANDS = {"clear": 0, "up_to_10": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasiRegion:
    """Psoriasis of one region: its area in per cent, and its signs 0 to 4.

    The signs of a region without psoriasis (area 0) need not be given.
    """

    area_percent: float = asked(0, 100)
    erythema: float = asked(0, 4, 1, unless_zero="area_percent")
    induration: float = asked(0, 4, 1, unless_zero="area_percent")
    desquamation: float = asked(0, 4, 1, unless_zero="area_percent")

    @property
    def signs(self) -> Mapping[str, float]:
        """Its three signs."""
        return {
            "erythema": self.erythema,
            "induration": self.induration,
            "desquamation": self.desquamation,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PasiInput:
    """What PASI asks for."""

    head: PasiRegion = PasiRegion()
    upper_limbs: PasiRegion = PasiRegion()
    trunk: PasiRegion = PasiRegion()
    lower_limbs: PasiRegion = PasiRegion()

    @property
    def regions(self) -> Mapping[str, PasiRegion]:
        """Its four regions."""
        return {
            "head": self.head,
            "upper_limbs": self.upper_limbs,
            "trunk": self.trunk,
            "lower_limbs": self.lower_limbs,
        }


def pasi(given: PasiInput) -> Score:
    """Psoriasis Area and Severity Index, 0 (clear) to 72.

        PASI = sum over regions of  share x area score x (E + I + D)

    Shares of head, upper limbs, trunk, lower limbs: 0.1, 0.2, 0.3, 0.4. Above 10 is severe by the
    rule of tens (Finlay, Br J Dermatol 2005;152:861-867), and by the European consensus (Mrowietz
    et al., Arch Dermatol Res 2011;303:1-10) moderate to severe where DLQI is above 10 too.
    Raises: ScoreIncomplete, ScoreOutOfRange.
    Reference: Fredriksson & Pettersson, Dermatologica 1978;157:238-244.
    """
    told = checked(given, INDEX)
    parts = tuple(
        Part(name, sign, SHARES[name] * area_score(region.area_percent) * grade / 10)
        for name, region in told.regions.items()
        for sign, grade in region.signs.items()
    )
    total = tidy(sum(part.points for part in parts))
    return Score(INDEX, total, 0, 72, band_up_to(total, _BANDS, "above_10"), parts)
