"""A case made ready for the conditions: known facts, diseases by role, hours, seven-point score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from skin_core.diseases import all_diseases
from skin_core.domain.age import Age, age_of_days
from skin_core.domain.analysis import Prediction, TierRisk, Urgency
from skin_core.domain.facts import FactValue
from skin_core.rules.clock import Hours, hours_since
from skin_core.rules.finding import Finding
from skin_core.rules.question import RuleInput
from skin_core.scoring.seven_point import lowest_and_highest

ROLES = ("top", "listed", "named", "tier", "in_mind", "diagnosis")  # why a disease is named
NETWORK_ROLES = frozenset(ROLES) - {"diagnosis"}
BIRTH_DATE = "birth_date"  # asked like a fact, kept with the patient
EXACT_BELOW_YEARS = 3  # younger than that, a year of birth is too coarse
WORTH_NAMING = 0.01  # probability below which a page says "< 1 %"
MOST_OF_TIER, MOST_IN_MIND = 3, 4


@dataclass(frozen=True)
class Situation:
    """What the conditions read.

    facts: answered, plausible, and what follows from them (`known_facts`).
    judge: the finding of another rule by its id. What many conditions ask for is told once.
    """

    question: RuleInput
    now: datetime
    facts: Mapping[str, FactValue]
    judge: Callable[[str], Finding]

    @cached_property
    def speaks(self) -> bool:
        """Whether the network still has a say: a photo was judged and nobody concluded yet."""
        return self.question.judged and not self.question.known.concluded

    @cached_property
    def top(self) -> str:
        """The most probable disease that was not excluded; "" where no network has a say."""
        return next(iter(self._ranked), "") if self.speaks else ""

    @cached_property
    def answer(self) -> str:
        """The disease that is itself the network's answer: on top and not uncertain, or ""."""
        first = self.question.differential[:1]
        certain = bool(first) and not self.question.uncertain
        return self.top if certain and first[0].label == self.top else ""

    @cached_property
    def suspected(self) -> dict[str, str]:
        """Diseases to act on, by label -> why: the network's answer, or the own diagnosis."""
        roles = ((self.answer, "top"), (self.question.known.diagnosis, "diagnosis"))
        return {label: role for label, role in roles if label}

    @cached_property
    def listed(self) -> dict[str, str]:
        """The suspected ones, and those of the prediction set that are worth naming."""
        within = self._kept(self.question.prediction_set) if self.speaks else ()
        worth = {entry.label for entry in self._worth_naming}
        return dict.fromkeys((one for one in within if one in worth), "listed") | self.suspected

    @cached_property
    def named(self) -> dict[str, str]:
        """All that network or clinician ever named, excluded or not: for facts to speak for."""
        asked = self.question
        first = [entry.label for entry in asked.differential[:1]] if asked.judged else []
        found = dict.fromkeys((*first, *asked.prediction_set, *asked.above_alert), "named")
        return found | ({asked.known.diagnosis: "diagnosis"} if asked.known.diagnosis else {})

    @cached_property
    def in_mind(self) -> dict[str, str]:
        """Dangers that the network merely makes possible: to be asked about, never acted on."""
        if not self.speaks:
            return {}
        asking = [risk.urgency for risk in self.question.tiers if risk.asks]
        found = {label for urgency in asking for label in self.tier_members(urgency)}
        found |= set(self._kept(self.question.above_alert))
        found -= self.suspected.keys()
        ranked = [label for label in self._ranked if label in found]
        return dict.fromkeys(ranked[:MOST_IN_MIND], "in_mind")

    def tier(self, urgency: Urgency) -> TierRisk | None:
        """What the network sees of a tier, without what the clinician excluded."""
        risk = next((one for one in self.question.tiers if one.urgency is urgency), None)
        if risk is None or not self.speaks:
            return None
        excluded = set(self.question.known.excluded)
        gone = sum(
            entry.probability
            for entry in self.question.differential
            if entry.label in excluded and worst_urgency(entry.label).rank <= urgency.rank
        )
        return replace(risk, probability=max(0.0, risk.probability - gone))

    def tier_members(self, urgency: Urgency) -> list[str]:
        """The most probable diseases of a tier, at most three."""
        excluded = self.question.known.excluded
        members = [
            entry.label
            for entry in self._worth_naming
            if entry.label not in excluded and worst_urgency(entry.label).rank <= urgency.rank
        ]
        return members[:MOST_OF_TIER]

    @cached_property
    def ages(self) -> tuple[Age, ...]:
        """What is known of the age; two that contradict each other both count, for safety's sake.

        A date of birth or an age in days beats a year of birth and an age in years.
        """
        given = self.question.known.age
        if "age_days" not in self.facts:
            return () if given is None else (given,)
        told = age_of_days(float(self.facts["age_days"]))
        return (told, given) if given and given.is_exact else (told,)

    def ordered(self, because: Iterable[str]) -> tuple[str, ...]:
        """The same pairs, their diseases the diagnosis first, then as probable as they are."""
        pairs = tuple(because)
        places = {one.label: place for place, one in enumerate(self.question.differential)}

        def place(pair: str) -> tuple[bool, int]:
            role, _, label = pair.partition("=")
            return role != "diagnosis", places.get(label, len(places))

        named = [pair for pair in pairs if pair.partition("=")[0] in ROLES]
        diseases = iter(sorted(named, key=place))
        return tuple(next(diseases) if pair in named else pair for pair in pairs)

    def hours(self, key: str) -> Hours | None:
        """Hours since a WHEN fact, or None where it is unknown."""
        return hours_since(str(self.facts[key]), self.now) if key in self.facts else None

    def seven_point(self) -> tuple[int, int]:
        """Lowest and highest score that the answers allow."""
        return lowest_and_highest(self.facts)

    @cached_property
    def _worth_naming(self) -> list[Prediction]:
        return [one for one in self.question.differential if one.probability >= WORTH_NAMING]

    @cached_property
    def _ranked(self) -> list[str]:
        return list(self._kept(entry.label for entry in self.question.differential))

    def _kept(self, labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(label for label in labels if label not in self.question.known.excluded)


def needs_birth_date(ages: tuple[Age, ...]) -> bool:
    """Whether the exact age would tell more: unknown, or a coarse one of a small child."""
    if not ages:
        return True
    return any(not age.is_exact and age.low_years < EXACT_BELOW_YEARS for age in ages)


def worst_urgency(label: str) -> Urgency:
    """How soon a disease must be seen; the worst of those it cannot be told apart from."""
    known = all_diseases()
    members = (label, *(known[label].mixed_with if label in known else ()))
    found = [known[member].urgency for member in members if member in known]
    return min(found, key=lambda urgency: urgency.rank, default=Urgency.UNKNOWN)
