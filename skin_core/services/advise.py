"""Advice on a case told in plain values, nothing stored: for command line and REST API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np

from skin_core.catalogue import ModelSpec
from skin_core.diseases import all_diseases, unknown_to
from skin_core.domain.age import Age, age_of_date, age_of_year, age_of_years
from skin_core.domain.analysis import Advice, CaseAnalysis, Urgency
from skin_core.domain.case import Sex
from skin_core.domain.facts import Facts
from skin_core.domain.photo import PhotoKind
from skin_core.errors import InvalidCase
from skin_core.facts import validate_all
from skin_core.inference import calibrate
from skin_core.inference.networks import Models
from skin_core.rules import Known
from skin_core.services.analyse import advise_without_photo, readvise
from skin_core.services.onsets import check_onsets

OLDEST_YEARS = 130
_GIVEN = "given"  # stands for the photo that only its probabilities are known of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCase:
    """A case as another program tells it.

    now: with or without offset: the clinic's wall clock. birth_date: ISO date, or ""; it beats
    birth_year, which beats age_years.
    diagnosis, excluded: taxonomy keys. kind: None where there is no photo.
    probabilities: of the classes of that kind's model, 0..1; those not named share the rest evenly.
    """

    now: datetime
    sex: Sex = Sex.UNKNOWN
    age_years: float | None = None
    birth_date: str = ""
    birth_year: int | None = None
    facts: Facts = field(default_factory=dict)
    diagnosis: str = ""
    excluded: tuple[str, ...] = ()
    kind: PhotoKind | None = None
    probabilities: Mapping[str, float] = field(default_factory=dict)


def advise_on(told: ToldCase, models: Models) -> CaseAnalysis:
    """What the rules say of the case; its photo, if any, read as the app reads one.

    Raises: InvalidCase, UnknownFact, InvalidFact, WeightsDamaged, ModelNotChosen.
    """
    facts, known = judged_by(told)
    if told.kind is None:
        return advise_without_photo(facts, told.now, known)
    spec = models.answering(told.kind)
    return readvise(_judged(_chances(told.probabilities, spec), spec), facts, told.now, known)


def judged_by(told: ToldCase) -> tuple[Facts, Known]:
    """The facts, checked, and what else the rules may use.

    Raises: InvalidCase, UnknownFact, InvalidFact.
    """
    known = Known(
        age=_age(told),
        sex=told.sex,
        diagnosis=_disease(told.diagnosis),
        concluded=bool(told.diagnosis),
        excluded=tuple(map(_disease, told.excluded)),
    )
    if told.diagnosis and told.diagnosis in told.excluded:
        raise InvalidCase(field="excluded", value=told.diagnosis)
    facts = validate_all(told.facts)
    check_onsets(facts, known.age, told.now)
    return facts, known


def _age(told: ToldCase) -> Age | None:
    if told.birth_date:
        try:
            age = age_of_date(date.fromisoformat(told.birth_date), told.now.date())
        except ValueError as error:
            raise InvalidCase(field="birth_date", value=told.birth_date) from error
        if age is None or age.years > OLDEST_YEARS:
            raise InvalidCase(field="birth_date", value=told.birth_date)
        return age
    if told.birth_year is not None:
        if not 0 <= told.now.year - told.birth_year <= OLDEST_YEARS:
            raise InvalidCase(field="birth_year", value=told.birth_year)
        return age_of_year(told.birth_year, told.now.date())
    if told.age_years is None:
        return None
    if not 0 <= told.age_years <= OLDEST_YEARS:
        raise InvalidCase(field="age_years", value=told.age_years)
    return age_of_years(told.age_years)


def _disease(label: str) -> str:
    if label and label not in all_diseases():
        raise InvalidCase(field="diagnosis", value=label)
    return label


def _chances(named: Mapping[str, float], spec: ModelSpec) -> calibrate.Floats:
    """A probability for every class; those not named share what is left evenly."""
    for label, chance in named.items():
        if label not in spec.labels or not 0 <= chance <= 1:
            raise InvalidCase(field="probabilities", value=f"{label}: {chance}")
    left = 1 - sum(named.values())
    others = len(spec.labels) - len(named)
    if left < -1e-6 or (others == 0 and left > 1e-6):
        raise InvalidCase(field="probabilities", value=f"{1 - left:g}")
    share = max(0.0, left) / max(1, others)
    return np.array([named.get(label, share) for label in spec.labels], np.float64)


def _judged(chances: calibrate.Floats, spec: ModelSpec) -> CaseAnalysis:
    return CaseAnalysis(
        photos=(),
        kind=PhotoKind(spec.kind),
        model=spec.name,
        pooled=(_GIVEN,),
        facts={},
        advice=Advice(Urgency.UNKNOWN),
        unknown_to_model=unknown_to(spec.labels),
        elapsed_ms={},
        **calibrate.answer_of(chances, spec).as_fields(),
    )
