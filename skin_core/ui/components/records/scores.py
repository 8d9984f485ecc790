"""Severity of a saved case: the scores that are kept, and the way to another."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from skin_core.domain.case import Case
from skin_core.domain.score import KeptScore
from skin_core.domain.suggestion import SuggestionMode
from skin_core.narrative.scores import kept_line
from skin_core.narrative.writer.grammar import ended
from skin_core.scoring import INDICES
from skin_core.scoring.words import region_name
from skin_core.ui.components.shared.places import CASE
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def severity_button(case: Case) -> None:
    """Leads to the page Severity, where the age of this patient is filled in."""
    if st.button(say("severity.open"), icon=":material/straighten:", key="records.severity"):
        st.switch_page("pages/severity.py", query_params={CASE: case.case_id})


def kept_scores(case: Case) -> None:
    """Each score in one line, the last first; nothing where none is kept."""
    if not case.scores:
        return
    with st.container(key="records.scores", gap="xsmall"):
        st.markdown(f"**:material/straighten: {say('severity.keep.list')}**")
        for one in reversed(case.scores):
            at = say("severity.keep.at", time=speech().moment(one.created_at))
            told = ". ".join(filter(None, (at, _suggestions(one), _measured(one))))
            line = plain(ended(kept_line(one, speech())))
            st.markdown(f"{line} :small[:gray[{plain(told)}]]")


def _suggestions(kept: KeptScore) -> str:
    """How many grades a network suggested, after and before the own; "" where it did not."""
    if not kept.suggested:
        return ""
    shown = Counter(one.mode for one in kept.suggested.values())
    blind, assist = shown[SuggestionMode.BLIND], shown[SuggestionMode.ASSIST]
    return say("severity.suggest.kept", blind=blind, assist=assist)


def _measured(kept: KeptScore) -> str:
    """Where an area was taken from outlined photos; "" where none was."""
    known = INDICES[kept.index].asks if kept.index in INDICES else {}
    places = [place for place in kept.measured if place in known]
    if not places:
        return ""
    names = [region_name(kept.index, one, speech().language) for one in places]
    return say("severity.measured.kept", regions=speech().in_a_row(names))
