"""Diseases: the handbook, readable without a photo."""

import streamlit as st

from skin_core.ui.components.diseases.handbook import draw_handbook
from skin_core.ui.say import say

st.title(say("diseases.title"))
st.caption(say("diseases.about"))
draw_handbook()
