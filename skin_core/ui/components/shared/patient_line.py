"""Who this is about, in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

import streamlit as st

from skin_core.domain.age import surest
from skin_core.domain.case import ClinicianAssessment, Patient
from skin_core.domain.facts import Facts
from skin_core.ui import drafting
from skin_core.ui.plain import plain, plain_badge
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
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        day = date.fromisoformat(visit_date)
        st.markdown(patient_words(patient, day, facts), width="content")
        if patient.code:
            st.badge(plain_badge(patient.code), color="gray", icon=":material/tag:")
        if site := site_text(facts):
            label = say("app.patient.lesion", site=site)
            st.badge(label, color="gray", icon=":material/location_on:")
        visit = say("app.patient.visit", date=speech().when(visit_date))
        st.badge(visit, color="gray", icon=":material/calendar_month:")
        if ask:
            ask()
        st.space("stretch")
        _signature(assessment)


def _signature(assessment: ClinicianAssessment | None) -> None:
    if assessment and assessment.is_signed:
        label = say("app.patient.signed", name=plain_badge(assessment.signed_by))
        st.badge(label, color="green", icon=":material/verified:")
    else:
        st.badge(say("app.patient.preliminary"), color="orange", icon=":material/edit_note:")


def patient_words(patient: Patient, on: date | None = None, facts: Facts = NO_FACTS) -> str:
    """Name, age and sex as markdown, the name safe. on: the day of a visit; None for today.

    facts: of the visit, since an infant's age in days is one.
    """
    name = plain(patient.name) or say("app.patient.unnamed")
    return f"**{name}** · {age_text(patient, on, facts)} · {sex_text(patient)}"


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
    words = [speech().answer(key, facts[key]) for key in ("side", "site") if key in facts]
    return " · ".join(words)
