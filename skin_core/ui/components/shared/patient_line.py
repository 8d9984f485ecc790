"""Who this is about, in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

import streamlit as st

from skin_core.domain.age import surest
from skin_core.domain.case import ClinicianAssessment, Patient, Sex
from skin_core.domain.facts import Facts
from skin_core.ui import drafting
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

NO_FACTS: Facts = MappingProxyType({})


def patient_line(
    patient: Patient,
    facts: Facts,
    visit_date: str,
    assessment: ClinicianAssessment | None,
    ask: Callable[[], None] | None = None,
) -> None:
    """Name, age, sex, number; lesion, visit; whether it is signed. ask: drawn after the visit."""
    day = date.fromisoformat(visit_date)
    chips = [(":material/tag:", plain(patient.code))] if patient.code else []
    if site := site_text(facts):
        chips.append((":material/location_on:", say("app.patient.lesion", site=plain(site))))
    visit = say("app.patient.visit", date=plain(speech().when(visit_date)))
    chips.append((":material/calendar_month:", visit))
    badges = (f":gray-badge[{icon} {label}]" for icon, label in chips)
    words = (patient_words(patient, day, facts), *badges, _signature(assessment))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(" ".join(words), width="content")
        if ask:
            ask()


def _signature(assessment: ClinicianAssessment | None) -> str:
    if assessment and assessment.is_signed:
        label = say("app.patient.signed", name=plain(assessment.signed_by))
        return f":green-badge[:material/verified: {label}]"
    return f":orange-badge[:material/edit_note: {say('app.patient.preliminary')}]"


def patient_words(
    patient: Patient, on: date | None = None, facts: Facts = NO_FACTS, *, known_only: bool = False
) -> str:
    """Name, age and sex as markdown, the name safe. on: the day of a visit; None for today.

    facts: of the visit, since an infant's age in days is one. known_only: for a row of a list,
    where what was not entered is not told.
    """
    name = plain(patient.name) or say("app.patient.unnamed")
    age, sex = age_text(patient, on, facts), sex_text(patient)
    unknown = (say("app.patient.age_unknown"), say(f"app.sex.{Sex.UNKNOWN}"))
    told = (words for words in (age, sex) if not (known_only and words in unknown))
    return " · ".join((f"**{name}**", *told))


def age_text(patient: Patient, on: date | None = None, facts: Facts = NO_FACTS) -> str:
    """The age in words: of a small child "20 d" or "8 mo", and "0–1 y" by the year alone.

    on: the day of a visit; None for today. facts: of the visit.
    """
    day = on or drafting.now().date()
    if patient.is_born_after(day):
        return say("app.patient.born_later")
    days = facts.get("age_days")
    age = surest(patient.age_on(day), None if days is None else float(days))
    return speech().age(age) if age else say("app.patient.age_unknown")


def sex_text(patient: Patient) -> str:
    """The sex in words."""
    return say(f"app.sex.{patient.sex.value}")


def site_text(facts: Facts) -> str:
    """Side and site of the lesion; "" where neither is known."""
    words = [speech().answer_as_kept(key, facts[key]) for key in ("side", "site") if key in facts]
    return " · ".join(words)
