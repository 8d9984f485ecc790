"""What to do, the rules that say so, and the questions whose answers would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule
from skin_core.domain.facts import Facts
from skin_core.facts import all_facts, fact_name, fact_text, facts_of
from skin_core.i18n import t
from skin_core.rules import RuleInput, known_rules, pending, rule_action, rule_name, rule_text
from skin_core.services.wording import next_steps, urgency_text
from skin_core.ui import drafting
from skin_core.ui.components.fact_inputs import fact_input
from skin_core.ui.components.shown import Shown
from skin_core.ui.components.urgency import ICONS, rule_number, why_it_fired
from skin_core.ui.plain import plain
from skin_core.ui.session import session

SHOWN_QUESTIONS = 6


def draw_actions(shown: Shown, language: str) -> None:
    """The checklist: at most five lines, what cannot wait first."""
    lines = next_steps(shown.analysis, language, shown.diagnosis, with_questions=not shown.is_open)
    if lines:
        st.markdown("\n".join(f"1. {plain(line)}" for line in lines))
    else:
        st.markdown(t("report.first.no_action", language))


def draw_rules(advice: Advice, language: str, key: str) -> None:
    """Every rule that fired: what it says and asks for, what made it fire, and its source."""
    if not advice.fired:
        return
    label = t("analyse.advice.rules_title", language, count=len(advice.fired))
    known = known_rules(advice)
    with st.expander(label, icon=":material/rule:", key=f"{key}.rules"):
        for rule in known:
            with st.container(gap="xxsmall"):
                number = rule_number(rule, language)
                name = rule_name(rule, language)
                st.markdown(f"{ICONS[rule.urgency]} **{name}** · :small[{number}]")
                st.markdown(f"{rule_text(rule, language)} {rule_action(rule, language)}")
                why_it_fired(rule, language)
        for rule in advice.fired:
            if rule not in known:
                number = rule_number(rule, language)
                st.caption(f"{number}: {t('report.first.retired', language)}")


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
    open_questions = [key for key in advice.questions if key in all_facts()]
    state.asked = tuple(dict.fromkeys((*state.asked, *open_questions, *answered)))
    return tuple(key for key in state.asked if key in open_questions or key in facts)


def _waiting(shown: Shown) -> dict[str, FiredRule]:
    """The rule to name beside each unanswered fact."""
    return telling_rules((*pending(_question_of(shown)), *shown.analysis.advice.fired))


def telling_rules(rules: Iterable[FiredRule]) -> dict[str, FiredRule]:
    """The most urgent rule that hangs on each unanswered fact.

    Of equally urgent ones, that which hangs on the fewest facts: it says best why one is asked.
    """
    found: dict[str, FiredRule] = {}
    for rule in sorted(rules, key=lambda one: (one.urgency.rank, len(one.would_change))):
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
        return
    lines = []
    for key, value in facts.items():
        is_asked = key in all_facts()  # an old case may answer what is asked no more
        name = fact_name(key, language) if is_asked else plain(key)
        text = plain(fact_text(key, value, language) if is_asked else str(value))
        lines.append(f"- {name}: **{text}**")
    st.markdown("\n".join(lines))
