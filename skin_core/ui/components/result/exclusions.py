"""Dangers that only the network named: one quiet line, and one control to exclude them.

What facts raised is not in it: it stands, whatever is excluded or diagnosed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.case import Exclusion
from skin_core.facts import local_time
from skin_core.rules import advise, all_rules, question_of
from skin_core.rules.situation import worst_urgency
from skin_core.services import workbench
from skin_core.ui import drafting
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import widget_value

RAISED = ("top", "tier", "listed")  # roles that only a network gives
IN_MIND = ("in_mind",)
ANSWER = "answer-disease"  # the rule that carries the urgency of the network's own answer


@dataclass(frozen=True)
class Decide:
    """What a click does with the taxonomy key of a danger."""

    exclude: Callable[[str], None]
    include: Callable[[str], None]


OF_DRAFT = Decide(drafting.exclude, drafting.include)


def draw_dangers(shown: Shown, key: str, decide: Decide | None) -> None:
    """One line of what only the network named, one control to exclude it, and what was excluded.

    decide: None where nothing can be changed.
    """
    raised, in_mind = _network_named(shown)
    if raised or in_mind:
        with _line(f"dangers-{key}"):
            st.caption(_named_words(raised, in_mind, shown), width="content")
            if decide:
                _exclude([*raised, *in_mind], shown, f"{key}.exclude", decide)
    if shown.excluded:
        _excluded(shown.excluded, key, decide)
    if ended := _ended(shown):
        names = speech().in_a_row(_names(ended))
        st.caption(f":material/info: {say('analyse.network.ended', names=names)}")


def _network_named(shown: Shown) -> tuple[list[str], list[str]]:
    """Dangers that only the network raised, likeliest first, and those merely kept in mind."""
    advice = shown.analysis.advice
    pressing = [rule for rule in advice.fired if rule.urgency.rank <= Urgency.SOON.rank]
    chances = {one.label: one.probability for one in shown.analysis.differential}
    found = [label for label in named(pressing, RAISED) if _is_danger(label)]
    raised = sorted(found, key=lambda label: -chances.get(label, 0.0))
    return raised, [label for label in named(advice.fired, IN_MIND) if label not in raised]


def _named_words(raised: Sequence[str], in_mind: Sequence[str], shown: Shown) -> str:
    """Both in one line, each disease with what the network gives it."""
    parts = []
    for name, labels in (("raised", raised), ("in_mind", in_mind)):
        if labels:
            told = speech().listed(
                f"{speech().in_sentence(label)} ({_chance(label, shown)})" for label in labels
            )
            parts.append(f"{say(f'analyse.network.{name}')} {told}")
    return " · ".join(parts)


def _exclude(labels: Sequence[str], shown: Shown, key: str, decide: Decide) -> None:
    """A menu of them; what is chosen is recorded at once."""

    def take() -> None:
        if label := widget_value(key):
            decide.exclude(str(label))

    st.menu_button(
        say("analyse.network.exclude"),
        labels,
        format_func=lambda label: f"{speech().label(label)} ({_chance(label, shown)})",
        key=key,
        type="tertiary",
        help=say("analyse.network.exclude_help"),
        on_click=take,
    )


def excluded_words(excluded: Iterable[Exclusion]) -> str:
    """What was excluded, with hour and name, in one line."""
    told = say("report.excluded.separator").join(_told(one) for one in excluded)
    return f"{say('analyse.network.excluded')} {told}"


def named(rules: Iterable[FiredRule], roles: Sequence[str]) -> list[str]:
    """Diseases that rules named in one of these roles, in the order of the rules."""
    pairs = (pair.split("=", 1) for rule in rules for pair in rule.because)
    return list(dict.fromkeys(value for role, value in pairs if role in roles))


def _is_danger(label: str) -> bool:
    entry = all_diseases().get(label)
    is_soon = worst_urgency(label).rank <= Urgency.SOON.rank
    return entry is not None and (entry.danger or is_soon)


def _line(key: str) -> st.delta_generator.DeltaGenerator:
    width: Literal["stretch", "content"] = "content" if key.startswith("danger-") else "stretch"
    return st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key=key, width=width
    )


def _chance(label: str, shown: Shown) -> str:
    """What the network gives a disease: "1 %"."""
    found = (one.probability for one in shown.analysis.differential if one.label == label)
    return speech().percent(next(found, 0.0))


def _excluded(excluded: Iterable[Exclusion], key: str, decide: Decide | None) -> None:
    with _line(f"dangers-excluded-{key}"):
        st.caption(say("analyse.network.excluded"), width="content")
        for one in excluded:
            with _line(f"danger-{key}.excluded.{one.label}"):
                st.caption(_told(one), width="content")
                if decide:
                    st.button(
                        say("analyse.network.undo"),
                        key=f"{key}.include.{one.label}",
                        type="tertiary",
                        icon=":material/undo:",
                        on_click=decide.include,
                        args=(one.label,),
                    )


def _told(one: Exclusion) -> str:
    """Name, hour (of another day the day too), and by whom."""
    moment, now = local_time(one.at), drafting.now()
    is_today = moment.date() == now.date()
    time = f"{moment:%H:%M}" if is_today else speech().moment(one.at)
    word = "by" if one.by else "unnamed"
    words = {"name": speech().label(one.label), "time": time, "by": plain(one.by)}
    return say(f"report.excluded.{word}", **words)


def _ended(shown: Shown) -> tuple[FiredRule, ...]:
    """Rules that demanded something sooner, before the clinician concluded."""
    known = workbench.known_of(drafting.current(), drafting.now()) if shown.is_open else None
    if known is None or not known.concluded or not shown.analysis.pooled:
        return ()
    undecided = replace(known, diagnosis="", concluded=False)
    question = question_of(shown.analysis, shown.facts, undecided, drafting.now())
    now = shown.analysis.advice
    standing = {rule.rule_id for rule in now.fired}
    return tuple(
        rule
        for rule in advise(question).fired
        if rule.rule_id not in standing and rule.urgency.rank < now.urgency.rank
    )


def _names(rules: Iterable[FiredRule]) -> list[str]:
    """What was ended: the rules by name, and the network's own answer by the disease."""
    found: list[str] = []
    for rule in rules:
        if rule.rule_id == ANSWER:
            labels = named([rule], RAISED)
            found.extend(speech().in_sentence(label) for label in labels)
        elif rule.rule_id in all_rules():
            found.append(speech().rule_name(rule))
    return list(dict.fromkeys(found))
