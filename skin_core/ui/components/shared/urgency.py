"""How soon: always an icon, a word and a colour, so that grey prints and all eyes read it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.domain.analysis import Advice, CaseAnalysis, FiredRule, Urgency
from skin_core.narrative.urgency_words import (
    OF_THE_DISEASE,
    deciding_rules,
    lead_rule,
    soon_text,
    urgency_words,
)
from skin_core.rules import known_rules, rule_citation
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

Colour = Literal["red", "orange", "yellow", "blue", "green", "gray"]

ICONS: dict[Urgency, str] = {
    Urgency.EMERGENCY: ":material/report:",
    Urgency.URGENT: ":material/warning:",
    Urgency.SOON: ":material/schedule:",
    Urgency.ROUTINE: ":material/calendar_month:",
    Urgency.SELF_CARE: ":material/home:",
    Urgency.UNKNOWN: ":material/help:",
}
COLOURS: dict[Urgency, Colour] = {
    Urgency.EMERGENCY: "red",
    Urgency.URGENT: "red",
    Urgency.SOON: "orange",
    Urgency.ROUTINE: "blue",
    Urgency.SELF_CARE: "green",
    Urgency.UNKNOWN: "gray",
}
MORE = 3  # rules named in the banner beside the first; all of them under "Why?"
IN_FRONT = Urgency.SOON.rank  # what is less urgent stands under "Why?" alone


def urgency_badge(urgency: Urgency) -> None:
    """A small mark, for cards and rows; when to be seen stands in the case, in its own words."""
    st.badge(speech().urgency(urgency), icon=ICONS[urgency], color=COLOURS[urgency])


def urgency_banner(case: CaseAnalysis, key: str) -> None:
    """What demands something now: how soon and what to do, then why; the rest under "Why?"."""
    advice, words = case.advice, urgency_words(case, speech())
    reasons, lead = deciding_rules(advice), lead_rule(advice, speech())
    name = f"urgency-{advice.urgency.value}-{key}"
    with st.container(key=name, horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap="xxsmall"):
            st.markdown(_headline(advice, words.soon, words.action))
            if words.reason:
                st.markdown(plain(words.reason))
            if others := _others(reasons, lead):
                st.markdown(f":small[{say('analyse.advice.also', names=others)}]")
        if reasons:
            _why(reasons, key)


def urgency_line(advice: Advice, key: str) -> None:
    """The urgency with the name of the rule that demands it, in one line."""
    with st.container(key=f"urgency-{advice.urgency.value}-line-{key}", width="content"):
        names = [speech().rule_name(rule) for rule in known_rules(advice)[:1]]
        st.markdown(" ".join((_headline(advice, soon_text(advice, speech())), *names)))


def _others(reasons: list[FiredRule], lead: FiredRule | None) -> str:
    """Names of the other rules that cannot wait, in one line; "" where none stands behind."""
    named = [rule for rule in reasons if rule is not lead and rule.rule_id not in OF_THE_DISEASE]
    pressing = [speech().rule_name(rule) for rule in named if rule.urgency.rank <= IN_FRONT]
    return speech().listed(pressing[:MORE])


def _headline(advice: Advice, soon: str, action: str = "") -> str:
    return f"{ICONS[advice.urgency]} **{soon}. {action}".rstrip() + "**"


def _why(reasons: list[FiredRule], key: str) -> None:
    label = say("analyse.advice.why")
    with st.popover(label, type="tertiary", icon=":material/rule:", key=f"{key}.why"):
        st.markdown("\n\n".join(rule_words(rule) for rule in reasons))


def rule_number(rule: FiredRule) -> str:
    """Which rule it is, in which version."""
    return say("analyse.advice.rule", rule=rule.rule_id, version=rule.version)


def rule_words(rule: FiredRule, *, with_action: bool = False) -> str:
    """A rule as markdown: its name and number, what it says, what made it fire, and its source."""
    name = f"{ICONS[rule.urgency]} **{speech().rule_name(rule)}** · :small[{rule_number(rule)}]"
    text = plain(speech().rule_text(rule))
    if with_action:
        text = f"{text} {plain(speech().rule_action(rule))}".rstrip()
    parts = [f"{name}  \n{text}"]
    if lines := speech().because(rule):
        parts.append("\n".join(f"- {plain(line)}" for line in lines))
    if citation := rule_citation(rule):
        parts.append(f":gray[:small[{plain(citation)}]]")
    return "\n\n".join(parts)
