"""Records: find, open, compare, export and delete cases."""

import streamlit as st

from skin_core.i18n import t
from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.case_search import case_rows, clear_search, more_cases, search_fields
from skin_core.ui.components.case_view import case_view, compare_view
from skin_core.ui.feedback import explain_errors
from skin_core.ui.session import session

state = session()
language = state.language
store = resources.store()

if state.open_case:
    with explain_errors():
        case_view(records.find_case(store, state.open_case), language)
    st.stop()

st.title(t("records.title", language), anchor=False)

if len(state.compared) == 2:
    if st.button(t("records.compare.end", language), icon=":material/close:", key="records.end"):
        state.compared = ()
        st.rerun()
    with explain_errors():
        compare_view([records.find_case(store, one) for one in state.compared], language)
    st.stop()

search_fields(state.search, language)
with explain_errors():
    page = records.search_cases(store, state.search)
    if page.cases:
        if state.compared:
            st.info(t("records.compare.second", language), icon=":material/compare:")
        case_rows(page.cases, language)
        if page.cursor:
            st.button(t("records.more", language), key="records.more", on_click=more_cases)
    else:
        st.info(t("records.none", language), icon=":material/search_off:")
        with st.container(horizontal=True):
            st.button(t("records.clear", language), key="records.clear", on_click=clear_search)
            if st.button(t("home.new", language), type="primary", key="records.new"):
                drafting.begin_new()
                st.switch_page("pages/analyse.py")
