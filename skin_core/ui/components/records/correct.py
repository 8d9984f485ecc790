"""Correct what the records hold of a patient, and read what it was before."""

from __future__ import annotations

from datetime import date

import streamlit as st

from skin_core.domain.case import Case, Patient, Sex
from skin_core.domain.correction import Correction
from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.birth_date import BEYOND, FIRST_DAY, OLDEST
from skin_core.ui.components.shared.patient_line import sex_text
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, session, widget_value, worded

FIELDS = "records.correct."
WORDS = {"name": 120, "code": 120, "phone": 60}  # with the most that may be typed
ABOUT = {"by": 120, "reason": 300}


def correct_button(patient: Patient) -> None:
    """Opens the fields of a patient, filled with what is known."""
    if st.button(say("records.correct.open"), icon=":material/edit:", key="records.correct"):
        forget(FIELDS)
        _dialog(patient)


def corrections(case: Case) -> None:
    """That the patient's data were corrected, when, and what they were; nothing mostly."""
    found = records.corrections_of(resources.store(), case.patient.patient_id)
    if not found:
        return
    if records.as_signed(resources.store(), case).patient != case.patient:
        st.warning(say("records.correct.signed_stays"), icon=":material/history_edu:")
    day = speech().day(found[-1].at)
    label = say("records.correct.history", date=day)
    with st.expander(label, icon=":material/history_edu:", key="records.corrections"):
        for one in reversed(found):
            st.markdown(_was(one))


def _was(correction: Correction) -> str:
    was = correction.was
    exact, year = was.birth_date and speech().when(was.birth_date), was.birth_year
    born = "birth_date" if exact else "birth_year"
    words = [
        f"**{speech().moment(correction.at)}**",
        say("records.correct.was", words=plain(was.name) or say("app.patient.unnamed")),
        *([plain(was.code)] if was.code else []),
        *([f"{say(f'analyse.patient.{born}')} {exact or year}"] if exact or year else []),
        sex_text(was),
    ]
    about = [plain(one) for one in (correction.by, correction.reason) if one]
    return " · ".join(words) + (f"  \n:small[{' · '.join(about)}]" if about else "")


def _dialog(patient: Patient) -> None:
    # A tap beside it throws nothing typed away.
    @st.dialog(say("records.correct.title"), icon=":material/edit:", dismissible=False)
    def ask() -> None:
        with st.form("records.correct_form", border=False):
            _words(WORDS, patient)
            _birth(patient)
            st.segmented_control(
                say("analyse.patient.sex"),
                [sex.value for sex in Sex],
                format_func=lambda one: say(f"analyse.patient.sex_{one}"),
                default=patient.sex.value,
                key=seed(worded(f"{FIELDS}sex"), patient.sex.value),
                required=True,
            )
            _words(ABOUT, None)
            with st.container(horizontal=True, key="records.correct_end"):
                pressed = st.form_submit_button(
                    say("records.correct.keep"),
                    type="primary",
                    icon=":material/save:",
                    key="records.correct_keep",
                )
                left = st.form_submit_button(say("app.action.cancel"), key="records.correct_leave")
        if left:
            st.rerun()
        if pressed:
            with explain_errors():
                _keep(patient)

    ask()


def _words(fields: dict[str, int], patient: Patient | None) -> None:
    area = "analyse.patient" if patient else "records.correct"
    for name, most in fields.items():
        shown = getattr(patient, name) if patient else ""
        st.text_input(
            say(f"{area}.{name}"),
            value=shown,
            key=seed(f"{FIELDS}{name}", shown),
            max_chars=most,
            autocomplete="off",
        )


def _birth(patient: Patient) -> None:
    """Year and date; a clock that is wrong must not forbid what is stored."""
    today, day = drafting.now().date(), None
    if patient.birth_date:
        day = date.fromisoformat(patient.birth_date)
    this_year = max(today.year, patient.birth_year or 0)
    left, right = st.columns(2)
    left.number_input(
        say("analyse.patient.birth_year"),
        min_value=this_year - OLDEST,
        max_value=this_year,
        step=1,
        value=patient.birth_year,
        key=seed(f"{FIELDS}birth_year", patient.birth_year),
        placeholder=say("analyse.patient.birth_year_hint"),
    )
    right.date_input(
        say("analyse.patient.birth_date"),
        value=None,
        min_value=FIRST_DAY,
        max_value=max(today + BEYOND, day or FIRST_DAY),
        format="YYYY-MM-DD",
        key=seed(f"{FIELDS}birth_date", day),
    )


def _keep(patient: Patient) -> None:
    """Keep it and go back to the case; a birth in the future, or in two years, is asked about."""
    day, year = widget_value(f"{FIELDS}birth_date"), widget_value(f"{FIELDS}birth_year")
    if isinstance(day, date):
        born = speech().when(day.isoformat())
        if day > drafting.now().date() and day.isoformat() != patient.birth_date:
            st.warning(say("analyse.patient.birth_date_future", date=born))
            return
        if year is None or year == patient.birth_year:
            year = day.year  # one of the two was corrected: the other follows
        elif year != day.year:
            words = {"date": born, "year": f"{year}"}
            st.warning(say("analyse.patient.birth_date_contradicts", **words))
            return
    records.correct_patient(
        resources.store(),
        patient.patient_id,
        {
            **{name: _typed(name) for name in WORDS},
            "birth_date": day.isoformat() if isinstance(day, date) else "",
            "birth_year": year,
            "sex": Sex(str(widget_value(worded(f"{FIELDS}sex")))),
        },
        now=drafting.now(),
        by=_typed("by"),
        reason=_typed("reason"),
    )
    forget(FIELDS)
    drafting.take_correction(patient.patient_id)
    session().notices.append(say("records.correct.done"))
    st.rerun()


def _typed(name: str) -> str:
    return str(widget_value(f"{FIELDS}{name}") or "").strip()
