"""Two photos of one lesion laid over each other, with how well they fit."""

from skin_core.imaging.registration.found import Registered, RegisteredBy, Side
from skin_core.imaging.registration.light import in_the_light_of
from skin_core.imaging.registration.points import register_by_points
from skin_core.imaging.registration.register import register

__all__ = [
    "Registered",
    "RegisteredBy",
    "Side",
    "in_the_light_of",
    "register",
    "register_by_points",
]
