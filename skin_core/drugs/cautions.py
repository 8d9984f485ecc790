"""The one check of what speaks against a medicine: for page, report, letter and interface alike.

Silence clears nothing: what was not answered, or was written in words that are not understood,
is "not checked".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from skin_core.domain.age import DAYS_PER_YEAR, Age, age_of_days
from skin_core.domain.case import Sex
from skin_core.domain.disease import Treatment
from skin_core.domain.facts import Facts
from skin_core.drugs.evidence import allergy, interaction, taken
from skin_core.drugs.standing import Caution, Standing, Why
from skin_core.drugs.substance import ADULT_YEARS, Preparation
from skin_core.drugs.table import preparation_of

__all__ = ["FACT_OF", "REASONS", "Caution", "Standing", "Taker", "Why", "cautions"]

REASONS = (
    "allergy",
    "interaction",
    "pregnancy",
    "breastfeeding",
    "child",
    "renal_impairment",
    "hepatic_impairment",
    "heart_failure",
    "qt_prolongation",
    "g6pd_deficiency",
    "immunosuppression",
    "infection",
)
"""In the order in which they are told: what can kill at the first dose comes first."""

FACT_OF = {
    "renal_impairment": "renal_function",
    "allergy": "allergies",
    "interaction": "medicines",
}
"""The fact to ask where a contraindication and its fact have different keys."""

FERTILE_YEARS = (10, 56)  # from, below: nobody else is asked about pregnancy
IMPLIED_BY = {"pregnancy": "pregnancy_weeks", "immunosuppression": "neutropenia_risk"}
"""Facts that another answer settles, whatever was answered to themselves."""

SHOWN_BY_MEDICINES = {
    "qt_prolongation": "qt_prolonging",
    "immunosuppression": "immunosuppressants",
}
"""Facts that a medicine taken now settles, whatever was answered: the group that does."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who would take a medicine, as far as is known."""

    facts: Facts
    age: Age | None = None
    sex: Sex = Sex.UNKNOWN


def cautions(
    given: Treatment | Preparation, facts: Facts, age: Age | None, sex: Sex = Sex.UNKNOWN
) -> tuple[Caution, ...]:
    """Everything that can stand against a treatment, and how it stands for this patient.

    given: a line of a memo, or a substance by a route. A memo's own `avoid` is added to the table,
    and what its disease outweighs (`despite`) no longer forbids. An age in days among the facts
    beats the age.
    Raises: KeyError where the table has no such medicine.
    """
    prepared = preparation_of(given) if isinstance(given, Treatment) else given
    own, despite = (given.avoid, given.despite) if isinstance(given, Treatment) else ((), ())
    days = facts.get("age_days")
    patient = Taker(facts, age if days is None else age_of_days(float(days)), sex)
    found = (_caution(one, prepared, one in own, patient) for one in reasons(prepared, own))
    return tuple(_weighed(one, despite) for one in found)


def reasons(prepared: Preparation | None, own: tuple[str, ...] = ()) -> Iterator[str]:
    """Keys of what can stand against a preparation, or a measure, in the order of REASONS."""
    found = set(own)
    if prepared is not None:
        found |= prepared.avoid | prepared.care
        found |= {"allergy"} if prepared.allergy else set()
        found |= {"renal_impairment"} if prepared.kidney else set()
        found |= {"interaction"} if prepared.interacts else set()
    yield from (reason for reason in REASONS if reason in found)


def _weighed(caution: Caution, despite: tuple[str, ...]) -> Caution:
    outweighed = caution.why is Why.AVOID and caution.reason in despite
    return replace(caution, why=Why.OUTWEIGHED) if outweighed else caution


def _caution(reason: str, prepared: Preparation | None, own: bool, patient: Taker) -> Caution:
    if reason == "allergy" and prepared is not None:
        return allergy(prepared, patient.facts)
    if reason == "interaction" and prepared is not None:
        return interaction(prepared, patient.facts)
    if reason in SHOWN_BY_MEDICINES:
        inn = prepared.inn if prepared else ""
        shown = taken(reason, SHOWN_BY_MEDICINES[reason], inn, patient.facts)
        if shown is not None:
            return shown
    why = Why.AVOID if own or prepared is None or reason in prepared.avoid else Why.CARE
    if reason == "child":
        return _child(prepared, why, patient)
    if reason == "renal_impairment":
        return _kidney(prepared, patient)
    if reason == "infection":
        return Caution(reason, Why.JUDGE)
    return Caution(reason, _answered(reason, why, patient))


def _answered(reason: str, why: Why, patient: Taker) -> Why:
    """A yes-or-no fact; sex and age settle what cannot be."""
    answer, implied = (patient.facts.get(key) for key in (reason, IMPLIED_BY.get(reason, "")))
    if answer is True or (implied is not None and implied is not False):
        return why
    if answer is False or (reason in ("pregnancy", "breastfeeding") and not _may_bear(patient)):
        return Why.CLEAR
    return Why.UNANSWERED


def _may_bear(patient: Taker) -> bool:
    if patient.sex is Sex.MALE:
        return False
    age, (first, past) = patient.age, FERTILE_YEARS
    return age is None or (age.is_below(first) is not True and age.is_below(past) is not False)


def _child(prepared: Preparation | None, why: Why, patient: Taker) -> Caution:
    years = prepared.child_below if prepared else ADULT_YEARS
    weight_kg = prepared.weight_below if prepared else 0.0
    if weight_kg and "weight" in patient.facts:
        light = float(patient.facts["weight"]) < weight_kg
        return Caution("child", why if light else Why.CLEAR)
    if patient.age is None:
        return Caution("child", Why.UNANSWERED)
    young = _younger(patient.age, years)
    weighed = not weight_kg or patient.age.is_below(ADULT_YEARS) is False
    if young is None or (young is False and not weighed):  # a child whose weight decides
        return Caution("child", Why.UNANSWERED)
    return Caution("child", why if young else Why.CLEAR)


def _younger(age: Age, years: float) -> bool | None:
    """Below an age limit, which is a part of a year for infants."""
    if years == int(years):
        return age.is_below(years)
    return age.is_below_days(years * DAYS_PER_YEAR)


def _kidney(prepared: Preparation | None, patient: Taker) -> Caution:
    value = patient.facts.get("renal_function")
    kidney = prepared.kidney if prepared else None
    if value is None or kidney is None:
        return Caution("renal_impairment", Why.UNANSWERED)
    egfr = float(value)
    if egfr >= kidney.look_up:
        return Caution("renal_impairment", Why.CLEAR, f"{egfr:g}")
    on_skin = prepared is not None and prepared.route == "topical"
    why = Why.KIDNEY_CARE if on_skin else Why.KIDNEY_LOOK_UP
    return Caution(
        "renal_impairment", Why.KIDNEY_AVOID if egfr < kidney.avoid else why, f"{egfr:g}"
    )
