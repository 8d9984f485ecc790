"""What to do, the rules that say so, and the facts they rest on."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import Advice, Step
from skin_core.domain.facts import Facts
from skin_core.facts import all_facts
from skin_core.narrative.plan import open_questions, step_name, steps_of
from skin_core.rules import known_rules
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.urgency import rule_number, rule_words
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def draw_actions(shown: Shown) -> None:
    """The checklist: at most five lines, what cannot wait first; what is still open under it."""
    steps = "\n".join(f"1. {_step(step)}" for step in steps_of(shown.analysis))
    st.markdown(f"**{say('analyse.tab.todo')}**\n\n{steps}")
    if not shown.is_open and (asked := open_questions(shown.analysis, speech())):
        st.caption(plain(asked))


def _step(step: Step) -> str:
    """What it is about in bold, then the line."""
    return f"**{plain(step_name(step, speech()))}:** {plain(speech().of(step.words))}"


def draw_rules(advice: Advice, key: str) -> None:
    """Every rule that fired: what it says and asks for, what made it fire, and its source."""
    if not advice.fired:
        return
    label = say("analyse.advice.rules_title", count=len(advice.fired))
    known = known_rules(advice)
    with st.expander(label, icon=":material/rule:", key=f"{key}.rules"):
        retired = (rule for rule in advice.fired if rule not in known)
        told = [
            *(rule_words(rule, with_action=True) for rule in known),
            *(f":small[{rule_number(rule)}: {say('report.first.retired')}]" for rule in retired),
        ]
        st.markdown("\n\n".join(told))


def draw_facts(facts: Facts) -> None:
    """What was entered, for a case that is saved."""
    if not facts:
        st.caption(say("analyse.facts.none"))
        return
    lines = []
    for key, value in facts.items():
        is_asked = key in all_facts()  # an old case may answer what is asked no more
        name = speech().fact(key) if is_asked else plain(key)
        text = plain(speech().answer_as_kept(key, value) if is_asked else str(value))
        lines.append(f"- {name}: **{text}**")
    st.markdown("\n".join(lines))
