"""The Analyse page before, with and after an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from skin_core.domain.case import Draft, Patient
from skin_core.errors import CaseNotFound
from skin_core.rules.situation import BIRTH_DATE
from skin_core.ui import drafting, keeping
from skin_core.ui.components.analyse.fact_warning import (
    facts_alone,
)
from skin_core.ui.components.analyse.patient_form import patient_form
from skin_core.ui.components.analyse.photo_intake import (
    kind_choice,
    photo_strip,
)
from skin_core.ui.components.analyse.saving import DRAFT, decision_bar
from skin_core.ui.components.analyse.sign_strip import sign_strip
from skin_core.ui.components.result.analysis import draw_analysis
from skin_core.ui.components.result.exclusions import OF_DRAFT
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.birth_date import ABOVE, birth_date_question
from skin_core.ui.components.shared.fact_inputs import RESULT
from skin_core.ui.components.shared.facts_form import danger_form, facts_form
from skin_core.ui.components.shared.opened_box import opened_box
from skin_core.ui.components.shared.patient_line import patient_line
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session


def reopen_from_address() -> None:
    """Go on with the draft that the address names, after the page was reloaded."""
    state = session()
    keeping.meet_end()
    named = st.query_params.get(DRAFT, "")
    if named and not state.draft and not state.saved:
        try:
            drafting.open_draft(named)
        except CaseNotFound:
            state.saved = keeping.case_of(named)
            st.query_params.pop(DRAFT, None)
    is_kept = state.draft is not None and state.draft.updated_at and _has_something(state.draft)
    if is_kept and state.draft:
        st.query_params[DRAFT] = state.draft.draft_id
    elif DRAFT in st.query_params:
        del st.query_params[DRAFT]


def _has_something(draft: Draft) -> bool:
    return bool(draft.photos or draft.facts or draft.patient.name or draft.patient.code)


def current_step() -> str:
    """What the page shows now, by a name that changes with it."""
    state = session()
    if state.run:
        return "running"
    if state.saved:
        return f"saved {state.saved.case_id}"
    return "result" if state.draft and state.draft.analysis else "entry"


def patient() -> None:
    """Who it is about, while it runs."""
    draft = drafting.current()
    patient_line(draft.patient, draft.facts, _today(), None)


def result(draft: Draft) -> None:
    """The answer to a draft, its questions open, and the bar to save it."""
    shown = Shown.of(draft)
    is_asked = BIRTH_DATE in shown.analysis.advice.questions
    ask = partial(_age, shown.patient) if is_asked else None
    with st.container(gap="xsmall"):
        patient_line(draft.patient, draft.facts, _today(), None, ask)
        sign_strip(draft.facts)
    draw_analysis(shown, RESULT, _choices(shown), OF_DRAFT)
    _change(draft)
    decision_bar(draft, shown.analysis.differential)


def _age(patient: Patient) -> None:
    """In the patient's line, where the age would change the advice."""
    label = say("analyse.patient.ask_age")
    with st.popover(label, type="tertiary", icon=":material/event:", key="analyse.ask_age"):
        birth_date_question(patient, ABOVE)


def _choices(shown: Shown) -> Callable[[], None] | None:
    """What can be done where no photo was judged."""
    if not shown.analysis.has_photos:
        return lambda: _add_photo("add_first_photo")
    return None if shown.analysis.top else lambda: _refused()


def _add_photo(words: str) -> None:
    if st.button(say(f"analyse.{words}"), key="analyse.add", icon=":material/add_a_photo:"):
        drafting.keep_without_answer()
        st.rerun()


def _refused() -> None:
    """Every photo was refused: take it again, or see the answer all the same."""
    with st.container(horizontal=True, key="analyse.refused"):
        if st.button(say("analyse.retake"), icon=":material/photo_camera:", key="analyse.retake"):
            drafting.keep_without_answer()
            st.rerun()
        if st.button(
            say("analyse.force"),
            icon=":material/visibility:",
            key="analyse.force",
            help=say("analyse.force_help"),
        ):
            drafting.begin_run(force=True)
            st.rerun()


def _change(draft: Draft) -> None:
    """Everything that was entered stays within reach under the answer."""
    box = opened_box(say("analyse.change"), "analyse.change", ":material/tune:")
    if box is None:  # both forms, which each answer above would draw anew
        return
    with box, explain_errors():
        patient_form(draft)
        if draft.photos:
            _change_photos(draft)
        question = facts_alone(draft)
        facts_form(question)
        danger_form(question)


def _change_photos(draft: Draft) -> None:
    photo_strip(draft)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind_choice()
        if st.button(say("analyse.again"), key="analyse.again", icon=":material/refresh:"):
            drafting.begin_run()
            st.rerun()
        _add_photo("add_photo")


def _today() -> str:
    return drafting.now().date().isoformat()
