"""Whose papers: the case in the page's address, or a list of those that wait for a signature."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.case import Case, CaseSummary
from skin_core.errors import CaseNotFound
from skin_core.services import records
from skin_core.ui import resources
from skin_core.ui.components.shared.case_list import concluded_words, person_words, when_words
from skin_core.ui.components.shared.urgency import urgency_badge
from skin_core.ui.plain import plain_badge
from skin_core.ui.say import say
from skin_core.ui.session import session

ADDRESS = "case"
MOST_WAITING, MOST_SIGNED = 30, 5


def opened_case() -> Case | None:
    """The case that was sent here or stands in the address; None where the menu was used.

    What was sent is taken once: the menu never opens the patient before. Raises: CaseNotFound.
    """
    state = session()
    if state.report_case:
        st.query_params[ADDRESS] = state.report_case
        state.report_case = ""
    named = st.query_params.get(ADDRESS, "")
    try:
        return records.find_case(resources.store(), named) if named else None
    except CaseNotFound:
        close_case()
        raise


def close_button() -> None:
    """Back to the list, where a case is open."""
    if session().report_case or ADDRESS in st.query_params:
        st.button(
            say("reportpage.all"),
            icon=":material/arrow_back:",
            key="report.all",
            on_click=close_case,
        )


def close_case() -> None:
    """The address names no case any more."""
    st.query_params.pop(ADDRESS, None)


def list_cases() -> None:
    """What waits for a signature, the most urgent first; then the newest that are signed."""
    store = resources.store()
    waiting = records.waiting_for_signature(store, limit=MOST_WAITING)
    signed = [one for one in records.recent_cases(store, limit=MOST_WAITING) if one.is_signed]
    if not waiting and not signed:
        st.info(say("report.page.no_case"), icon=":material/folder_off:")
        return
    st.subheader(say("reportpage.waiting"), anchor=False)
    if waiting:
        _rows(sorted(waiting, key=lambda one: one.urgency.rank))
    else:
        st.caption(say("reportpage.none_waiting"))
    if signed:
        st.subheader(say("reportpage.signed"), anchor=False)
        _rows(signed[:MOST_SIGNED])


def _rows(cases: Sequence[CaseSummary]) -> None:
    for case in cases:
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            key=f"report.row.{case.case_id}",
        ):
            urgency_badge(case.urgency)
            if case.patient_code:
                st.badge(plain_badge(case.patient_code), color="gray", icon=":material/tag:")
            words = f"{person_words(case)} · {when_words(case)} · {concluded_words(case)}"
            st.markdown(words, width="stretch")
            st.button(
                say("app.action.open"),
                key=f"report.open.{case.case_id}",
                on_click=_open,
                args=(case.case_id,),
            )


def _open(case_id: str) -> None:
    session().report_case = case_id
