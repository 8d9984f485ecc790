"""A case without a name or number is asked for one before it is saved, in place and once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.domain.case import Draft
from skin_core.services import records, workbench
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.patient_line import patient_words
from skin_core.ui.feedback import explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say
from skin_core.ui.session import forget, is_shown, seed, session, widget_value

FIELDS = "analyse.naming."
MATCHES = 3


def is_nameless(then: str) -> bool:
    """Whether the name must be asked for first; it is asked with the next drawing of the page.

    then: what was wanted, "save" or "report".
    """
    draft = drafting.current()
    if draft.patient.name or draft.patient.code or workbench.is_sample(draft):
        return False
    session().naming = then
    return True


def name_question(without: Callable[[str], None]) -> None:
    """The question, where it was raised. without: saves all the same; called with what waited."""
    state, draft = session(), drafting.current()
    if not state.naming:
        return
    with st.container(key="analyse.naming", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            if draft.known_patient:
                st.markdown(patient_words(draft.patient, facts=draft.facts), width="content")
            else:
                _field("name", draft, 270)
                _field("code", draft, 170)
            if not (draft.patient.name or draft.patient.code):
                _nameless_button(without)
        if not (draft.patient.name or draft.patient.code):
            st.caption(say("analyse.naming.hint"))
        _matches(draft)


def _nameless_button(without: Callable[[str], None]) -> None:
    words, icon = say("analyse.naming.without"), ":material/person_off:"
    if st.button(words, icon=icon, key="analyse.naming.without"):
        without(session().naming)


def _field(name: str, draft: Draft, width: int) -> None:
    shown = getattr(draft.patient, name)
    key = seed(FIELDS + name, shown)
    st.text_input(
        say(f"analyse.patient.{name}"),
        value=shown,
        key=key,
        placeholder=say(f"analyse.patient.{name}_hint"),
        max_chars=120,
        live="400ms",
        width=width,
        autocomplete="off",
        on_change=_keep,
        args=(name, key),
    )


@explained
def _keep(name: str, key: str) -> None:
    if is_shown(key):
        drafting.set_patient(**{name: str(widget_value(key) or "").strip()})
        forget("analyse.patient")


def _matches(draft: Draft) -> None:
    """Patients of the records that it may be: one press, and the case is theirs."""
    wanted = draft.patient.name or draft.patient.code
    if not wanted or draft.known_patient:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for place, one in enumerate(records.find_patients(resources.store(), wanted, MATCHES)):
            code = f" · {plain(one.code)}" if one.code else ""
            st.button(
                patient_words(one).replace("**", "") + code,
                icon=":material/person_check:",
                key=f"analyse.naming.match.{place}",
                on_click=explained(drafting.pick_patient),
                args=(one,),
            )
