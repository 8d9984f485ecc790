"""What to do, and the questions whose answers would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule
from skin_core.domain.facts import Facts
from skin_core.facts import all_facts, fact_name, fact_text, facts_of
from skin_core.i18n import t
from skin_core.rules import RuleInput, pending, rule_action, rule_name, rule_text
from skin_core.services.wording import urgency_text
from skin_core.ui import drafting
from skin_core.ui.components.fact_inputs import fact_input
from skin_core.ui.components.shown import Shown
from skin_core.ui.components.urgency import ICONS
from skin_core.ui.plain import plain
from skin_core.ui.session import session

SHOWN_QUESTIONS = 6


def draw_actions(advice: Advice, language: str) -> None:
    """What each rule that fired asks to do, most urgent first."""
    done: set[str] = set()
    lines = []
    for rule in advice.fired:
        action = rule_action(rule, language)
        if action and action not in done:
            done.add(action)
            lines.append(f"1. **{_sentence(rule_name(rule, language))}** {action}")
    if lines:
        st.markdown("\n".join(lines))
    notes = [rule for rule in advice.fired if not rule_action(rule, language)]
    for rule in notes:
        st.caption(f"{rule_name(rule, language)}: {rule_text(rule, language)}")


def _sentence(name: str) -> str:
    """The name as a sentence of its own."""
    return name if name.endswith(("?", "!", ".")) else f"{name}."


def draw_questions(shown: Shown, language: str, key: str) -> None:
    """Ask what would change the advice; each question beside what hangs on it."""
    facts = shown.facts
    asked = _asked(shown.analysis.advice, facts)
    if not asked:
        return
    st.markdown(f"**{t('analyse.questions.title', language)}**")
    st.caption(t("analyse.questions.hint", language))
    waiting = _waiting(shown)
    _grid(asked[:SHOWN_QUESTIONS], facts, waiting, language, key)
    if rest := asked[SHOWN_QUESTIONS:]:
        label = t("analyse.questions.more", language, count=len(rest))
        with st.expander(label, icon=":material/checklist:", key=f"{key}.more_questions"):
            _grid(rest, facts, waiting, language, key)


def _asked(advice: Advice, facts: Facts) -> tuple[str, ...]:
    """Questions in the order they first came up: an answered one keeps its place."""
    state = session()
    short_form = {spec.key for spec in facts_of("always")}
    answered = [key for key in facts if key not in short_form and key in all_facts()]
    state.asked = tuple(dict.fromkeys((*state.asked, *advice.questions, *answered)))
    return tuple(key for key in state.asked if key in advice.questions or key in facts)


def _waiting(shown: Shown) -> dict[str, FiredRule]:
    """The most urgent rule that hangs on each unanswered fact."""
    found: dict[str, FiredRule] = {}
    for rule in (*pending(_question_of(shown)), *shown.analysis.advice.fired):
        for key in rule.would_change:
            found.setdefault(key, rule)
    return found


def _question_of(shown: Shown) -> RuleInput:
    """The case as the rules see it."""
    analysis = shown.analysis
    return RuleInput(
        now=drafting.now(),
        differential=analysis.differential,
        prediction_set=analysis.prediction_set,
        above_alert=analysis.above_alert,
        kind=analysis.kind,
        uncertain=analysis.uncertain,
        judged=bool(analysis.pooled),
        facts=shown.facts,
        age_years=drafting.age_years(shown.patient),
        sex=shown.patient.sex,
        diagnosis=shown.diagnosis,
    )


def _grid(
    names: Sequence[str],
    facts: Facts,
    waiting: Mapping[str, FiredRule],
    language: str,
    key: str,
) -> None:
    grid = st.grid(2, min_column_width=270, gap="small")
    for name in names:
        with grid.cell():
            _question(name, facts, waiting.get(name), language, key)


def _question(name: str, facts: Facts, rule: FiredRule | None, language: str, key: str) -> None:
    with st.container(key=f"question-{key}-{name}", gap="xxsmall"):
        fact_input(name, facts, language, f"{key}.fact")
        if rule:
            st.caption(
                f"{ICONS[rule.urgency]} {urgency_text(rule.urgency, language)}: "
                f"{rule_name(rule, language)}"
            )


def draw_facts(facts: Facts, language: str) -> None:
    """What was entered, for a case that is saved."""
    if not facts:
        st.caption(t("analyse.facts.none", language))
    for key, value in facts.items():
        text = plain(fact_text(key, value, language))
        st.markdown(f"- {fact_name(key, language)}: **{text}**")
