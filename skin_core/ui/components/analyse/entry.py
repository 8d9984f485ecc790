"""Analyse before an answer: patient, signs of an emergency, photos, facts, and what starts it."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import Advice
from skin_core.domain.case import Draft
from skin_core.ui import drafting
from skin_core.ui.components.analyse.fact_warning import (
    advice_on_facts,
    fact_strip,
    fact_warning,
    facts_alone,
)
from skin_core.ui.components.analyse.patient_form import patient_form
from skin_core.ui.components.analyse.photo_intake import (
    empty_intake,
    good_photo,
    kind_choice,
    more_photos,
    photo_strip,
    refused_files,
    without_photo_button,
)
from skin_core.ui.components.analyse.sign_strip import sign_strip
from skin_core.ui.components.result.add_fact import add_fact
from skin_core.ui.components.result.questions import draw_questions
from skin_core.ui.components.shared.fact_inputs import ENTRY
from skin_core.ui.components.shared.facts_form import danger_form, facts_form, in_forms
from skin_core.ui.components.shared.framing import draw_framing, last_time
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

SIDE_PX = 360  # beside the photos: three choices in one row
LAST_PX = 260


def entry() -> None:
    """Patient, photos, facts, and the button that starts it."""
    draft = drafting.current()
    st.title(say("analyse.title"), anchor=False)
    with steady(), explain_errors():
        patient_form(draft)
    draft = drafting.current()
    sign_strip(draft.facts)
    advice = advice_on_facts(draft)
    with steady():
        fact_warning(draft, advice)
    with steady():
        _photos(draft)
    _facts(draft, advice)
    _facts_bar(draft, advice)


def _photos(draft: Draft) -> None:
    """Where photos come in; once there are some, these, and the button that starts it beside."""
    if draft.photos:
        with st.container(horizontal=True, gap="medium", key="analyse.ready"):
            photo_strip(draft)
            with st.container(width=SIDE_PX, key="analyse.go"):
                more_photos(draft)
                kind_choice()
                _run_button(is_ready=True)
        refused_files()
        return
    if before := last_time(draft):
        with st.container(horizontal=True, gap="medium", key="analyse.beside_last"):
            with st.container(width=LAST_PX):
                draw_framing(before)
            with st.container():
                empty_intake()
    else:
        empty_intake()
    refused_files()
    with st.container(horizontal=True, vertical_alignment="center", key="analyse.go"):
        st.space("stretch")
        st.caption(say("analyse.run_needs_photo"), width="content")
        _run_button(is_ready=False)
    good_photo()


def _facts(draft: Draft, advice: Advice) -> None:
    """The forms, what the answers make it matter to ask, and any other question by name."""
    question = facts_alone(draft)
    st.subheader(say("analyse.facts.title"), anchor=False)
    st.caption(say("analyse.facts.hint"))
    facts_form(question)
    danger_form(question)
    in_sight, in_box = in_forms(question)
    with steady():
        draw_questions(question, advice, draft.patient, ENTRY, in_sight, in_box)
    add_fact({*in_sight, *session().asked}, ENTRY)


def _facts_bar(draft: Draft, advice: Advice) -> None:
    """Where only facts were entered: how urgent they are, and the way on without a photo."""
    if draft.photos or not draft.facts:
        return
    with st.container(key="facts-bar", horizontal=True, vertical_alignment="center"):
        fact_strip(advice)
        st.space("stretch")
        without_photo_button("analyse.facts_alone", "primary")


def _run_button(*, is_ready: bool) -> None:
    if st.button(
        say("analyse.run"),
        type="primary",
        icon=":material/search_insights:",
        key="analyse.run",
        shortcut="Ctrl+Enter",
        disabled=not is_ready,
        width="stretch" if is_ready else "content",
    ):
        with explain_errors():
            drafting.begin_run()
            st.rerun()
