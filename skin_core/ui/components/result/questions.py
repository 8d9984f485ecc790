"""What to ask now: what decides on treatment first, then what could make it more urgent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import streamlit as st

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Patient
from skin_core.facts import all_facts, deciding_facts
from skin_core.rules import RuleInput, pending, rule
from skin_core.rules.known_facts import known_facts
from skin_core.rules.situation import BIRTH_DATE
from skin_core.scoring.seven_point import SEVEN_POINTS
from skin_core.services import records
from skin_core.services.follow_up import LastTime, last_time
from skin_core.ui import drafting, resources
from skin_core.ui.components.result.question_groups import (
    CHECKLIST,
    DECIDES,
    Group,
    first_groups,
    grouped,
    in_order,
    is_checklist_begun,
    needs_checklist,
    telling_rules,
)
from skin_core.ui.components.shared.birth_date import birth_date_question
from skin_core.ui.components.shared.fact_inputs import fact_input, fill_anew
from skin_core.ui.components.shared.opened_box import opened_box
from skin_core.ui.components.shared.urgency import ICONS
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

COLUMNS = 3
RULES_NAMED = 3


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
    if needs_checklist(question):
        answered += [key for key in SEVEN_POINTS if key not in in_sight]
    deciding = deciding_facts(_top(question))
    rules = (*pending(question), *advice.fired)
    groups = _groups(askable, answered, rules, deciding)
    if not groups:
        return
    st.caption(say("analyse.questions.hint"))
    last = _last_time()
    is_begun = is_checklist_begun(question) or bool(last and last.score is not None)
    shown, rest = first_groups(groups, is_begun)
    _draw(shown, question, patient, key, last)
    if rest:
        count = sum(len(group.names) for group in rest)
        label = say("analyse.questions.more", count=count)
        if more := opened_box(label, f"{key}.more_questions", ":material/checklist:"):
            with more:
                _draw(rest, question, patient, key, last)


def _top(question: RuleInput) -> str:
    """The disease whose treatment is at stake: as diagnosed, else the most probable one."""
    if question.known.diagnosis or question.known.concluded:
        return question.known.diagnosis
    return question.differential[0].label if question.differential else ""


def _groups(
    asked: Sequence[str],
    answered: Sequence[str],
    rules: Iterable[FiredRule],
    deciding: Sequence[str],
) -> list[Group]:
    """The groups to draw; they are remembered, so that none jumps away when it is answered."""
    state = session()
    others = list(dict.fromkeys((*answered, *state.added)))
    names = in_order(list(state.asked), asked, others)
    groups = grouped(names, telling_rules(rules), state.asked, deciding)
    state.asked = {name: group.key for group in groups for name in group.names}
    return groups


def _is_askable(key: str) -> bool:
    return key in all_facts() or key == BIRTH_DATE


def _draw(
    groups: Sequence[Group], question: RuleInput, patient: Patient, key: str, last: LastTime | None
) -> None:
    """Each group across the page, under one caption."""
    for group in groups:
        with st.container(key=f"question-{key}-group-{group.key}", gap="xsmall"):
            _caption(group, question, key)
            if last and group.key == CHECKLIST:
                _last_score(last)
            many = st.grid(COLUMNS, min_column_width=270, gap="small")
            for name in group.names:
                with many.cell():
                    _input(name, question, patient, key)
                    if last and name in last.answers:
                        answer = speech().answer(name, last.answers[name])
                        st.caption(say("records.follow.answer", answer=answer))


def _input(name: str, question: RuleInput, patient: Patient, key: str) -> None:
    if name == BIRTH_DATE:
        birth_date_question(patient, f"{key}.fact")
    else:
        fact_input(name, question.facts, f"{key}.fact")


def _caption(group: Group, question: RuleInput, key: str) -> None:
    """What hangs on the answers: the score, the treatment, or the rules that wait."""
    if group.key == CHECKLIST:
        _score(question, key)
    elif group.key == DECIDES:
        name = speech().in_sentence(_top(question))
        st.caption(f":material/fork_right: {say('analyse.questions.decides', name=name)}")
    elif group.waiting:
        urgency = group.waiting[0].urgency
        names = [speech().of(rule(one.rule_id).name) for one in group.waiting]
        listed = say("drugs.separator").join(names[:RULES_NAMED])  # a name may have a comma
        is_known = urgency is not Urgency.UNKNOWN
        before = f"{ICONS[urgency]} {speech().urgency(urgency)}: " if is_known else ""
        st.caption(f"{before}{listed}")


def _score(question: RuleInput, key: str) -> None:
    """The checklist with its running score, and one press that answers all the rest."""
    facts = known_facts(question)
    score = sum(points for one, points in SEVEN_POINTS.items() if facts.get(one) is True)
    still_open = [one for one in SEVEN_POINTS if one not in facts]
    word = "score_so_far" if still_open else "score"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = say(f"analyse.questions.{word}", score=score)
        st.markdown(f":material/checklist: {words}", width="content")
        if still_open:
            st.button(
                say("analyse.questions.others_no"),
                key=f"{key}.checklist_no",
                type="tertiary",
                icon=":material/done_all:",
                on_click=_answer_no,
                args=(still_open,),
            )


def _last_time() -> LastTime | None:
    """What was answered at the last visit of the lesion that is looked at again; else None."""
    lesion_id = drafting.current().lesion_id
    last = records.last_case_of_lesion(resources.store(), lesion_id) if lesion_id else None
    return last_time(last) if last else None


def _last_score(last: LastTime) -> None:
    """The score of the last visit of this lesion, below that of today."""
    if last.score is not None:
        word = "score" if last.is_whole else "score_so_far"
        words = {"date": speech().when(last.day), "score": last.score}
        st.caption(say(f"records.follow.{word}", **words))


def _answer_no(names: Sequence[str]) -> None:
    for name in names:
        drafting.set_fact(name, False)
        fill_anew(name, "")
