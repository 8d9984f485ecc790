"""The date of birth: what the rules need of a small child, and what beats the year of birth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from skin_core.domain.case import Patient
from skin_core.rules.situation import EXACT_BELOW_YEARS
from skin_core.ui import drafting
from skin_core.ui.feedback import explained
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, is_shown, seed, session, widget_value

FIRST_DAY = date(1900, 1, 1)
OLDEST = 120  # years
BEYOND = timedelta(days=730)  # a slip of the year can be typed, and is answered in words
PATIENT, ABOVE = "analyse.patient", "analyse.above"
PLACES = (PATIENT, ABOVE, "analyse.result.fact", "analyse.entry.fact")
Keep = Callable[[date | None], None]


def birth_date_input(
    patient: Patient,
    prefix: str,
    width: int | None = None,
    keep: Keep = drafting.set_birth_date,
) -> None:
    """The date alone; it is kept as soon as it is given, unless it lies in the future."""
    day = date.fromisoformat(patient.birth_date) if patient.birth_date else None
    key = seed(f"{prefix}.birth_date", day)
    st.date_input(
        say("analyse.patient.birth_date"),
        value=None,
        min_value=FIRST_DAY,
        max_value=max(drafting.now().date() + BEYOND, day or FIRST_DAY),  # the clock may be wrong
        format="YYYY-MM-DD",
        key=key,
        width=width or "stretch",
        on_change=_keep,
        args=(key, prefix, patient.patient_id, keep),
    )


def birth_date_question(patient: Patient, prefix: str) -> None:
    """The date as a question beside the advice, and why it is asked; or the year, of older ones."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        birth_date_input(patient, prefix, width=180)
        if not patient.birth_date and not needs_birth_date(patient):
            birth_year_input(patient, prefix)
        st.caption(say("analyse.patient.birth_date_why"), width="content")


def birth_year_input(patient: Patient, prefix: str) -> None:
    """The year alone, which is enough from three years on."""
    this_year = max(drafting.now().year, patient.birth_year or 0)  # the clock may be wrong
    key = seed(f"{prefix}.birth_year", patient.birth_year)
    st.number_input(
        say("analyse.patient.birth_year"),
        min_value=this_year - OLDEST,
        max_value=this_year,
        step=1,
        value=patient.birth_year,
        key=key,
        placeholder=say("analyse.patient.birth_year_hint"),
        width=150,
        on_change=_keep_year,
        args=(key, prefix),
    )


def needs_birth_date(patient: Patient) -> bool:
    """Whether the year alone is known of a small child, for whom weeks decide."""
    age = drafting.age(patient)
    return age is not None and not age.is_exact and age.low_years < EXACT_BELOW_YEARS


def birth_date_notes(patient: Patient) -> None:
    """What is wrong with it, or that it is needed."""
    if refused := session().refused_birth_dates.get(patient.patient_id):
        day = speech().when(refused)
        st.warning(say("analyse.patient.birth_date_future", date=day), icon=":material/event:")
    elif contradicts(patient):
        words = {
            "date": speech().when(patient.birth_date),
            "year": f"{patient.birth_year}",
        }
        text = say("analyse.patient.birth_date_contradicts", **words)
        st.warning(text, icon=":material/event:")
    elif needs_birth_date(patient):
        st.caption(f":material/event: {say('analyse.patient.birth_date_needed')}")


def contradicts(patient: Patient) -> bool:
    """Whether year and date of birth name two years."""
    if not patient.birth_date or patient.birth_year is None:
        return False
    return date.fromisoformat(patient.birth_date).year != patient.birth_year


@explained
def _keep(key: str, prefix: str, patient_id: str, keep: Keep) -> None:
    """Keep it; the other places on the page that ask the same are filled anew."""
    if not is_shown(key):
        return
    given = widget_value(key)
    day = given if isinstance(given, date) else None
    is_future = day is not None and day > drafting.now().date()
    session().refused_birth_dates.pop(patient_id, None)
    if day and is_future:
        session().refused_birth_dates[patient_id] = day.isoformat()
    keep(None if is_future else day)
    _fill_anew(prefix, "birth_date")
    forget(f"{PATIENT}.birth_year")


@explained
def _keep_year(key: str, prefix: str) -> None:
    if is_shown(key):
        drafting.set_patient(birth_year=widget_value(key))
        _fill_anew(prefix, "birth_year")


def _fill_anew(prefix: str, name: str) -> None:
    for other in PLACES:
        if other != prefix:
            forget(f"{other}.{name}")
