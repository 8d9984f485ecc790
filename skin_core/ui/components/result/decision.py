"""The clinician's own diagnosis and note: apart from the answer, any disease or free text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from skin_core.domain.analysis import Prediction
from skin_core.domain.case import ClinicianAssessment
from skin_core.ui.components.result.diagnosis_box import concluded, diagnosis_box
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import is_shown, seed, widget_value

Keep = Callable[[str, str, str], None]
"""Called with the taxonomy key or "", the free text or "", and the note."""


def decision_fields(
    diagnosis: str,
    diagnosis_text: str,
    note: str,
    keep: Keep,
    key: str,
    likely: Sequence[Prediction] = (),
) -> None:
    """Two fields side by side; what is typed is kept at once. likely: the network's, best first."""
    box, field = f"{key}.diagnosis", f"{key}.note"

    def take() -> None:
        """Also run when the page is left, and then there is nothing to take."""
        if is_shown(box) and is_shown(field):
            words = str(widget_value(field) or "").strip()
            keep(*concluded(box, diagnosis, diagnosis_text), words)

    with st.container(key="decision-fields"):
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            diagnosis_box(diagnosis, diagnosis_text, likely, box, take)
        right.text_input(
            say("analyse.decision.note"),
            value=note,
            key=seed(field, note),
            placeholder=say("analyse.decision.note_hint"),
            max_chars=2000,
            live="500ms",
            autocomplete="off",
            on_change=take,
        )


def draw_conclusion(assessment: ClinicianAssessment | None) -> None:
    """What the clinician concluded, where it cannot be changed."""
    if assessment is None:
        return
    named, free = assessment.diagnosis, assessment.diagnosis_text
    if concluded := speech().label(named) if named else plain(free):
        st.markdown(f"{say('analyse.decision.diagnosis')}: **{concluded}**")
    if assessment.note:
        st.caption(plain(assessment.note))
