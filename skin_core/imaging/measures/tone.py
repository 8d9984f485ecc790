"""The tone of skin on a photo, in the groups of the individual typology angle."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class PhotoTone(StrEnum):
    """Six groups; not Fitzpatrick's types, and as exposed as the photo."""

    VERY_LIGHT = "very_light"
    LIGHT = "light"
    INTERMEDIATE = "intermediate"
    TAN = "tan"
    BROWN = "brown"
    DARK = "dark"


_ABOVE_DEG: Mapping[PhotoTone, float] = {
    PhotoTone.VERY_LIGHT: 55,
    PhotoTone.LIGHT: 41,
    PhotoTone.INTERMEDIATE: 28,
    PhotoTone.TAN: 10,
    PhotoTone.BROWN: -30,
}


def photo_tone(ita_deg: float) -> PhotoTone:
    """The group of an individual typology angle in degrees.

    Above 55 very light, 41 light, 28 intermediate, 10 tan, -30 brown, else dark. Reference: Chardon
    et al., Int J Cosmet Sci 1991;13:191-208, with the later group "dark".
    """
    found = (tone for tone, least in _ABOVE_DEG.items() if ita_deg > least)
    return next(found, PhotoTone.DARK)
