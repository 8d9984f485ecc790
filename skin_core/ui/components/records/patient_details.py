"""Date of birth and telephone of a patient who is in the records: added or corrected there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from skin_core.domain.case import Patient
from skin_core.services import records, workbench
from skin_core.ui import resources
from skin_core.ui.components.common.birth_date import birth_date_input, birth_date_notes
from skin_core.ui.say import say
from skin_core.ui.session import is_shown, seed, widget_value

FIELDS = "records.patient"


def patient_details(patient: Patient) -> None:
    """A button that opens both fields; what is typed is kept at once."""

    def keep_date(day: date | None) -> None:
        records.update_patient(resources.store(), workbench.born_on(patient, day))

    place = f"{FIELDS}.{patient.patient_id}"
    with st.popover(say("analyse.patient.details"), icon=":material/edit:", key="records.patient"):
        birth_date_input(patient, place, keep=keep_date)
        birth_date_notes(patient)
        key = seed(f"{place}.phone", patient.phone)
        st.text_input(
            say("analyse.patient.phone"),
            value=patient.phone,
            key=key,
            placeholder=say("analyse.patient.phone_hint"),
            max_chars=60,
            autocomplete="off",
            on_change=_keep_phone,
            args=(patient, key),
        )


def _keep_phone(patient: Patient, key: str) -> None:
    if is_shown(key):
        phone = str(widget_value(key) or "").strip()
        records.update_patient(resources.store(), replace(patient, phone=phone))
