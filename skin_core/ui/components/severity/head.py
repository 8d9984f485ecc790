"""For whom the score is, and the way back to the case."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Case
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def head_of(case: Case | None) -> None:
    """The patient and the visit; without a case what the page is for."""
    if case is None:
        st.caption(say("severity.about"))
        icon = ":material/rate_review:"
        st.page_link("pages/reading.py", label=say("reading.link"), icon=icon)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="severity.case"):
        if st.button(say("severity.back"), icon=":material/arrow_back:", key="severity.back"):
            to_case(case.case_id)
        name = plain(case.patient.name) or say("app.patient.unnamed")
        visit = speech().when(case.visit_date)
        st.markdown(say("severity.of_case", patient=f"**{name}**", date=visit), width="content")
