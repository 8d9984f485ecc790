"""The ranked differential as bars, in HTML: read aloud and searched, and long names wrap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis, Prediction
from skin_core.ui.say import speech

NUMBER, TRACK = "4.25rem", "6rem"  # "> 99 %" with the gap before it; the least for both


def ranked_bars(analysis: CaseAnalysis | PhotoAnalysis, *, first: int = 0, limit: int = 5) -> None:
    """Bars of some of the diseases, most probable first; the prediction set is marked."""
    rows = analysis.differential[first : first + limit]
    st.html(_table(rows, analysis.prediction_set))


def _table(rows: Sequence[Prediction], marked: Sequence[str]) -> str:
    cells = "".join(bar_row(row, row.label in marked) for row in rows)
    return f'<div class="sd-bars" role="list">{cells}</div>'


def bar_row(row: Prediction, is_marked: bool, name: str = "") -> str:
    """One disease as HTML: its name, its bar and its number, two cells of the grid `sd-bars`.

    name: of what is no disease of the list.
    """
    mark = " in-set" if is_marked else ""
    # The full track is 100 %, so that a weak answer looks weak; its end is left to the number,
    # whose room does not shrink with a narrow column.
    width = f"calc((100% - {NUMBER}) * {row.probability:.3f})"
    return (
        f'<div class="name{mark}" role="listitem">{escape(name or speech().label(row.label))}</div>'
        f'<div class="track" style="min-width:{TRACK}">'
        f'<div class="bar{mark}" style="width:{width}"></div>'
        f'<span class="number">{escape(speech().percent(row.probability))}</span></div>'
    )
