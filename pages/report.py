"""Report: the papers of a case beside what goes into them; sign, print, download."""

import streamlit as st

from skin_core.ui.components.report.cases import close_button, list_cases, opened_case
from skin_core.ui.components.report.desk import draw_desk
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

with st.container(horizontal=True, vertical_alignment="center", key="report.head"):
    st.title(say("report.page.title"), anchor=False, width="content")
    close_button()

with explain_errors():
    if case := opened_case():
        draw_desk(case)
    else:
        list_cases()
