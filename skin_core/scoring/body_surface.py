"""How many hands of a patient an area in square centimetres is."""

from __future__ import annotations

import math

from skin_core.scoring.vasi import WHOLE_BODY_UNITS

HEIGHT_CM, WEIGHT_KG = (30.0, 250.0), (1.0, 400.0)
_MASS_INDEX = 8.0, 100.0  # kg/m²; beyond them inches or pounds were typed, or figures exchanged
_CM2 = 10_000  # in a square metre
_DIGITS = 3  # of hands: a fifth of a square centimetre


def body_surface_m2(height_cm: float, weight_kg: float) -> float:
    """Surface of a body, square metres.

    Reference: Mosteller, N Engl J Med 1987;317:1098.
    """
    return math.sqrt(height_cm * weight_kg / 3600)


def is_body(height_cm: float, weight_kg: float) -> bool:
    """Whether anybody is so tall and so heavy, preterm infants and the most obese included."""
    least, most = _MASS_INDEX
    return least <= weight_kg / (height_cm / 100) ** 2 <= most


def hands_of(area_cm2: float, surface_m2: float) -> float:
    """An area in hands of that body; a hand is one per cent of its surface, as VASI counts."""
    return round(WHOLE_BODY_UNITS * area_cm2 / (surface_m2 * _CM2), _DIGITS)
