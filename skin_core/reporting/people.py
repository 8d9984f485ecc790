"""Patient and doctor on paper: how old, since when ill, how to reach them."""

from __future__ import annotations

from datetime import date

from skin_core.domain.age import Age, surest
from skin_core.domain.case import Case, Sex
from skin_core.narrative.speech import Speech
from skin_core.reporting.options import ReportOptions

DAYS_SHOWN, WEEKS_SHOWN, MONTHS_SHOWN = 14, 60, 730  # days up to which a span is told in each
DAYS_PER_MONTH, DAYS_PER_YEAR = 30.44, 365.25
CHILD_YEARS = 16  # younger than that, the sheet speaks to a parent


def age_text(case: Case, speech: Speech) -> str:
    """Age on the day of the visit: "62 y", of a small child "8 mo" or "20 d"; "" where unknown."""
    age = _age(case)
    return speech.age(age) if age else ""


def described(case: Case, speech: Speech) -> str:
    """Who it is, as a sentence begins: "62-year-old woman", "Woman, age unknown"."""
    kind = "child" if is_child(case) else "adult"
    sex = case.patient.sex if case.patient.sex in (Sex.FEMALE, Sex.MALE) else Sex.OTHER
    who = speech.t(f"letter.opening.{kind}_{sex}")
    if age := _age_words(case, speech):
        key = "person_other" if sex is Sex.OTHER else "person"
        return speech.t(f"letter.opening.{key}", age=age, who=who)
    told = speech.t("letter.opening.age_unknown", who=who)
    return told[:1].upper() + told[1:]


def _age_words(case: Case, speech: Speech) -> str:
    if (age := _age(case)) is None:
        return ""
    unit, count = age.told()
    return speech.t(f"letter.opening.{unit}", count=count)


def is_child(case: Case) -> bool:
    """Whether the patient is known to be younger than sixteen."""
    age = _age(case)
    return age is not None and age.high_years < CHILD_YEARS


def person_text(case: Case, speech: Speech) -> str:
    """Whom a letter is about: "this woman (62 y)"."""
    kind = "child" if is_child(case) else "adult"
    sex = case.patient.sex if case.patient.sex in (Sex.FEMALE, Sex.MALE) else Sex.OTHER
    age = age_text(case, speech)
    if not age:
        return speech.t(f"letter.who.{sex}")
    return speech.t(f"letter.who.{kind}_{sex}", age=age)


def duration_text(onset: str, visit: str, speech: Speech) -> str:
    """For how long, and since when: "3 days (since 18 Nov 2026)". onset: ISO, with or without hour.

    A beginning after the visit has no length.
    """
    since = speech.when(onset)
    days = (date.fromisoformat(visit[:10]) - date.fromisoformat(onset[:10])).days
    if days < 0:
        return since
    return speech.t("letter.since", span=_span(days, speech), since=since)


def _span(days: int, speech: Speech) -> str:
    if days == 0:
        return speech.t("letter.span.today")
    if days <= DAYS_SHOWN:
        return _counted("days", days, speech)
    if days <= WEEKS_SHOWN:
        return _counted("weeks", days // 7, speech)
    if days <= MONTHS_SHOWN:
        return _counted("months", int(days / DAYS_PER_MONTH), speech)
    return _counted("years", int(days / DAYS_PER_YEAR), speech)


def _counted(unit: str, count: int, speech: Speech) -> str:
    key = f"letter.span.{unit}_one" if count == 1 else f"letter.span.{unit}"
    return speech.t(key, count=count)


def _age(case: Case) -> Age | None:
    """On the day of the visit."""
    days = case.facts.get("age_days")
    entered = case.patient.age_on(date.fromisoformat(case.visit_date))
    return surest(entered, None if days is None else float(days))


def patient_contact(case: Case, speech: Speech) -> str:
    """Date of birth and telephone of the patient, as far as they were entered."""
    patient, words = case.patient, []
    if patient.birth_date:
        date_words = speech.when(patient.birth_date)
        words.append(speech.t("letter.born", date=date_words))
    if patient.phone.strip():
        words.append(speech.t("letter.phone", phone=one_line(patient.phone)))
    return " · ".join(words)


def referrer_text(options: ReportOptions, speech: Speech) -> str:
    """Who refers, with licence and telephone, as far as Settings hold them."""
    words = [one_line(options.clinician_name)]
    if licence := one_line(options.clinician_licence):
        words.append(speech.t("letter.licence", number=licence))
    if phone := one_line(options.clinic_phone):
        words.append(speech.t("letter.phone", phone=phone))
    return " · ".join(filter(None, words))


def one_line(text: str) -> str:
    """Words on one line, as a name or a number is printed."""
    return " ".join(text.split())
