"""For which numbers of an index a network has a suggestion."""

from __future__ import annotations

from skin_core.domain.grade import ACNE, ECZEMA_SIGNS
from skin_core.scoring.hayashi import INDEX as HAYASHI
from skin_core.scoring.hayashi import HayashiInput, hayashi

OF_ECZEMA = ("easi", "scorad", "objective_scorad")
_COUNT = "inflammatory_lesions"


def sign_at(index: str, place: str) -> str:
    """The sign that networks grade, at a place such as "head.erythema"; "" where it is none."""
    name = place.rpartition(".")[2]
    if index in OF_ECZEMA and name in ECZEMA_SIGNS:
        return name
    return ACNE if (index, place) == (HAYASHI, _COUNT) else ""


def own_grade(index: str, value: float) -> float:
    """What the clinician entered, on the scale of the network: a count as its grade.

    Raises: ScoreOutOfRange.
    """
    if index != HAYASHI:
        return value
    return hayashi(HayashiInput(inflammatory_lesions=value)).total
