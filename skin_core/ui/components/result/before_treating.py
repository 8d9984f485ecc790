"""What is asked before treating, because a treatment in the memo makes it matter."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.facts import Facts
from skin_core.services.handbook import asked_before_treating
from skin_core.ui.components.shared.fact_inputs import TREATMENT, fact_input
from skin_core.ui.say import speech


def draw_before_treating(label: str, facts: Facts) -> None:
    """Kidneys, liver, heart, allergies, medicines: those that a treatment of the disease needs."""
    names = asked_before_treating(label)
    if not names:
        return
    title = speech().section("treatment")
    with st.expander(title, icon=":material/medication:", key=f"{TREATMENT}.{label}"):
        grid = st.grid(2, min_column_width=270, gap="small")
        for name in names:
            with grid.cell():
                fact_input(name, facts, TREATMENT)
