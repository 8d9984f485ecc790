"""The clinician's own diagnosis and note: apart from the answer, any disease or free text."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.diseases import all_diseases
from skin_core.domain.case import ClinicianAssessment
from skin_core.services.handbook import disease_meant
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, is_shown, seed, widget_value, worded

Keep = Callable[[str, str, str], None]
"""Called with the taxonomy key or "", the free text or "", and the note."""


def decision_fields(diagnosis: str, diagnosis_text: str, note: str, keep: Keep, key: str) -> None:
    """Two fields side by side; what is typed is kept at once."""
    names = {label: speech().disease(label) for label in all_diseases()}
    options = sorted(names, key=names.__getitem__)
    if diagnosis_text:
        options.append(diagnosis_text)
    field = worded(f"{key}.diagnosis")
    left, right = st.columns(2, vertical_alignment="bottom")
    left.selectbox(
        say("analyse.decision.diagnosis"),
        options,
        format_func=lambda one: names.get(one, one),
        index=None,  # so that it can be taken back; the seed says what is chosen
        key=seed(field, diagnosis or diagnosis_text or None),
        placeholder=say("analyse.decision.diagnosis_hint"),
        accept_new_options=True,
        on_change=_keep,
        args=(keep, key),
    )
    right.text_input(
        say("analyse.decision.note"),
        value=note,
        key=seed(f"{key}.note", note),
        placeholder=say("analyse.decision.note_hint"),
        max_chars=2000,
        live="500ms",
        autocomplete="off",
        on_change=_keep,
        args=(keep, key),
    )


def _keep(keep: Keep, key: str) -> None:
    field = worded(f"{key}.diagnosis")
    if is_shown(field) and is_shown(f"{key}.note"):
        diagnosis, text, note = typed(key)
        keep(diagnosis, text, note)
        if diagnosis and diagnosis != widget_value(field):
            forget(field)  # a name that was typed: shown as its disease


def typed(key: str) -> tuple[str, str, str]:
    """What the fields hold: taxonomy key, free text, note."""
    chosen = str(widget_value(worded(f"{key}.diagnosis")) or "").strip()
    note = str(widget_value(f"{key}.note") or "").strip()
    diagnosis = chosen if chosen in all_diseases() else disease_meant(chosen)
    return (diagnosis, "", note) if diagnosis else ("", chosen, note)


def draw_conclusion(assessment: ClinicianAssessment | None) -> None:
    """What the clinician concluded, where it cannot be changed."""
    if assessment is None:
        return
    named, free = assessment.diagnosis, assessment.diagnosis_text
    if concluded := speech().label(named) if named else plain(free):
        st.markdown(f"{say('analyse.decision.diagnosis')}: **{concluded}**")
    if assessment.note:
        st.caption(plain(assessment.note))
