"""Settings: language, clinic, models, data folder, check, about."""

import streamlit as st

from skin_core.i18n import t
from skin_core.ui.components.clinic_form import clinic_form
from skin_core.ui.components.doctor_list import doctor_list
from skin_core.ui.components.install import about, models_in_use, where_data_lie
from skin_core.ui.feedback import explain_errors
from skin_core.ui.session import session

language = session().language
st.title(t("settings.title", language), anchor=False)
left, right = st.columns(2, gap="large")
with left:
    with explain_errors():
        clinic_form(language)
    with explain_errors():
        where_data_lie(language)
    about(language)
with right:
    with explain_errors():
        doctor_list(language)
    with explain_errors():
        models_in_use(language)
