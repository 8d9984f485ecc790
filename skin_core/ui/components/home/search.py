"""One field on Home: a patient of the records, or a disease of the handbook."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.domain.case import CaseQuery
from skin_core.services import records
from skin_core.services.handbook import find_diseases
from skin_core.ui import drafting, resources
from skin_core.ui.components.home.rows import case_row
from skin_core.ui.components.shared.case_list import twins_of
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, session

_SHEET = Path(__file__).with_name("home.css")
MOST = 4  # of each kind: what is sought stands on top, or the words say too little


def search_and_new() -> str:
    """The field and the button in one line; returns what is sought, "" for nothing."""
    st.html(_SHEET)
    with st.container(horizontal=True, vertical_alignment="bottom", key="home.start"):
        sought = st.text_input(
            say("home.search"),
            key=seed("home.search", ""),
            type="search",
            placeholder=say("home.search_hint"),
            icon=":material/search:",
            live="300ms",
            label_visibility="collapsed",
            autocomplete="off",
        )
        if st.button(
            say("home.new"),
            type="primary",
            icon=":material/add_a_photo:",
            key="home.new",
            shortcut="Alt+N",
        ):
            drafting.begin_new()
            st.switch_page("pages/analyse.py")
    return (sought or "").strip()


def found(sought: str) -> None:
    """Cases first, then diseases; and that there is neither."""
    query = CaseQuery(text=sought, limit=MOST)
    cases = records.search_cases(resources.store(), query).cases
    twins = twins_of(cases)
    for case in cases:
        case_row(case, "home.found", is_twin=case.case_id in twins)
    diseases = find_diseases(sought, speech().language)[:MOST]
    with st.container(horizontal=True, gap="xsmall", key="home.found_diseases"):
        for one in diseases:
            name, key = speech().label(one.label), f"home.disease.{one.label}"
            if st.button(name, icon=":material/menu_book:", key=key):
                _to_handbook(one.label)
    if not cases and not diseases:
        st.caption(say("home.found_none"))


def _to_handbook(label: str) -> None:
    state = session()
    state.handbook, state.handbook_query = label, ""
    forget("diseases.")
    st.switch_page("pages/diseases.py")
