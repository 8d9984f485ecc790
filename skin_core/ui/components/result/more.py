"""Behind one grey line: all classes, what the model was never shown, each photo, the model."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis
from skin_core.narrative.answer import set_explanation
from skin_core.narrative.knowledge import known_only
from skin_core.narrative.lesion import decimal
from skin_core.ui.components.result.bars import ranked_bars
from skin_core.ui.components.result.per_photo import draw_per_photo
from skin_core.ui.components.result.photo_view import shown_photos
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.opened_box import opened_box
from skin_core.ui.say import say, speech

UNKNOWN_SHOWN = 4


def draw_more(shown: Shown, key: str) -> None:
    """One line that says what it holds and whose word it is; closed at first."""
    analysis = shown.analysis
    if not (box := opened_box(_label(analysis), f"{key}.more", kind="compact")):
        return
    with box:
        if analysis.top:
            _classes(analysis)
            _unknown(analysis, key)
        st.markdown(f"**{say('analyse.more.photos')}**")
        draw_per_photo(shown_photos(shown.photos, analysis), key)


def _label(analysis: CaseAnalysis) -> str:
    if not analysis.top:
        return f"{say('analyse.more.photos')} · {say('analyse.answer.yours')}"
    made = analysis.provenance
    seconds = sum(analysis.elapsed_ms.values()) / 1000
    version = made.model_version if made else ""
    parts = (
        say("analyse.more.holds", count=len(analysis.differential)),
        say("analyse.answer.model", model=analysis.model, version=version),
        say("analyse.answer.seconds", seconds=decimal(seconds, speech(), 2)),
        say("analyse.answer.yours"),
    )
    return " · ".join(parts)


def _classes(analysis: CaseAnalysis) -> None:
    """Every disease with its bar, and what the marked ones mean."""
    count = len(analysis.differential)
    pooled = say("analyse.answer.pooled", count=len(analysis.pooled))
    st.markdown(f"**{say('analyse.answer.all', count=count)}** · {pooled}")
    st.caption(f":primary[■] {set_explanation(speech(), len(analysis.prediction_set))}")
    ranked_bars(analysis, limit=count)


def _unknown(analysis: CaseAnalysis, key: str) -> None:
    """Diseases that no photo can bring up, because the model was never shown them.

    Of a model that knows few, those few are named, and all the others stand in the popover.
    """
    names = [speech().label(label) for label in analysis.unknown_to_model]
    if not names:
        return
    known = [speech().label(label) for label in known_only(analysis)]
    word = "known_only" if known else "unknown"
    first, rest = (known, names) if known else (names[:UNKNOWN_SHOWN], names[UNKNOWN_SHOWN:])
    listed = speech().listed(first)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(say(f"analyse.answer.{word}", names=listed), width="content")
        if rest:
            more = say(f"analyse.answer.{word}_more", count=len(rest))
            with st.popover(more, type="tertiary", key=f"{key}.unknown"):
                st.markdown("\n".join(f"- {name}" for name in rest))
