"""Severity: an index of severity graded, worked out, and kept in a case."""

import streamlit as st

from skin_core.services import records
from skin_core.ui import resources
from skin_core.ui.components.severity.desk import draw_desk
from skin_core.ui.components.severity.head import head_of
from skin_core.ui.components.shared.places import CASE
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

st.title(say("severity.title"), anchor=False)
with explain_errors():
    opened = st.query_params.get(CASE, "")
    case = records.find_case(resources.store(), opened) if opened else None
    head_of(case)
    draw_desk(case)
