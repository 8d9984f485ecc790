"""What to do, the rules that say so, and the facts they rest on."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import Advice
from skin_core.domain.facts import Facts
from skin_core.facts import all_facts, fact_name, fact_text
from skin_core.i18n import t
from skin_core.rules import known_rules, rule_action, rule_name, rule_text
from skin_core.services.wording import next_steps
from skin_core.ui.components.shown import Shown
from skin_core.ui.components.urgency import ICONS, rule_number, why_it_fired
from skin_core.ui.plain import plain


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
