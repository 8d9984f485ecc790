"""How soon: always an icon, a word and a colour, so that grey prints and all eyes read it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.i18n import t
from skin_core.rules import (
    because_text,
    known_rules,
    rule_action,
    rule_citation,
    rule_name,
    rule_text,
)
from skin_core.services.wording import advice_when, urgency_text
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
MORE = 3  # rules named in the banner beside the first; all of them under "Why?"
IN_FRONT = Urgency.SOON.rank  # what is less urgent stands under "Why?" alone
OF_THE_DISEASE = ("answer-disease", "clinician-diagnosis")  # their text says it all


def urgency_badge(urgency: Urgency, language: str) -> None:
    """A small mark, for cards and rows; when to be seen stands in the case, in its own words."""
    st.badge(urgency_text(urgency, language), icon=ICONS[urgency], color=COLOURS[urgency])


def urgency_banner(advice: Advice, language: str, key: str) -> None:
    """What demands something now: how soon and what to do, then why; the rest under "Why?"."""
    reasons = banner_rules(advice)
    lead = _lead(reasons, language)
    name = f"urgency-{advice.urgency.value}-{key}"
    with st.container(key=name, horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(gap="xxsmall"):
            action = rule_action(lead, language) if lead else ""
            st.markdown(_headline(advice, language, action))
            if lead:
                st.markdown(_reason(lead, language))
            if others := _others(reasons, lead, language):
                st.markdown(f":small[{t('analyse.advice.also', language, names=others)}]")
        if reasons:
            _why(reasons, language, key)


def banner_rules(advice: Advice) -> list[FiredRule]:
    """The rules that make the case as urgent as it is; mere notes demand nothing."""
    if advice.urgency is Urgency.UNKNOWN:
        return []
    return [rule for rule in known_rules(advice) if rule.urgency is advice.urgency]


def _lead(reasons: list[FiredRule], language: str) -> FiredRule | None:
    """The first that says what to do; where none does, the first."""
    acting = (rule for rule in reasons if rule_action(rule, language))
    return next(acting, reasons[0] if reasons else None)


def urgency_line(advice: Advice, language: str, key: str) -> None:
    """The urgency with the name of the rule that demands it, in one line."""
    with st.container(key=f"urgency-{advice.urgency.value}-line-{key}", width="content"):
        names = [rule_name(rule, language) for rule in known_rules(advice)[:1]]
        st.markdown(" ".join((_headline(advice, language), *names)))


def _others(reasons: list[FiredRule], lead: FiredRule | None, language: str) -> str:
    """Names of the other rules that cannot wait, in one line; "" where none stands behind."""
    named = [rule for rule in reasons if rule is not lead and rule.rule_id not in OF_THE_DISEASE]
    pressing = [rule_name(rule, language) for rule in named if rule.urgency.rank <= IN_FRONT]
    return t("answer.separator", language).join(pressing[:MORE])


def _headline(advice: Advice, language: str, action: str = "") -> str:
    word, when = urgency_text(advice.urgency, language), advice_when(advice, language)
    return f"{ICONS[advice.urgency]} **{word} – {when}. {action}".rstrip() + "**"


def _reason(rule: FiredRule, language: str) -> str:
    """What a rule says, after its name, unless that says nothing more."""
    if rule.rule_id in OF_THE_DISEASE:
        return rule_text(rule, language)
    return f"{rule_name(rule, language)} – {rule_text(rule, language)}"


def _why(reasons: list[FiredRule], language: str, key: str) -> None:
    label = t("analyse.advice.why", language)
    with st.popover(label, type="tertiary", icon=":material/rule:", key=f"{key}.why"):
        for rule in reasons:
            st.markdown(f"**{rule_name(rule, language)}** · :small[{rule_number(rule, language)}]")
            st.markdown(rule_text(rule, language))
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
