"""The answers that hold, with what follows from them; contradictions go to the safe side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.domain.age import Age
from skin_core.domain.case import Sex
from skin_core.domain.facts import Facts, FactType, FactValue
from skin_core.facts import all_facts, cued_facts, validate_all
from skin_core.rules.clock import hours_since, is_before_birth, local
from skin_core.rules.question import RuleInput
from skin_core.scoring.kept import newest
from skin_core.scoring.seven_point import INDEX as SEVEN_POINT
from skin_core.scoring.seven_point import SEVEN_POINTS

PREGNANT_FROM_YEARS, PREGNANT_TO_YEARS = 10, 55
LARGE_MM = 7  # diameter of the seven-point checklist
_OF_THE_EYE = ("lid_swelling", "eye_movement_painful", "vision_loss")  # `near_eye` asks for each


def known_facts(question: RuleInput) -> dict[str, FactValue]:
    """The answers that hold: checked, none in the future or before birth, and what follows.

    Raises: UnknownFact, InvalidFact.
    """
    now = local(question.now)
    facts = {
        key: value
        for key, value in validate_all(question.facts).items()
        if all_facts()[key].type is not FactType.WHEN
        or _can_be(str(value), question.known.age, now)
    }
    facts = {**_not_asked(question), **facts}  # an answer that was given stands
    return with_implied({**facts, **dict(_of_checklist(question, facts))})


def with_implied(facts: Facts) -> dict[str, FactValue]:
    """Answers and what follows from them, whatever the clock and the patient."""
    return {**facts, **dict(_implied(facts))}


def cued(question: RuleInput) -> tuple[str, ...]:
    """Facts that a decisive word in free text calls for, as they stand in the words."""
    texts = [
        str(value)
        for key, value in question.facts.items()
        if key in all_facts() and all_facts()[key].type is FactType.TEXT
    ]
    return cued_facts(" ".join((*texts, question.known.words)))


def _can_be(when: str, age: Age | None, now: datetime) -> bool:
    return hours_since(when, now) is not None and not is_before_birth(when, age, now)


def _not_asked(question: RuleInput) -> dict[str, FactValue]:
    """What age or sex answer by themselves."""
    age = question.known.age
    no: dict[str, FactValue] = {}
    if not _may_be_pregnant(question):
        no |= {"pregnancy": False, "breastfeeding": False}
    if age is not None and age.is_below(PREGNANT_FROM_YEARS) is True:
        no |= {"new_sexual_contact": False}
    return no


def _of_checklist(question: RuleInput, facts: Facts) -> Iterator[tuple[str, FactValue]]:
    """Answers of a seven-point checklist kept with the case; of two that differ, the yes."""
    kept = newest(question.known.scores, SEVEN_POINT)
    for key in SEVEN_POINTS if kept else ():
        answer = kept.entered.get(key) if kept else None
        if isinstance(answer, bool):
            yield key, answer or facts.get(key) is True


def _may_be_pregnant(question: RuleInput) -> bool:
    return question.known.sex is not Sex.MALE and _is_of_age(question.known.age)


def _is_of_age(age: Age | None) -> bool:
    if age is None:
        return True
    is_child = age.is_below(PREGNANT_FROM_YEARS)
    is_before_menopause = age.is_below(PREGNANT_TO_YEARS + 1)
    return is_child is not True and is_before_menopause is not False


def _implied(facts: Facts) -> Iterator[tuple[str, FactValue]]:
    """What an answer says about another: the dangerous reading beats a contradicting answer."""
    if float(facts.get("fever_days", 0)) >= 1:
        yield "fever", True
    if "pregnancy_weeks" in facts:
        yield "pregnancy", True
    if facts.get("neutropenia_risk") is True:
        yield "immunosuppression", True
    if any(facts.get(key) is True for key in _OF_THE_EYE):
        yield "near_eye", True
    if "diameter_mm" in facts:
        large = float(facts["diameter_mm"]) >= LARGE_MM
        yield "diameter_7mm", large or facts.get("diameter_7mm") is True
