"""Report: the PDF beside what goes in; download, print, sign."""

import streamlit as st

from skin_core.services import records
from skin_core.ui import resources
from skin_core.ui.components.report.desk import (
    choose_case,
    choose_contents,
    show_pdf,
    sign_or_signed,
)
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

state = session()
st.title(say("report.page.title"), anchor=False)

with explain_errors():
    choose_case()

if state.report_case:
    with explain_errors():
        case = records.find_case(resources.store(), state.report_case)
        options, paper = st.columns([1, 2], gap="large")
        with options:
            choice = choose_contents(case)
        with paper, explain_errors():
            pdf = show_pdf(case, choice)
        with options, explain_errors():
            sign_or_signed(case, choice, pdf)
