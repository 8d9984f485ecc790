"""Records: find, open, compare, export and delete cases."""

import streamlit as st

from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.records.case_search import (
    case_rows,
    clear_search,
    more_cases,
    search_fields,
)
from skin_core.ui.components.records.case_view import case_view, compare_view
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

state = session()
store = resources.store()

if state.open_case:
    with explain_errors():
        case_view(records.find_case(store, state.open_case))
    st.stop()

st.title(say("records.title"), anchor=False)

if len(state.compared) == 2:
    if st.button(say("records.compare.end"), icon=":material/close:", key="records.end"):
        state.compared = ()
        st.rerun()
    with explain_errors():
        compare_view([records.find_case(store, one) for one in state.compared])
    st.stop()

search_fields(state.search)
with explain_errors():
    page = records.search_cases(store, state.search)
    if page.cases:
        if state.compared:
            st.info(say("records.compare.second"), icon=":material/compare:")
        case_rows(page.cases)
        if page.cursor:
            st.button(say("records.more"), key="records.more", on_click=more_cases)
    else:
        st.info(say("records.none"), icon=":material/search_off:")
        with st.container(horizontal=True):
            st.button(say("records.clear"), key="records.clear", on_click=clear_search)
            if st.button(say("home.new"), type="primary", key="records.new"):
                drafting.begin_new()
                st.switch_page("pages/analyse.py")
