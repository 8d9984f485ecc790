"""Who this is about, in one line."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import ClinicianAssessment, Patient
from skin_core.domain.facts import Facts
from skin_core.facts import fact_text, when_text
from skin_core.i18n import t
from skin_core.ui.drafting import age_years
from skin_core.ui.plain import plain


def patient_line(
    patient: Patient,
    facts: Facts,
    visit_date: str,
    assessment: ClinicianAssessment | None,
    language: str,
) -> None:
    """Name, age, sex, number; lesion, visit; whether it is signed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(patient_words(patient, language), width="content")
        if patient.code:
            st.badge(plain(patient.code), color="gray", icon=":material/tag:")
        if site := site_text(facts, language):
            label = t("app.patient.lesion", language, site=site)
            st.badge(label, color="gray", icon=":material/location_on:")
        visit = t("app.patient.visit", language, date=when_text(visit_date, language))
        st.badge(visit, color="gray", icon=":material/calendar_month:")
        st.space("stretch")
        _signature(assessment, language)


def _signature(assessment: ClinicianAssessment | None, language: str) -> None:
    if assessment and assessment.is_signed:
        label = t("app.patient.signed", language, name=plain(assessment.signed_by))
        st.badge(label, color="green", icon=":material/verified:")
    else:
        st.badge(
            t("app.patient.preliminary", language), color="orange", icon=":material/edit_note:"
        )


def patient_words(patient: Patient, language: str) -> str:
    """Name, age and sex as markdown, the name safe."""
    name = plain(patient.name) or t("app.patient.unnamed", language)
    return f"**{name}** · {age_text(patient, language)} · {sex_text(patient, language)}"


def age_text(patient: Patient, language: str) -> str:
    """The age in words."""
    years = age_years(patient)
    if years is None:
        return t("app.patient.age_unknown", language)
    return t("app.patient.age", language, years=years)


def sex_text(patient: Patient, language: str) -> str:
    """The sex in words."""
    return t(f"app.sex.{patient.sex.value}", language)


def site_text(facts: Facts, language: str) -> str:
    """Side and site of the lesion; "" where neither is known."""
    words = [fact_text(key, facts[key], language) for key in ("side", "site") if key in facts]
    return " · ".join(words)
