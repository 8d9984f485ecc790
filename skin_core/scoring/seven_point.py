"""Weighted seven-point checklist of a pigmented lesion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skin_core.errors import ScoreIncomplete
from skin_core.scoring.result import Part, Score

INDEX = "seven_point"
SEVEN_POINTS: Mapping[str, int] = {
    "change_in_size": 2,
    "irregular_shape": 2,
    "irregular_colour": 2,
    "diameter_7mm": 1,
    "inflammation": 1,
    "oozing": 1,
    "changed_sensation": 1,
}
"""Points of each feature. Reference: NICE NG12, 2015."""

REFER_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SevenPointInput:
    """What the checklist asks for: yes or no to each feature of `SEVEN_POINTS`, by its key."""

    answers: Mapping[str, bool] = field(default_factory=dict)


def seven_point(given: SevenPointInput) -> Score:
    """Seven-point checklist, 0 to 10: from 3 on, referral for suspected cancer.

    Change in size, irregular shape and irregular colour count 2; diameter of 7 mm or more,
    inflammation, oozing and changed sensation count 1.
    Raises: ScoreIncomplete. Reference: NICE NG12, 2015.
    """
    missing = [key for key in SEVEN_POINTS if key not in given.answers]
    if missing:
        raise ScoreIncomplete(index=INDEX, missing=", ".join(missing))
    parts = tuple(
        Part("", key, points * given.answers[key]) for key, points in SEVEN_POINTS.items()
    )
    total = lowest_and_highest(given.answers)[0]
    band = "refer" if total >= REFER_FROM else "below_referral"
    return Score(INDEX, total, 0, sum(SEVEN_POINTS.values()), band, parts)


def lowest_and_highest(answers: Mapping[str, object]) -> tuple[int, int]:
    """The least and the most that the answers given so far allow; other keys are left alone."""
    known = sum(points for key, points in SEVEN_POINTS.items() if answers.get(key) is True)
    open_still = sum(points for key, points in SEVEN_POINTS.items() if key not in answers)
    return known, known + open_still
