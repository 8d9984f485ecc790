"""Follow-up: the course of a lesion over its visits."""

import streamlit as st

from skin_core.ui.components.follow_up.desk import draw_course
from skin_core.ui.components.follow_up.overview import overview
from skin_core.ui.components.shared.places import LESION
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

st.title(say("diary.title"), anchor=False)
with explain_errors():
    if lesion_id := st.query_params.get(LESION, ""):
        draw_course(lesion_id)
    else:
        overview()
