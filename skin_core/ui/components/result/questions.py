"""What to ask now: questions in the order of the rules, those that hang on one rule together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Patient
from skin_core.facts import all_facts
from skin_core.rules import RuleInput, all_rules, pending, rule
from skin_core.rules.known_facts import known_facts
from skin_core.rules.situation import BIRTH_DATE, SEVEN_POINTS
from skin_core.ui.components.shared.birth_date import birth_date_question
from skin_core.ui.components.shared.fact_inputs import fact_input
from skin_core.ui.components.shared.urgency import ICONS
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

SHOWN_QUESTIONS = 6
CHECKLIST = "seven-point"  # the rule whose questions stay together whatever else hangs on them


@dataclass(frozen=True)
class Group:
    """Questions that hang on one rule. pending: as it waits; None once all are answered."""

    rule_id: str
    names: tuple[str, ...]
    pending: FiredRule | None = None


def draw_questions(
    question: RuleInput,
    advice: Advice,
    patient: Patient,
    key: str,
    in_sight: Collection[str] = (),
    in_box: Collection[str] = (),
) -> None:
    """Ask what would change the advice; an answered question keeps its place.

    in_sight: facts whose inputs stand on the page anyway; not asked here. in_box: those in a box
    that may be closed; asked here, but not repeated where they were answered there.
    """
    askable = [key for key in advice.questions if _is_askable(key) and key not in in_sight]
    kept = [key for key in question.facts if key in all_facts() and key not in in_sight]
    answered = [key for key in kept if key in session().asked or key not in in_box]
    if BIRTH_DATE in session().asked and patient.birth_date:
        answered.append(BIRTH_DATE)
    groups = _groups(askable, answered, (*pending(question), *advice.fired))
    if not groups:
        return
    st.caption(say("analyse.questions.hint"))
    shown, rest = _first(groups)
    _draw(shown, question, patient, key)
    if rest:
        count = sum(len(group.names) for group in rest)
        label = say("analyse.questions.more", count=count)
        with st.expander(label, icon=":material/checklist:", key=f"{key}.more_questions"):
            _draw(rest, question, patient, key)


def telling_rules(rules: Iterable[FiredRule]) -> dict[str, FiredRule]:
    """The most urgent rule that hangs on each unanswered fact.

    Of equally urgent ones, that which hangs on the fewest facts: it says best why one is asked.
    """
    found: dict[str, FiredRule] = {}
    for one in sorted(rules, key=lambda one: (one.urgency.rank, len(one.would_change))):
        for key in one.would_change:
            found.setdefault(key, one)
    return found


def in_order(before: Sequence[str], asked: Sequence[str], others: Sequence[str]) -> list[str]:
    """The open questions as the rules order them, each other one behind what it stood behind.

    before: what was shown last. others: answered ones and added ones; new ones come last.
    """
    found = list(asked)
    for key in sorted(others, key=lambda one: _place(one, before)):
        if key in found:
            continue
        earlier = before[: _place(key, before)] if key in before else found
        behind = next((one for one in reversed(earlier) if one in found), None)
        found.insert(0 if behind is None else found.index(behind) + 1, key)
    return found


def grouped(
    names: Sequence[str], telling: Mapping[str, FiredRule], remembered: Mapping[str, str]
) -> list[Group]:
    """The questions by the rule that each hangs on, or hung on before it was answered."""
    members: dict[str, list[str]] = {}
    for name in names:
        told = telling[name].rule_id if name in telling else remembered.get(name, name)
        members.setdefault(CHECKLIST if name in SEVEN_POINTS else told, []).append(name)
    return [
        Group(one, tuple(names), next((telling[n] for n in names if n in telling), None))
        for one, names in members.items()
    ]


def _place(key: str, before: Sequence[str]) -> int:
    return before.index(key) if key in before else len(before)


def _groups(
    asked: Sequence[str], answered: Sequence[str], rules: Iterable[FiredRule]
) -> list[Group]:
    """The groups to draw; they are remembered, so that none jumps away when it is answered."""
    state = session()
    others = list(dict.fromkeys((*answered, *state.added)))
    names = in_order(list(state.asked), asked, others)
    groups = grouped(names, telling_rules(rules), state.asked)
    state.asked = {name: group.rule_id for group in groups for name in group.names}
    return groups


def _is_askable(key: str) -> bool:
    return key in all_facts() or key == BIRTH_DATE


def _first(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """Whole groups until there are enough questions, and the rest."""
    count, shown = 0, 0
    for group in groups:
        if count >= SHOWN_QUESTIONS:
            break
        count, shown = count + len(group.names), shown + 1
    return list(groups[:shown]), list(groups[shown:])


def _draw(groups: Sequence[Group], question: RuleInput, patient: Patient, key: str) -> None:
    """Single questions side by side, a larger group across the page under one caption."""
    grid = None
    for group in groups:
        if len(group.names) == 1:
            grid = grid or st.grid(2, min_column_width=270, gap="small")
            with grid.cell(), st.container(key=f"question-{key}-{group.names[0]}", gap="xxsmall"):
                _caption(group, question)
                _input(group.names[0], question, patient, key)
            continue
        grid = None
        with st.container(key=f"question-{key}-group-{group.rule_id}", gap="xsmall"):
            _caption(group, question)
            many = st.grid(2, min_column_width=270, gap="small")
            for name in group.names:
                with many.cell():
                    _input(name, question, patient, key)


def _input(name: str, question: RuleInput, patient: Patient, key: str) -> None:
    if name == BIRTH_DATE:
        birth_date_question(patient, f"{key}.fact")
    else:
        fact_input(name, question.facts, f"{key}.fact")


def _caption(group: Group, question: RuleInput) -> None:
    if group.rule_id == CHECKLIST:
        st.caption(_score(group, question))
    elif group.pending and group.pending.urgency is not Urgency.UNKNOWN:
        word = speech().urgency(group.pending.urgency)
        name = speech().of(rule(group.rule_id).name)
        st.caption(f"{ICONS[group.pending.urgency]} {word}: {name}")
    elif group.rule_id in all_rules():
        st.caption(speech().of(rule(group.rule_id).name))


def _score(group: Group, question: RuleInput) -> str:
    """The checklist with its score, as far as it is answered."""
    facts = known_facts(question)
    score = sum(points for key, points in SEVEN_POINTS.items() if facts.get(key) is True)
    is_open = any(key not in facts for key in SEVEN_POINTS)
    word = "score_so_far" if is_open else "score"
    return f":material/checklist: {say(f'analyse.questions.{word}', score=score)}"
