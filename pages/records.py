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
from skin_core.ui.components.records.case_view import case_view
from skin_core.ui.components.records.compare import compare_view
from skin_core.ui.components.records.take_in import take_in_box
from skin_core.ui.components.shared.places import BESIDE, CASE
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

state = session()
store = resources.store()

if opened := st.query_params.get(CASE, ""):
    with explain_errors():
        case = records.find_case(store, opened)
        if beside := st.query_params.get(BESIDE, ""):
            compare_view(case, records.find_case(store, beside))
        else:
            case_view(case)
    st.stop()

st.title(say("records.title"), anchor=False)

search_fields(state.search)
with steady(), explain_errors():
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
take_in_box()
