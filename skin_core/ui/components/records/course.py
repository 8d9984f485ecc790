"""From a saved case to the course of its lesion."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Case
from skin_core.ui.components.shared.places import to_lesion
from skin_core.ui.say import say


def course_button(case: Case) -> None:
    """Leads to the lesion's visits beside each other, its treatments and its next review."""
    if st.button(
        say("diary.title"), icon=":material/timeline:", key="records.course", type="tertiary"
    ):
        to_lesion(case.lesion.lesion_id)
