"""The page Severity: an index chosen, its form beside the body, and what it comes to."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.domain.case import Case
from skin_core.errors import ScoreError
from skin_core.narrative.scores import score_text
from skin_core.scoring import INDICES, Score
from skin_core.scoring.words import index_name
from skin_core.ui.components.severity.body_figure import body_figure
from skin_core.ui.components.severity.form import look_at, score_form
from skin_core.ui.components.severity.keeping import draw_change, keep_button
from skin_core.ui.components.severity.outcome import (
    draw_about,
    draw_parts,
    draw_refusal,
    draw_total,
    worked_out,
)
from skin_core.ui.components.severity.sheets import (
    age_note,
    fill_in_age,
    prefix_of,
    remember_typed,
    sheet_of,
)
from skin_core.ui.components.shared.body_figure import region_chosen
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet, regions_of
from skin_core.ui.session import forget, seed, widget_value, worded
from skin_core.ui.streamlit_edge import DeltaGenerator

_SHEET = Path(__file__).with_name("severity.css")


@st.fragment
def draw_desk(case: Case | None) -> None:
    """Everything below the title. case: that the score is for; None for nobody's."""
    st.html(_SHEET)
    sheet = sheet_of(case)
    prefix = prefix_of(case)
    with st.container(horizontal=True, vertical_alignment="bottom", key="severity.head"):
        _choose_index(sheet, prefix)
        st.button(
            say("severity.clear"),
            icon=":material/restart_alt:",
            type="tertiary",
            key="severity.clear",
            disabled=not sheet.entered,
            on_click=_clear,
            args=(case, prefix),
        )
    figure, form, outcome = _columns(sheet)
    shown = sheet.suggested_table()
    with outcome, st.container(key="severity.outcome"), explain_errors():
        _outcome(case, sheet)  # first: the score is on its way while the rest is drawn
    if figure:
        with figure:
            key = f"severity.figure.{sheet.index}"
            body_figure(sheet, key, lambda: look_at(sheet, region_chosen(key)))
    with form:
        score_form(sheet, prefix, age_note(case, sheet) if case else "", case)
    remember_typed(case, sheet)
    if sheet.suggested_table() != shown and isinstance(worked_out(sheet), Score):
        st.rerun()  # the outcome stands already, and calls the score kept without what was shown


def _columns(sheet: ScoreSheet) -> tuple[DeltaGenerator | None, DeltaGenerator, DeltaGenerator]:
    """Where body figure, form and outcome stand; no figure for an index of the whole skin."""
    if regions_of(sheet.index):
        figure, form, outcome = st.columns([18, 26, 18], gap="medium")
        return figure, form, outcome
    form, outcome = st.columns([3, 2], gap="large")
    return None, form, outcome


def _choose_index(sheet: ScoreSheet, prefix: str) -> None:
    key = worded(f"{prefix}.index")
    names = {index: index_name(index, speech().language) for index in INDICES}
    st.selectbox(
        say("severity.index"),
        list(names),
        format_func=names.__getitem__,
        key=seed(key, sheet.index),
        on_change=_keep_index,
        args=(sheet, key),
    )


def _keep_index(sheet: ScoreSheet, key: str) -> None:
    chosen = str(widget_value(key, ""))
    if chosen in INDICES:
        sheet.index = chosen


def _clear(case: Case | None, prefix: str) -> None:
    sheet = sheet_of(case)
    sheet.values.pop(sheet.index, None)
    if case:
        fill_in_age(sheet, case)
    forget(f"{prefix}.{sheet.index}")


def _outcome(case: Case | None, sheet: ScoreSheet) -> None:
    result = worked_out(sheet)
    if isinstance(result, ScoreError):
        draw_refusal(sheet, result)
    else:
        draw_total(result)
        with steady():
            changed = draw_change(case, sheet, result) if case else ""
        with steady():
            keep_button(case, sheet, result)
        draw_parts(result)
        _as_text(result, changed)
    draw_about(sheet.index)


def _as_text(score: Score, changed: str) -> None:
    label = say("record.copy_title")
    with st.expander(label, icon=":material/content_copy:", key="severity.as_text"):
        st.caption(say("severity.copy_help"))
        st.code(score_text(score, changed, speech()), language=None, wrap_lines=True)
