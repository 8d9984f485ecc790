"""The short form of facts, and the danger signs that need no photo."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.facts import Facts
from skin_core.facts import facts_of, section_title
from skin_core.i18n import t
from skin_core.ui.components.fact_inputs import FORM, fact_input

COLUMNS = 3
WIDE = ("history",)


def facts_form(facts: Facts, language: str) -> None:
    """Every fact of the short form, in as many columns as fit."""
    specs = facts_of("always")
    grid = st.grid(COLUMNS, min_column_width=260, gap="small")
    for spec in specs:
        if spec.key not in WIDE:
            with grid.cell():
                fact_input(spec.key, facts, language, FORM)
    for spec in specs:
        if spec.key in WIDE:
            fact_input(spec.key, facts, language, FORM)


def danger_form(facts: Facts, language: str) -> None:
    """Signs that make it an emergency whatever the photo shows."""
    answered = [spec for spec in facts_of("danger") if spec.key in facts]
    with st.expander(
        section_title("danger", language),
        icon=":material/report:",
        expanded=bool(answered),
        key="analyse.danger",
    ):
        st.caption(t("analyse.facts.danger_hint", language))
        grid = st.grid(COLUMNS, min_column_width=260, gap="small")
        for spec in facts_of("danger"):
            with grid.cell():
                fact_input(spec.key, facts, language, FORM)
