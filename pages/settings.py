"""Settings: language, clinic, models, data folder, check, about."""

import streamlit as st

from skin_core.ui.components.settings.api_key import api_key
from skin_core.ui.components.settings.clinic_form import clinic_form
from skin_core.ui.components.settings.doctor_list import doctor_list
from skin_core.ui.components.settings.own_models import own_models
from skin_core.ui.components.settings.scale_card import scale_card_button
from skin_core.ui.components.shared.install import (
    about,
    models_in_use,
    what_it_can,
    where_data_lie,
)
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

st.title(say("settings.title"), anchor=False)
left, right = st.columns(2, gap="large")
with left:
    with explain_errors():
        clinic_form()
    with explain_errors():
        scale_card_button()
    with explain_errors():
        where_data_lie()
    with explain_errors():
        api_key()
    with explain_errors():
        own_models()
    about()
with right:
    with explain_errors():
        doctor_list()
    with explain_errors():
        what_it_can()
    with explain_errors():
        models_in_use()
