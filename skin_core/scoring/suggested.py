"""For which numbers of an index a network has a suggestion."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.grade import ACNE, ECZEMA_SIGNS
from skin_core.domain.score import KeptScore
from skin_core.domain.suggestion import Suggestion
from skin_core.scoring.hayashi import INDEX as HAYASHI
from skin_core.scoring.hayashi import HayashiInput, hayashi
from skin_core.scoring.iga import INDEX as IGA

OF_ECZEMA = ("easi", "scorad", "objective_scorad")
_COUNT = "inflammatory_lesions"


def sign_at(index: str, place: str) -> str:
    """The sign that networks grade, at a place such as "head.erythema"; "" where it is none."""
    name = place.rpartition(".")[2]
    if index in OF_ECZEMA and name in ECZEMA_SIGNS:
        return name
    return ACNE if (index, place) == (HAYASHI, _COUNT) else ""


def sign_beside(index: str, place: str) -> str:
    """The sign that is told beside a number of another scale: the grade of acne beside an IGA.

    Two scales: such a pair says nothing of agreement.
    """
    return ACNE if (index, place) == (IGA, "grade") else ""


def suggested_sign(index: str, place: str) -> str:
    """The sign that a suggestion tells at a place, on whatever scale; "" where there is none."""
    return sign_at(index, place) or sign_beside(index, place)


def acne_of(scores: Iterable[KeptScore]) -> Suggestion | None:
    """The last grade of acne that a network told beside a kept score; scores: oldest first."""
    told = [
        shown
        for one in scores
        for place, shown in one.suggested.items()
        if suggested_sign(one.index, place) == ACNE
    ]
    return told[-1] if told else None


def own_grade(index: str, value: float) -> float:
    """What the clinician entered, on the scale of the network: a count as its grade.

    Raises: ScoreOutOfRange.
    """
    if index != HAYASHI:
        return value
    return hayashi(HayashiInput(inflammatory_lesions=value)).total
