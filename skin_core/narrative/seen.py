"""What was entered, as the pictures of the diseases name it; what was not entered is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from skin_core.domain.age import DAYS_PER_MONTH, DAYS_PER_YEAR, Age, surest
from skin_core.domain.case import Sex
from skin_core.domain.facts import Facts, FactSpec, FactType, FactValue
from skin_core.domain.picture import Range
from skin_core.facts import all_facts
from skin_core.rules.clock import hours_since, local, span
from skin_core.rules.known_facts import with_implied

STRONG_FROM = 7  # of 10, itch and pain. Reference: Reich et al., Acta Derm Venereol 2012;92:497
PRODROME = timedelta(days=14)  # pain that began longer before the rash is another matter
DEGREES = ("itch", "pain")  # of 10
OTHERWISE = ("side", "unilateral", "rash_onset", "pain_onset", "duration")  # not one by one
DAY_H = 24.0
SPOKEN: Mapping[str, Range] = {  # hours that "for weeks" may mean
    "days": Range(0, 14 * DAY_H),
    "weeks": Range(7 * DAY_H, 60 * DAY_H),
    "months": Range(60 * DAY_H, 730 * DAY_H),
    "years": Range(365 * DAY_H, 120 * DAYS_PER_YEAR * DAY_H),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered. now: the clinic's wall clock; None where it is not known any more."""

    facts: Facts
    age: Age | None = None
    sex: Sex = Sex.UNKNOWN
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was entered, with its topic as in a Picture.

    states: most telling first. extent: what an age or a course may mean, in days or hours; then
    the state is its unit and `count` the number.
    """

    topic: str
    states: tuple[str, ...]
    count: str = ""
    extent: Range | None = None


def observed(entered: Entered) -> tuple[Seen, ...]:
    """Everything that was entered and can be held against a picture."""
    facts = with_implied(entered.facts)
    answers = (_answer(spec, facts[key]) for key, spec in all_facts().items() if key in facts)
    age = _age(entered)
    found = (*_patient(age, entered.sex), *_side(facts), *_course(facts, age, entered.now))
    return tuple(seen for seen in (*found, *_pain_first(facts), *answers) if seen)


def _answer(spec: FactSpec, value: FactValue) -> Seen | None:
    if spec.key in OTHERWISE:
        return None
    if spec.type is FactType.YES_NO:
        return Seen(spec.key, ("yes" if value else "no",))
    if spec.type is FactType.CHOICE and value in {choice.key for choice in spec.choices}:
        return Seen(spec.key, (str(value), "elsewhere"))
    if spec.key in DEGREES:
        degree = float(value)
        states = ("strong", "some") if degree >= STRONG_FROM else ("some",)
        return Seen(spec.key, states if degree else ("none",))
    return None


def _age(entered: Entered) -> Age | None:
    days = entered.facts.get("age_days")
    return surest(entered.age, None if days is None else float(days))


def _patient(age: Age | None, sex: Sex) -> Iterator[Seen]:
    if age:
        unit, count = age.told()
        yield Seen("age", (unit,), count, Range(age.low, age.high))
    if sex is not Sex.UNKNOWN:
        yield Seen("sex", (sex.value,))


def _side(facts: Facts) -> Iterator[Seen]:
    """One side, both, or the midline; nothing where two answers contradict each other."""
    side, only_one = facts.get("side"), facts.get("unilateral")
    if only_one is True and side not in ("both", "midline"):
        yield Seen("side", ("one",))
    elif only_one is False:
        yield Seen("side", ("midline" if side == "midline" else "both",))
    elif only_one is None and side:
        yield Seen("side", ("lateral" if side in ("left", "right") else str(side),))


def _course(facts: Facts, age: Age | None, now: datetime | None) -> Iterator[Seen]:
    """How long the rash is there: from its date, else from how it was told."""
    rash, told = str(facts.get("rash_onset", "")), str(facts.get("duration", ""))
    if rash:
        hours = hours_since(rash, local(now)) if now else None
        if hours and now:
            days = (local(now).date() - span(rash).start.date()).days
            yield Seen("course", *_duration(days), Range(hours.low, hours.high))
    elif told in SPOKEN:
        yield Seen("course", (f"some_{told}",), extent=SPOKEN[told])
    elif told == "since_birth" and age:
        yield Seen("course", (told,), extent=Range(age.low * DAY_H, age.high * DAY_H))


def _pain_first(facts: Facts) -> Iterator[Seen]:
    """Whether pain came before the rash, as far as the days and hours tell."""
    rash, pain = (str(facts.get(key, "")) for key in ("rash_onset", "pain_onset"))
    if rash and pain and span(pain).end <= span(rash).start <= span(pain).end + PRODROME:
        yield Seen("pain_first", ("yes",))


def _duration(days: int) -> tuple[tuple[str, ...], str]:
    """Unit and number, in the unit that a doctor would use."""
    if days == 0:
        return ("today",), ""
    units = (("days", 1.0, 14), ("weeks", 7.0, 63), ("months", DAYS_PER_MONTH, 730))
    for unit, length, most in units:
        if days < most:
            return (unit,), f"{int(days / length)}"
    return ("years",), f"{int(days / DAYS_PER_YEAR + 1e-9)}"
