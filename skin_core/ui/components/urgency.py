"""How soon: always an icon, a word and a colour, so that grey prints and all eyes read it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.i18n import t
from skin_core.rules import because_text, rule_citation, rule_name, rule_text
from skin_core.services.wording import urgency_text, urgency_when

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
    reasons = [
        rule for rule in advice.fired if rule.urgency.rank <= max(IN_FRONT, advice.urgency.rank)
    ]
    first, rest = (reasons[0], reasons[1:]) if reasons else (None, [])
    headline = (
        f"{urgency_text(advice.urgency, language)} – {urgency_when(advice.urgency, language)}"
    )
    name = f"urgency-{advice.urgency.value}-{key}"
    with st.container(key=name, horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap="xxsmall"):
            text = _reason(first, language) if first else ""
            st.markdown(f"{ICONS[advice.urgency]} **{headline}.** {text}")
            for rule in rest[:MORE]:
                st.markdown(_reason(rule, language))
        if reasons:
            _why(reasons, language, key)


def _reason(rule: FiredRule, language: str) -> str:
    """What a rule says, after its name, unless that only repeats the headline."""
    if rule.rule_id == "top-disease":
        return rule_text(rule, language)
    return f"{rule_name(rule, language)} – {rule_text(rule, language)}"


def _why(reasons: list[FiredRule], language: str, key: str) -> None:
    label = t("analyse.advice.why", language)
    with st.popover(label, type="tertiary", icon=":material/rule:", key=f"{key}.why"):
        for rule in reasons:
            which = t("analyse.advice.rule", language, rule=rule.rule_id, version=rule.version)
            st.markdown(f"**{rule_name(rule, language)}** · :small[{which}]")
            for line in because_text(rule, language):
                st.markdown(f"- {line}")
            if citation := rule_citation(rule):
                st.caption(citation)
