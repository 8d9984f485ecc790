"""Who this is about, in one line."""

from __future__ import annotations

from datetime import date

import streamlit as st

from skin_core.domain.case import ClinicianAssessment, Patient
from skin_core.domain.facts import Facts
from skin_core.facts import fact_text, when_text
from skin_core.i18n import t
from skin_core.ui import drafting
from skin_core.ui.plain import plain, plain_badge

DAYS_SHOWN, DAYS_PER_MONTH = 31, 30.44
EXACT_BELOW_YEARS = 3


def patient_line(
    patient: Patient,
    facts: Facts,
    visit_date: str,
    assessment: ClinicianAssessment | None,
    language: str,
) -> None:
    """Name, age, sex, number; lesion, visit; whether it is signed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        day = date.fromisoformat(visit_date)
        st.markdown(patient_words(patient, language, day), width="content")
        if patient.code:
            st.badge(plain_badge(patient.code), color="gray", icon=":material/tag:")
        if site := site_text(facts, language):
            label = t("app.patient.lesion", language, site=site)
            st.badge(label, color="gray", icon=":material/location_on:")
        visit = t("app.patient.visit", language, date=when_text(visit_date, language))
        st.badge(visit, color="gray", icon=":material/calendar_month:")
        st.space("stretch")
        _signature(assessment, language)


def _signature(assessment: ClinicianAssessment | None, language: str) -> None:
    if assessment and assessment.is_signed:
        label = t("app.patient.signed", language, name=plain_badge(assessment.signed_by))
        st.badge(label, color="green", icon=":material/verified:")
    else:
        st.badge(
            t("app.patient.preliminary", language), color="orange", icon=":material/edit_note:"
        )


def patient_words(patient: Patient, language: str, on: date | None = None) -> str:
    """Name, age and sex as markdown, the name safe. on: the day of a visit; None for today."""
    name = plain(patient.name) or t("app.patient.unnamed", language)
    return f"**{name}** · {age_text(patient, language, on)} · {sex_text(patient, language)}"


def age_text(patient: Patient, language: str, on: date | None = None) -> str:
    """The age in words: of a small child "20 d" or "8 mo", and "0–1 y" by the year alone.

    on: the day of a visit; None for today.
    """
    day = on or drafting.now().date()
    age = patient.age_on(day)
    if patient.is_born_after(day):
        return t("app.patient.born_later", language)
    if age is None:
        return t("app.patient.age_unknown", language)
    is_small = age.low_years < EXACT_BELOW_YEARS
    if patient.birth_date and is_small:
        if age.low < DAYS_SHOWN:
            return t("report.age.days", language, count=int(age.low))
        return t("report.age.months", language, count=int(age.low / DAYS_PER_MONTH))
    if patient.birth_date:
        return t("app.patient.age", language, years=age.years)
    years = day.year - (patient.birth_year or 0)
    if is_small and years:
        return t("app.patient.age", language, years=f"{years - 1}–{years}")
    return t("app.patient.age", language, years=years)


def sex_text(patient: Patient, language: str) -> str:
    """The sex in words."""
    return t(f"app.sex.{patient.sex.value}", language)


def site_text(facts: Facts, language: str) -> str:
    """Side and site of the lesion; "" where neither is known."""
    words = [fact_text(key, facts[key], language) for key in ("side", "site") if key in facts]
    return " · ".join(words)
