"""How soon: always an icon, a word and a colour, so that grey prints and all eyes read it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.i18n import t
from skin_core.rules import because_text, known_rules, rule_citation, rule_name, rule_text
from skin_core.services.wording import urgency_text, urgency_when
from skin_core.ui.plain import plain

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
MORE = 3  # rules in the banner beside the first; all of them under "Why?"
IN_FRONT = Urgency.SOON.rank  # rules up to this stand before the answer


def urgency_badge(urgency: Urgency, language: str) -> None:
    """A small mark, for cards and rows."""
    st.badge(
        urgency_text(urgency, language),
        icon=ICONS[urgency],
        color=COLOURS[urgency],
        help=urgency_when(urgency, language),
    )


def urgency_banner(advice: Advice, language: str, key: str) -> None:
    """The urgency of the case, with the rules that demand it and why they fired."""
    in_front = max(IN_FRONT, advice.urgency.rank)
    reasons = [rule for rule in known_rules(advice) if rule.urgency.rank <= in_front]
    first, rest = (reasons[0], reasons[1:]) if reasons else (None, [])
    name = f"urgency-{advice.urgency.value}-{key}"
    with st.container(key=name, horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap="xxsmall"):
            text = _reason(first, language) if first else ""
            st.markdown(f"{_headline(advice, language)} {text}")
            for rule in rest[:MORE]:
                st.markdown(_reason(rule, language))
        if reasons:
            _why(reasons, language, key)


def urgency_line(advice: Advice, language: str, key: str) -> None:
    """The urgency with the name of the rule that demands it, in one line."""
    with st.container(key=f"urgency-{advice.urgency.value}-line-{key}", width="content"):
        names = [rule_name(rule, language) for rule in known_rules(advice)[:1]]
        st.markdown(" ".join((_headline(advice, language), *names)))


def _headline(advice: Advice, language: str) -> str:
    word, when = urgency_text(advice.urgency, language), urgency_when(advice.urgency, language)
    return f"{ICONS[advice.urgency]} **{word} – {when}.**"


def _reason(rule: FiredRule, language: str) -> str:
    """What a rule says, after its name, unless that only repeats the headline."""
    if rule.rule_id == "top-disease":
        return rule_text(rule, language)
    return f"{rule_name(rule, language)} – {rule_text(rule, language)}"


def _why(reasons: list[FiredRule], language: str, key: str) -> None:
    label = t("analyse.advice.why", language)
    with st.popover(label, type="tertiary", icon=":material/rule:", key=f"{key}.why"):
        for rule in reasons:
            st.markdown(f"**{rule_name(rule, language)}** · :small[{rule_number(rule, language)}]")
            why_it_fired(rule, language)


def rule_number(rule: FiredRule, language: str) -> str:
    """Which rule it is, in which version."""
    return t("analyse.advice.rule", language, rule=rule.rule_id, version=rule.version)


def why_it_fired(rule: FiredRule, language: str) -> None:
    """What was entered or found that made it fire, and who says so."""
    if lines := because_text(rule, language):
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if citation := rule_citation(rule):
        st.caption(citation)
