"""Correct what was answered in a saved case; open a signed one again; read what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from skin_core.domain.case import Case
from skin_core.domain.facts import Facts
from skin_core.facts import all_facts
from skin_core.rules import RuleInput
from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.fact_inputs import CORRECTED, fact_input
from skin_core.ui.components.shared.facts_form import danger_form, facts_form, in_forms
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, session, widget_value

ABOUT = {"by": 120, "reason": 300}
COLUMNS = 3


def facts_button(case: Case) -> None:
    """Opens what was answered; a signed case is opened again first."""
    if case.is_signed:
        if st.button(
            say("records.amend.open"),
            icon=":material/edit_document:",
            key="records.amend",
            help=say("records.amend.help"),
        ):
            with explain_errors():
                records.amend(resources.store(), case.case_id, drafting.now())
                session().notices.append(say("records.amend.done"))
                st.rerun()
        return
    if st.button(say("records.facts.open"), icon=":material/edit_note:", key="records.facts_open"):
        forget(CORRECTED)
        session().correcting = (case.case_id, case.facts)
        _dialog(case)


def fact_corrections(case: Case) -> None:
    """That answers were corrected, when, and what they were; nothing mostly."""
    found = records.fact_corrections_of(resources.store(), case.case_id)
    if not found:
        return
    label = say("records.facts.history", date=speech().day(found[-1].at))
    with st.expander(label, icon=":material/history_edu:", key="records.fact_corrections"):
        later = [*(one.was for one in found[1:]), case.facts]
        for one, then in reversed(list(zip(found, later, strict=True))):
            about = [speech().moment(one.at), *filter(None, (one.by, one.reason))]
            st.caption(" · ".join(map(plain, about)))
            st.markdown("\n".join(f"- {line}" for line in changed_answers(one.was, then)))


def changed_answers(before: Facts, after: Facts) -> Iterator[str]:
    """What was answered otherwise: "Fever: No → **Yes**"."""
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            was, now = answer_text(before, key), answer_text(after, key)
            yield f"{name_of(key)}: {was} → **{now}**"


def name_of(key: str) -> str:
    """What a fact is called; the key of one that is not asked any more."""
    return speech().fact(key) if key in all_facts() else plain(key)


def answer_text(facts: Facts, key: str) -> str:
    """An answer as markdown, what was typed made safe; "Unknown" where there is none."""
    if key not in facts:
        return speech().unknown()
    value = facts[key]
    return plain(speech().answer_as_kept(key, value) if key in all_facts() else str(value))


def _dialog(case: Case) -> None:
    # A tap beside it throws nothing typed away.
    @st.dialog(
        say("records.facts.title"), width="large", icon=":material/edit_note:", dismissible=False
    )
    def ask() -> None:
        facts = _as_corrected(case)
        _fields(replace(records.asked_of(case), facts=facts), case)
        with st.container(horizontal=True):
            for name, most in ABOUT.items():
                st.text_input(
                    say(f"records.correct.{name}"),
                    key=seed(f"{CORRECTED}.about.{name}", ""),
                    max_chars=most,
                    autocomplete="off",
                )
        with st.container(horizontal=True):
            is_wanted = st.button(
                say("records.correct.keep"),
                type="primary",
                icon=":material/save:",
                key="records.facts_keep",
                disabled=facts == case.facts,
            )
            is_left = st.button(say("app.action.cancel"), key="records.facts_leave")
        if is_left:
            st.rerun()
        if is_wanted:
            with explain_errors():
                _keep(case, facts)

    ask()


def _as_corrected(case: Case) -> Facts:
    held = session().correcting
    return held[1] if held and held[0] == case.case_id else case.facts


def _fields(question: RuleInput, case: Case) -> None:
    """The forms of Analyse; then what was answered beside them, and what is still to be asked."""
    facts_form(question, CORRECTED)
    danger_form(question, CORRECTED)
    in_sight, in_box = in_forms(question)
    named = (*question.facts, *case.facts, *case.analysis.advice.questions)
    others = [key for key in dict.fromkeys(named) if key in all_facts()]
    grid = st.grid(COLUMNS, min_column_width=220, gap="small")
    for key in others:
        if key not in in_sight and key not in in_box:
            with grid.cell():
                fact_input(key, question.facts, CORRECTED)


def _keep(case: Case, facts: Facts) -> None:
    by, reason = (str(widget_value(f"{CORRECTED}.about.{name}") or "").strip() for name in ABOUT)
    now = drafting.now()
    records.correct_facts(resources.store(), case, facts, now=now, by=by, reason=reason)
    session().correcting = None
    forget(CORRECTED)
    session().notices.append(say("records.facts.done"))
    st.rerun()
