"""A case made ready for the conditions: known facts, labels by role, hours, seven-point score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Sex
from skin_core.domain.facts import FactType, FactValue
from skin_core.facts import all_facts, validate_all
from skin_core.rules.clock import Hours, hours_since, local
from skin_core.rules.finding import Finding
from skin_core.rules.question import RuleInput

ROLES = ("top", "above_alert", "listed", "diagnosis")  # why a disease is named
DAYS_PER_YEAR = 365.25
SEVEN_POINTS: Mapping[str, int] = {
    "change_in_size": 2,
    "irregular_shape": 2,
    "irregular_colour": 2,
    "diameter_7mm": 1,
    "inflammation": 1,
    "oozing": 1,
    "changed_sensation": 1,
}
"""Weighted seven-point checklist. Reference: NICE NG12, 2015."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the conditions read.

    facts: answered and plausible; a date in the future is left out, so that it is asked again.
    judge: the finding of another rule by its id.
    """

    question: RuleInput
    now: datetime
    facts: Mapping[str, FactValue]
    judge: Callable[[str], Finding]

    @property
    def top(self) -> str:
        """The most probable disease, or "" where nothing was judged."""
        ranked = self.question.differential
        return ranked[0].label if ranked and self.question.judged else ""

    @property
    def age_years(self) -> float | None:
        """Age; of an infant from the days, where only those were entered."""
        if self.question.age_years is None and "age_days" in self.facts:
            return float(self.facts["age_days"]) / DAYS_PER_YEAR
        return self.question.age_years

    def suspected(self) -> dict[str, str]:
        """Diseases to act on, by label -> why: top, above its alert point, own diagnosis."""
        roles = dict.fromkeys(self.question.above_alert, "above_alert")
        for label, role in ((self.top, "top"), (self.question.diagnosis, "diagnosis")):
            if label:
                roles[label] = role
        return roles

    def listed(self) -> dict[str, str]:
        """The suspected ones, and those of the prediction set."""
        return dict.fromkeys(self.question.prediction_set, "listed") | self.suspected()

    def hours(self, key: str) -> Hours | None:
        """Hours since a WHEN fact, or None where it is unknown."""
        return hours_since(str(self.facts[key]), self.now) if key in self.facts else None

    def seven_point(self) -> tuple[int, int]:
        """Lowest and highest score that the answers allow."""
        known = sum(points for key, points in SEVEN_POINTS.items() if self.facts.get(key) is True)
        unknown = sum(points for key, points in SEVEN_POINTS.items() if key not in self.facts)
        return known, known + unknown


def known_facts(question: RuleInput) -> dict[str, FactValue]:
    """The answers that hold: checked, none in the future, and what the sex settles.

    Raises: UnknownFact, InvalidFact.
    """
    now = local(question.now)
    facts = {
        key: value
        for key, value in validate_all(question.facts).items()
        if all_facts()[key].type is not FactType.WHEN or hours_since(str(value), now) is not None
    }
    if question.sex is Sex.MALE:  # not asked of a man; an answer that was given stands
        facts = {"pregnancy": False, "breastfeeding": False, **facts}
    return facts


def worst_urgency(label: str) -> Urgency:
    """How soon a disease must be seen; the worst of those it cannot be told apart from."""
    known = all_diseases()
    members = (label, *(known[label].mixed_with if label in known else ()))
    found = [known[member].urgency for member in members if member in known]
    return min(found, key=lambda urgency: urgency.rank, default=Urgency.UNKNOWN)
