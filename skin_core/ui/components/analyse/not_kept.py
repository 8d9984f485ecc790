"""What the store does not hold yet, why, and what can be done; the page stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.errors import DraftSaved
from skin_core.facts import all_facts
from skin_core.ui import drafting, keeping
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session


def not_kept() -> None:
    """Nothing where everything is kept; else the reason and the ways on."""
    reason = session().unkept
    if reason is None:
        return
    with st.container(border=True, key="analyse.not_kept"):
        case = keeping.ended_as()
        if case is None:
            st.error(plain_error(reason), icon=":material/cloud_off:")
        if case is not None:
            _saved_elsewhere(case)
        elif session().rival is not None:
            _both_windows()
        elif isinstance(reason, DraftSaved):
            _way("go_on", ":material/content_copy:", drafting.go_on_as_new)
        else:
            st.caption(say("analyse.kept.stays"))
            _way("again", ":material/refresh:", lambda: keeping.try_again(drafting.now()))


def _saved_elsewhere(case: Case) -> None:
    """What is typed here is not lost: it goes on to the saved case, or into a case of its own."""
    moment = speech().moment(case.created_at)
    st.info(say("analyse.kept.saved_elsewhere", time=moment), icon=":material/tab_unselected:")
    with st.container(horizontal=True):
        if st.button(
            say("analyse.kept.open_saved"),
            type="primary",
            icon=":material/folder_shared:",
            key="analyse.kept.open_saved",
        ):
            open_saved(case)
        _way("go_on", ":material/content_copy:", drafting.go_on_as_new)


def open_saved(case: Case) -> None:
    """Open it in Records, with the diagnosis and note that were typed here and not kept."""
    state, draft, kept = session(), drafting.current(), case.assessment or ClinicianAssessment()
    typed = (draft.diagnosis, draft.diagnosis_text, draft.note)
    if any(typed) and typed != (kept.diagnosis, kept.diagnosis_text, kept.note):
        state.typed[case.case_id] = typed
    drafting.begin_new()
    to_case(case.case_id)


def _both_windows() -> None:
    now = drafting.now()
    names = ", ".join(dict.fromkeys(_name(one) for one in keeping.conflicts(now)))
    st.markdown(say("analyse.kept.both", names=plain(names)))
    with st.container(horizontal=True):
        for name, icon in (("mine", "tab"), ("theirs", "tab_unselected")):
            is_mine = name == "mine"
            _way(name, f":material/{icon}:", partial(keeping.settle, now, mine=is_mine))


def _name(conflict: str) -> str:
    """A field of the draft, or a question, in the words of the page."""
    if conflict in all_facts():
        return speech().fact(conflict)
    return say(f"analyse.kept.field.{conflict}")


def _way(name: str, icon: str, do: Callable[[], None]) -> None:
    if st.button(say(f"analyse.kept.{name}"), icon=icon, key=f"analyse.kept.{name}"):
        with explain_errors():
            do()
            st.rerun()
