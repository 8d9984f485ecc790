"""Treatments of a lesion: entered, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, TypedDict, Unpack

import streamlit as st

from skin_core.domain.course import Course
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.narrative.course import changes_of, treatment_text
from skin_core.services import diary
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.erased import forget_erased
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors, explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, is_shown, seed, session, widget_value, worded

NEW = "follow.new."
LONGEST = 200  # characters
FIRST = {
    "kind": TreatmentKind.MEDICINE,
    "name": "",
    "dose": "",
    "started": None,
    "ended": None,
    "sessions": 0,
}


class Noted(TypedDict, total=False):
    """What a widget calls when its value changes."""

    on_change: Callable[[str], None]
    args: tuple[str]


def treatments(course: Course) -> None:
    """What was entered, one line each, and the form for another."""
    st.subheader(say("diary.treatment.title"), anchor=False)
    with steady():  # what is being typed below stays where it is
        if not course.treatments:
            st.caption(say("diary.treatment.none"))
        for one in course.treatments:
            _line(one)
        if twice := diary.entered_twice(course.treatments):
            names = plain(speech().listed(twice))
            st.caption(f":material/warning: {say('diary.treatment.twice', names=names)}")
        _withdrawn(course.last.lesion.lesion_id)
    label, lesion_id = say("diary.treatment.add"), course.last.lesion.lesion_id
    is_begun = bool(_begun(lesion_id))
    with st.expander(label, icon=":material/add:", expanded=is_begun, key="follow.treatment"):
        _form(lesion_id)


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
    if one.kind.is_counted:
        sessions = _sessions(one.sessions, f"{key}.sessions")
    now, by = drafting.now(), drafting.clinician_name()
    with st.container(horizontal=True):
        if st.button(say("diary.treatment.keep"), type="primary", key=f"{key}.keep"):
            ended_on = ended.isoformat() if ended else ""
            with explain_errors():
                diary.change_treatment(
                    resources.store(), one, now=now, ended_on=ended_on, sessions=sessions, by=by
                )
                _drawn_anew("diary.treatment.changed")
        if st.button(
            say("diary.treatment.withdraw"),
            icon=":material/undo:",
            key=f"{key}.withdraw",
            help=say("diary.treatment.withdraw_help"),
        ):
            with explain_errors():
                diary.change_treatment(resources.store(), one, now=now, by=by)
                session().withdrawn = one
                _drawn_anew("diary.treatment.withdrawn")
    for was in changes_of(one, speech()):
        st.caption(plain(was))


def _withdrawn(lesion_id: str) -> None:
    """What was withdrawn last, with the way back."""
    one = session().withdrawn
    if one is None or one.lesion_id != lesion_id:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="follow.withdrawn"):
        words = f"{plain(treatment_text(one, speech()))} – {say('diary.treatment.withdrawn')}"
        st.caption(words, width="content")
        st.button(
            say("diary.treatment.restore"),
            icon=":material/undo:",
            type="tertiary",
            key="follow.restore",
            on_click=_restore,
            args=(one,),
        )


@explained
def _restore(one: Treatment) -> None:
    now, by = drafting.now(), drafting.clinician_name()
    diary.restore_treatment(resources.store(), one, now=now, by=by)
    session().withdrawn = None


def _key_of(lesion_id: str, field: str) -> str:
    """Of a widget: what was begun for one patient is never kept for another."""
    key = f"{NEW}{lesion_id}.{field}"
    return worded(key) if field == "kind" else key


def _noted(lesion_id: str) -> None:
    """What is entered is there again after another page."""
    keys = {field: _key_of(lesion_id, field) for field in FIRST}
    told = {field: widget_value(key) for field, key in keys.items() if is_shown(key)}
    _begun(lesion_id).update(told)
    _begun_since_start()[lesion_id] = dict(_begun(lesion_id))


def _begun(lesion_id: str) -> dict[str, object]:
    """What is entered of a new treatment; a tab begins with what was entered so far."""
    treating = session().treating
    if lesion_id not in treating:
        treating[lesion_id] = dict(_begun_since_start().get(lesion_id, {}))
    return treating[lesion_id]


@st.cache_resource(show_spinner=False)
def _begun_since_start() -> dict[str, dict[str, object]]:
    """Treatments entered in any window and not kept, by lesion: a reload goes on with them."""
    begun: dict[str, dict[str, object]] = {}
    forget_erased(begun, diary.course_of)
    return begun


def _form(lesion_id: str) -> None:
    """What is asked of a new treatment; sessions only of what is counted by them."""
    told = {**FIRST, "started": drafting.now().date(), **_begun(lesion_id)}
    keys = {
        field: seed(_key_of(lesion_id, field), value)
        for field, value in told.items()
        if field != "sessions"
    }
    noted: Noted = {"on_change": _noted, "args": (lesion_id,)}
    kind = st.segmented_control(
        say("diary.treatment.kind"),
        list(TreatmentKind),
        format_func=lambda one: say(f"diary.kind.{one}"),
        key=keys["kind"],
        required=True,
        **noted,
    )
    name = st.text_input(
        say("diary.treatment.name"),
        key=keys["name"],
        max_chars=LONGEST,
        placeholder=say("diary.treatment.name_hint"),
        **noted,
    )
    dose = st.text_input(say("diary.treatment.dose"), key=keys["dose"], max_chars=LONGEST, **noted)
    days, sessions = _when(keys, noted), 0
    if TreatmentKind(str(kind)).is_counted:
        # Seeded where it is drawn: a value without a field would outlive what is entered there.
        key = seed(_key_of(lesion_id, "sessions"), told["sessions"])
        sessions = _sessions("min", key, **noted)
    new = f"{NEW}{lesion_id}."
    if st.button(say("diary.treatment.keep"), type="primary", key=f"{new}keep", disabled=not name):
        entered = (TreatmentKind(str(kind)), name, dose, sessions)
        with explain_errors():
            by, now = drafting.clinician_name(), drafting.now()
            diary.add_treatment(resources.store(), lesion_id, entered, days, now=now, by=by)
            forget(new)
            session().treating[lesion_id] = {}
            _begun_since_start().pop(lesion_id, None)
            _drawn_anew("diary.treatment.kept")


def _when(keys: Mapping[str, str], noted: Noted) -> tuple[str, str]:
    """From when to when, ISO dates."""
    with st.container(horizontal=True):
        started = st.date_input(
            say("diary.treatment.started"),
            key=keys["started"],
            format="YYYY-MM-DD",
            width=170,
            **noted,
        )
        ended = st.date_input(
            say("diary.treatment.ended"),
            value=None,
            key=keys["ended"],
            format="YYYY-MM-DD",
            width=230,
            **noted,
        )
    return started.isoformat(), ended.isoformat() if ended else ""


def _sessions(value: int | Literal["min"], key: str, **noted: Unpack[Noted]) -> int:
    return int(
        st.number_input(
            say("diary.treatment.sessions"),
            min_value=0,
            max_value=diary.MOST_SESSIONS,
            value=value,
            key=key,
            width=230,
            **noted,
        )
    )


def _drawn_anew(words: str) -> None:
    session().notices.append(say(words))
    st.rerun()


def _key(one: Treatment) -> str:
    return f"follow.treatment.{one.treatment_id}"
