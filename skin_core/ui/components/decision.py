"""The clinician's own diagnosis and note: apart from the answer, any disease or free text."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.diseases import all_diseases, disease_name
from skin_core.i18n import t
from skin_core.ui.session import is_shown, seed, widget_value

Keep = Callable[[str, str, str], None]
"""Called with the taxonomy key or "", the free text or "", and the note."""


def decision_fields(
    diagnosis: str, diagnosis_text: str, note: str, keep: Keep, language: str, key: str
) -> None:
    """Two fields side by side; what is typed is kept at once."""
    names = {label: disease_name(label, language) for label in all_diseases()}
    options = sorted(names, key=names.__getitem__)
    if diagnosis_text:
        options.append(diagnosis_text)
    chosen = diagnosis or diagnosis_text or None
    left, right = st.columns(2, vertical_alignment="bottom")
    left.selectbox(
        t("analyse.decision.diagnosis", language),
        options,
        format_func=lambda one: names.get(one, one),
        index=options.index(chosen) if chosen in options else None,
        key=seed(f"{key}.diagnosis", chosen),
        placeholder=t("analyse.decision.diagnosis_hint", language),
        accept_new_options=True,
        on_change=_keep,
        args=(keep, key),
    )
    right.text_input(
        t("analyse.decision.note", language),
        value=note,
        key=seed(f"{key}.note", note),
        placeholder=t("analyse.decision.note_hint", language),
        max_chars=2000,
        live="500ms",
        autocomplete="off",
        on_change=_keep,
        args=(keep, key),
    )


def _keep(keep: Keep, key: str) -> None:
    if is_shown(f"{key}.diagnosis") and is_shown(f"{key}.note"):
        keep(*typed(key))


def typed(key: str) -> tuple[str, str, str]:
    """What the fields hold: taxonomy key, free text, note."""
    chosen = str(widget_value(f"{key}.diagnosis") or "").strip()
    note = str(widget_value(f"{key}.note") or "").strip()
    return (chosen, "", note) if chosen in all_diseases() else ("", chosen, note)
