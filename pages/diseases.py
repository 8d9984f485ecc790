"""Diseases: the handbook, readable without a photo."""

import streamlit as st

from skin_core.i18n import t
from skin_core.ui.components.handbook import draw_handbook
from skin_core.ui.session import session

language = session().language
st.title(t("diseases.title", language))
st.caption(t("diseases.about", language))
draw_handbook(language)
