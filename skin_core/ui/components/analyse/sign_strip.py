"""Emergencies first: signs that stand open under the patient, each answered by one tap."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.facts import Facts
from skin_core.facts import emergency_signs
from skin_core.ui import drafting
from skin_core.ui.components.shared.fact_inputs import SIGNS, fill_anew
from skin_core.ui.say import say, speech
from skin_core.ui.session import is_shown, renewable, seed, widget_value, worded


def sign_strip(facts: Facts) -> None:
    """A tap is Yes, another takes it back; the advice follows at once, with or without a photo."""
    chosen = [key for key in emergency_signs() if facts.get(key) is True]
    key = worded(renewable(SIGNS))
    with st.container(key="sign-strip", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":material/emergency: **{say('analyse.signs.title')}**", width="content")
        st.pills(
            say("analyse.signs.title"),
            list(emergency_signs()),
            format_func=lambda one: speech().of(emergency_signs()[one]),
            selection_mode="multi",
            default=chosen,
            key=seed(key, chosen),
            label_visibility="collapsed",
            wrap=True,
            on_change=_keep,
            args=(key, facts),
        )


def _keep(key: str, facts: Facts) -> None:
    """Answer what was tapped; a sign that was answered No stays so until it is tapped."""
    if not is_shown(key):
        return
    chosen = widget_value(key)
    tapped = set(chosen) if isinstance(chosen, list) else set()
    for fact in emergency_signs():
        was = facts.get(fact) is True
        if (fact in tapped) is not was:
            drafting.set_fact(fact, None if was else True)
            fill_anew(fact, key)
