"""Emergencies that need no photo: what the facts alone demand, before anything was analysed."""

from __future__ import annotations

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Draft
from skin_core.rules import RuleInput, advise
from skin_core.ui import drafting
from skin_core.ui.components.urgency import urgency_banner


def fact_warning(draft: Draft, language: str) -> None:
    """A banner where the facts alone make it urgent; nothing otherwise."""
    advice = advise(
        RuleInput(
            now=drafting.now(),
            facts=draft.facts,
            age_years=drafting.age_years(draft.patient),
            sex=draft.patient.sex,
        )
    )
    if advice.urgency.rank <= Urgency.URGENT.rank:
        urgency_banner(advice, language, "analyse.facts")
