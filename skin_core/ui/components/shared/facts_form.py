"""The short form of facts, and below it the danger signs and contacts that need no photo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.facts import Facts, FactSpec
from skin_core.facts import facts_of
from skin_core.rules import RuleInput
from skin_core.rules.known_facts import known_facts
from skin_core.ui.components.shared.fact_inputs import FORM, fact_input
from skin_core.ui.components.shared.opened_box import opened_box
from skin_core.ui.components.shared.site_picker import SITE, site_picker
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

COLUMNS = 3
SHORT_FORM = "always"
DANGER_FORM = ("danger", "risk", "exposure")  # sections, in one box
WIDE = ("history",)
OF_PREGNANCY = ("pregnancy", "pregnancy_weeks")
AGE_IN_DAYS, MOST_DAYS = "age_days", 731


def facts_form(question: RuleInput, place: str = FORM) -> None:
    """Every fact of the short form that may be, in as many columns as fit. place: of the keys."""
    specs = _possible(facts_of(SHORT_FORM), question)
    _grid([spec for spec in specs if spec.key not in WIDE], question.facts, place)
    for spec in specs:
        if spec.key in WIDE:
            fact_input(spec.key, question.facts, place)


def danger_form(question: RuleInput, place: str = FORM) -> None:
    """Signs that make it an emergency whatever the photo shows; then the patient, then contacts."""
    sections = {key: _possible(facts_of(key), question) for key in DANGER_FORM}
    boxed = [spec.key for specs in sections.values() for spec in specs]
    is_open = any(key in question.facts and key not in session().asked for key in boxed)
    first, *others = DANGER_FORM
    title = say("analyse.facts.danger_title")
    box = opened_box(title, "analyse.danger", ":material/report:", at_first=is_open)
    if box is None:  # forty questions, which each answer elsewhere would draw anew
        return
    with box:
        st.caption(say("analyse.facts.danger_hint"))
        _grid(sections[first], question.facts, place)
        for key in others:
            st.markdown(f"**{speech().section(key)}**")
            _grid(sections[key], question.facts, place)


def in_forms(question: RuleInput) -> tuple[frozenset[str], frozenset[str]]:
    """Facts whose inputs stand in the short form, and those in the box below it."""
    short = _possible(facts_of(SHORT_FORM), question)
    boxed = [spec for key in DANGER_FORM for spec in _possible(facts_of(key), question)]
    return frozenset(spec.key for spec in short), frozenset(spec.key for spec in boxed)


def _possible(specs: Sequence[FactSpec], question: RuleInput) -> list[FactSpec]:
    """Without pregnancy where it cannot be, and without days of age where the date is known."""
    hidden = set(OF_PREGNANCY if known_facts(question).get("pregnancy") is False else ())
    age = question.known.age
    if age and (age.is_exact or age.is_below_days(MOST_DAYS) is False):
        hidden.add(AGE_IN_DAYS)
    return [spec for spec in specs if spec.key not in hidden or spec.key in question.facts]


def _grid(specs: Sequence[FactSpec], facts: Facts, place: str) -> None:
    grid = st.grid(COLUMNS, min_column_width=260, gap="small")
    for spec in specs:
        with grid.cell():
            fact_input(spec.key, facts, place)
            if (spec.key, place) == (SITE, FORM):
                site_picker(facts, place)
