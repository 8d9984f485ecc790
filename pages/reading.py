"""Reading room: photos graded blind by several readers, and how far they agree."""

import streamlit as st

from skin_core.ui.components.reading.desk import draw_room
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

st.title(say("reading.title"), anchor=False)
with explain_errors():
    draw_room()
