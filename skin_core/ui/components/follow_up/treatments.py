"""Treatments of a lesion: entered, changed, withdrawn."""

from __future__ import annotations

from datetime import date

import streamlit as st

from skin_core.domain.course import Course
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.narrative.course import treatment_text
from skin_core.services import diary
from skin_core.ui import drafting, resources
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session, worded


def treatments(course: Course) -> None:
    """What was entered, one line each, and the form for another."""
    st.subheader(say("diary.treatment.title"), anchor=False)
    if not course.treatments:
        st.caption(say("diary.treatment.none"))
    for one in course.treatments:
        _line(one)
    label = say("diary.treatment.add")
    with st.expander(label, icon=":material/add:", key="follow.treatment"):
        _form(course.last.lesion.lesion_id)


def _line(one: Treatment) -> None:
    with st.container(
        key=f"follow-row-{one.treatment_id}", horizontal=True, vertical_alignment="center"
    ):
        time = speech().moment(one.entered_at)
        by = plain(one.entered_by)
        entered = (
            say("diary.treatment.entered_by", time=time, name=by)
            if by
            else say("diary.treatment.entered", time=time)
        )
        st.markdown(f"{plain(treatment_text(one, speech()))}  \n:small[:gray[{entered}]]")
        with st.popover(
            say("diary.treatment.change"), icon=":material/edit:", key=f"{_key(one)}.change"
        ):
            _change(one)


def _change(one: Treatment) -> None:
    key = _key(one)
    ended = st.date_input(
        say("diary.treatment.end_on"),
        value=date.fromisoformat(one.ended_on) if one.ended_on else None,
        key=f"{key}.ended",
        format="YYYY-MM-DD",
    )
    sessions = one.sessions
    if one.kind is TreatmentKind.PHOTOTHERAPY:
        sessions = st.number_input(
            say("diary.treatment.sessions"),
            min_value=0,
            max_value=diary.MOST_SESSIONS,
            value=one.sessions,
            key=f"{key}.sessions",
        )
    with st.container(horizontal=True):
        if st.button(say("diary.treatment.keep"), type="primary", key=f"{key}.keep"):
            ended_on = ended.isoformat() if ended else ""
            with explain_errors():
                diary.change_treatment(
                    resources.store(), one, now=drafting.now(), ended_on=ended_on, sessions=sessions
                )
                _drawn_anew("diary.treatment.changed")
        if st.button(
            say("diary.treatment.withdraw"),
            icon=":material/undo:",
            key=f"{key}.withdraw",
            help=say("diary.treatment.withdraw_help"),
        ):
            with explain_errors():
                diary.change_treatment(resources.store(), one, now=drafting.now())
                _drawn_anew("diary.treatment.withdrawn")


def _form(lesion_id: str) -> None:
    with st.form("follow.treatment.form", clear_on_submit=False, border=False):
        kind = st.segmented_control(
            say("diary.treatment.kind"),
            list(TreatmentKind),
            format_func=lambda one: say(f"diary.kind.{one}"),
            default=TreatmentKind.MEDICINE,
            key=worded("follow.treatment.kind"),
            required=True,
        )
        left, right = st.columns(2)
        name = left.text_input(
            say("diary.treatment.name"),
            key="follow.treatment.name",
            placeholder=say("diary.treatment.name_hint"),
        )
        dose = right.text_input(say("diary.treatment.dose"), key="follow.treatment.dose")
        with st.container(horizontal=True):
            today = drafting.now().date()
            started = st.date_input(
                say("diary.treatment.started"), value=today, key="follow.treatment.started",
                format="YYYY-MM-DD", width=180,
            )  # fmt: skip
            ended = st.date_input(
                say("diary.treatment.ended"), value=None, key="follow.treatment.ended",
                format="YYYY-MM-DD", width=220,
            )  # fmt: skip
            sessions = st.number_input(
                say("diary.treatment.sessions"), min_value=0, max_value=diary.MOST_SESSIONS,
                value=0, key="follow.treatment.sessions", width=180,
            )  # fmt: skip
        if st.form_submit_button(say("diary.treatment.keep"), type="primary"):
            days = (started.isoformat(), ended.isoformat() if ended else "")
            told = (TreatmentKind(str(kind)), name, dose, int(sessions))
            with explain_errors():
                by, now = drafting.clinician_name(), drafting.now()
                diary.add_treatment(resources.store(), lesion_id, told, days, now=now, by=by)
                _drawn_anew("diary.treatment.kept")


def _drawn_anew(words: str) -> None:
    session().notices.append(say(words))
    st.rerun()


def _key(one: Treatment) -> str:
    return f"follow.treatment.{one.treatment_id}"
