"""What is known of a patient as numbers a network reads: age, sex and site, each may be missing.

How a diagnosis was made (biopsied or not, by histology or follow-up) is known only after it, and
says what it was: PatientFacts has no place for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FACTS = ("age", "sex", "site")
SEXES = ("female", "male")
SITES = (
    "scalp",
    "face",
    "ear",
    "neck",
    "chest",
    "abdomen",
    "back",
    "trunk",
    "arm",
    "hand",
    "leg",
    "foot",
    "genital",
)
YEARS = 100.0


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """Age, sex and site of one photo; None and "" where nobody wrote them down."""

    age_years: float | None = None
    sex: str = ""  # of SEXES
    site: str = ""  # of SITES


UNKNOWN = PatientFacts()


def encode(facts: PatientFacts, names: Sequence[str]) -> list[float]:
    """Numbers of the named FACTS in their order; the first of each says whether it is missing."""
    age = facts.age_years
    numbers = {
        "age": [float(age is None), (age or 0.0) / YEARS],
        "sex": _one_hot(facts.sex, SEXES),
        "site": _one_hot(facts.site, SITES),
    }
    return [number for name in names for number in numbers[name]]


def _one_hot(word: str, words: Sequence[str]) -> list[float]:
    return [float(word not in words), *(float(word == one) for one in words)]
