"""Home: begin, go on, and what waits."""

import streamlit as st

from skin_core.services import drafts, records
from skin_core.ui import drafting, resources
from skin_core.ui.components.home.samples import first_steps
from skin_core.ui.components.shared.case_list import case_cards, case_lines, draft_cards
from skin_core.ui.components.shared.install import what_it_can, where_data_lie
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

DRAFTS = 60  # nowhere else are they listed
store = resources.store()
recent = records.recent_cases(store, limit=5)
begun = drafts.list_drafts(store, limit=DRAFTS)
waiting = records.waiting_for_signature(store, limit=5)

with st.container(horizontal=True, vertical_alignment="center", key="home.start"):
    with st.container(gap="xxsmall"):
        st.title(say("app.title"), anchor=False)
        st.caption(say("home.title"))
    if st.button(
        say("home.new"),
        type="primary",
        icon=":material/add_a_photo:",
        key="home.new",
        shortcut="Alt+N",
    ):
        drafting.begin_new()
        st.switch_page("pages/analyse.py")

if not recent:
    first_steps()
if recent:
    st.subheader(say("home.recent"), anchor=False)
    with explain_errors():
        case_cards(recent, "home.recent")
if begun:
    st.subheader(say("home.drafts.title"), anchor=False)
    with explain_errors():
        draft_cards(begun, "home")
if waiting:
    st.subheader(say("home.waiting"), anchor=False)
    with explain_errors():
        case_lines(waiting, "home.waiting")

st.space("small")
can, data = st.columns(2, gap="large")
with can:
    what_it_can()
with data:
    where_data_lie()
