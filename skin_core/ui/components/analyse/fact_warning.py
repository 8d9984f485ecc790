"""Emergencies that need no photo: what the facts alone demand, before anything was analysed."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import Advice, Urgency
from skin_core.domain.case import Draft
from skin_core.narrative.plan import steps_of
from skin_core.rules import RuleInput, advise
from skin_core.services import workbench
from skin_core.ui import drafting
from skin_core.ui.components.result.advice import draw_actions
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.urgency import urgency_badge, urgency_banner, urgency_line


def fact_warning(draft: Draft, advice: Advice) -> None:
    """Where the facts alone make it urgent: a banner, and at once what to do; else nothing."""
    if advice.urgency.rank <= Urgency.URGENT.rank:
        shown = Shown.of(workbench.advised_without_photo(draft, drafting.now()))
        urgency_banner(shown.analysis, "analyse.facts")
        if len(steps_of(shown.analysis)) > 1:  # a single one stands in the banner
            with st.container(key="result-todo-analyse.facts"):
                draw_actions(shown)


def fact_strip(advice: Advice) -> None:
    """The same in one line, where the banner may be out of sight; a badge where it can wait."""
    if advice.urgency.rank <= Urgency.URGENT.rank:
        urgency_line(advice, "analyse.facts")
    elif advice.urgency is not Urgency.UNKNOWN:
        urgency_badge(advice.urgency)


def facts_alone(draft: Draft) -> RuleInput:
    """What the rules may know before anything was analysed."""
    now = drafting.now()
    return RuleInput(now=now, facts=draft.facts, known=workbench.known_of(draft, now))


def advice_on_facts(draft: Draft) -> Advice:
    """What the facts alone call for."""
    return advise(facts_alone(draft))
