"""Home: begin, go on, and what waits."""

import streamlit as st

from skin_core.i18n import t
from skin_core.services import drafts, records
from skin_core.ui import drafting, resources
from skin_core.ui.components.case_list import case_cards, case_lines, draft_cards
from skin_core.ui.components.install import what_it_can, where_data_lie
from skin_core.ui.components.samples import first_steps
from skin_core.ui.feedback import explain_errors
from skin_core.ui.session import session

DRAFTS = 60  # nowhere else are they listed

language = session().language
store = resources.store()
recent = records.recent_cases(store, limit=5)
begun = drafts.list_drafts(store, limit=DRAFTS)
waiting = records.waiting_for_signature(store, limit=5)

with st.container(horizontal=True, vertical_alignment="center", key="home.start"):
    with st.container(gap="xxsmall"):
        st.title(t("app.title", language), anchor=False)
        st.caption(t("home.title", language))
    if st.button(
        t("home.new", language),
        type="primary",
        icon=":material/add_a_photo:",
        key="home.new",
        shortcut="Alt+N",
    ):
        drafting.begin_new()
        st.switch_page("pages/analyse.py")

if not recent:
    first_steps(language)
if recent:
    st.subheader(t("home.recent", language), anchor=False)
    with explain_errors():
        case_cards(recent, language, "home.recent")
if begun:
    st.subheader(t("home.drafts.title", language), anchor=False)
    with explain_errors():
        draft_cards(begun, language, "home")
if waiting:
    st.subheader(t("home.waiting", language), anchor=False)
    with explain_errors():
        case_lines(waiting, language, "home.waiting")

st.space("small")
can, data = st.columns(2, gap="large")
with can:
    what_it_can(language)
with data:
    where_data_lie(language)
