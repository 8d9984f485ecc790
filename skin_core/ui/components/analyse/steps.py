"""The Analyse page before, with and after an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from skin_core.domain.analysis import Advice
from skin_core.domain.case import Case, Draft, Patient
from skin_core.errors import CaseNotFound
from skin_core.rules.situation import BIRTH_DATE
from skin_core.ui import drafting
from skin_core.ui.components.analyse.fact_warning import (
    advice_on_facts,
    fact_strip,
    fact_warning,
    facts_alone,
)
from skin_core.ui.components.analyse.facts_form import danger_form, facts_form, in_forms
from skin_core.ui.components.analyse.patient_form import patient_form
from skin_core.ui.components.analyse.photo_intake import (
    good_photo,
    kind_choice,
    photo_intake,
    photo_strip,
)
from skin_core.ui.components.analyse.sign_strip import sign_strip
from skin_core.ui.components.result.add_fact import add_fact
from skin_core.ui.components.result.analysis import draw_analysis
from skin_core.ui.components.result.decision import decision_fields, draw_conclusion
from skin_core.ui.components.result.exclusions import OF_DRAFT
from skin_core.ui.components.result.questions import draw_questions
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.birth_date import ABOVE, birth_date_question
from skin_core.ui.components.shared.fact_inputs import ENTRY, RESULT
from skin_core.ui.components.shared.patient_line import patient_line
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

DRAFT = "draft"  # in the page's address, so that reloading the page loses nothing


def reopen_from_address() -> None:
    """Go on with the draft that the address names, after the page was reloaded."""
    state = session()
    named = st.query_params.get(DRAFT, "")
    if named and not state.draft and not state.saved:
        try:
            drafting.open_draft(named)
        except CaseNotFound:
            st.query_params.pop(DRAFT, None)
    is_kept = state.draft is not None and state.draft.updated_at and _has_something(state.draft)
    if is_kept and state.draft:
        st.query_params[DRAFT] = state.draft.draft_id
    elif DRAFT in st.query_params:
        del st.query_params[DRAFT]


def _has_something(draft: Draft) -> bool:
    return bool(draft.photos or draft.facts or draft.patient.name or draft.patient.code)


def current_step() -> str:
    """What the page shows now, by a name that changes with it."""
    state = session()
    if state.run:
        return "running"
    if state.saved:
        return f"saved {state.saved.case_id}"
    return "result" if state.draft and state.draft.analysis else "entry"


def patient() -> None:
    """Who it is about, while it runs."""
    draft = drafting.current()
    patient_line(draft.patient, draft.facts, _today(), None)


def entry() -> None:
    """Patient, photos, facts, and the button that starts it."""
    draft = drafting.current()
    st.title(say("analyse.title"), anchor=False)
    with explain_errors():
        patient_form(draft)
    draft = drafting.current()
    sign_strip(draft.facts)
    advice = advice_on_facts(draft)
    fact_warning(draft, advice)
    photo_intake()
    draft = drafting.current()
    if draft.photos:
        photo_strip(draft)
    with st.container(horizontal=True, vertical_alignment="bottom", key="analyse.go"):
        kind_choice()
        _run_button(bool(draft.photos))
    good_photo(not draft.photos)
    _facts(draft, advice)
    _facts_bar(draft, advice)


def _facts(draft: Draft, advice: Advice) -> None:
    """The forms, what the answers make it matter to ask, and any other question by name."""
    question = facts_alone(draft)
    st.subheader(say("analyse.facts.title"), anchor=False)
    st.caption(say("analyse.facts.hint"))
    facts_form(question)
    danger_form(question)
    in_sight, in_box = in_forms(question)
    draw_questions(question, advice, draft.patient, ENTRY, in_sight, in_box)
    add_fact({*in_sight, *session().asked}, ENTRY)


def _facts_bar(draft: Draft, advice: Advice) -> None:
    """Where only facts were entered: how urgent they are, and the way on without a photo."""
    if draft.photos or not draft.facts:
        return
    with st.container(key="facts-bar", horizontal=True, vertical_alignment="center"):
        fact_strip(advice)
        st.space("stretch")
        if st.button(
            say("analyse.without_photo"),
            type="primary",
            icon=":material/no_photography:",
            key="analyse.without_photo",
            help=say("analyse.without_photo_help"),
        ):
            with explain_errors():
                drafting.advise_without_photo()
                st.rerun()


def _run_button(is_ready: bool) -> None:
    if st.button(
        say("analyse.run"),
        type="primary",
        icon=":material/search_insights:",
        key="analyse.run",
        shortcut="Ctrl+Enter",
        disabled=not is_ready,
        help=None if is_ready else say("analyse.run_needs_photo"),
    ):
        with explain_errors():
            drafting.begin_run()
            st.rerun()


def result(draft: Draft) -> None:
    """The answer to a draft, its questions open, and the bar to save it."""
    shown = Shown.of(draft)
    is_asked = BIRTH_DATE in shown.analysis.advice.questions
    ask = partial(_age, shown.patient) if is_asked else None
    patient_line(draft.patient, draft.facts, _today(), None, ask)
    sign_strip(draft.facts)
    draw_analysis(shown, RESULT, _choices(shown), OF_DRAFT)
    _change(draft)
    with st.container(key="decision-bar"):
        decision_fields(
            draft.diagnosis,
            draft.diagnosis_text,
            draft.note,
            _keep_draft,
            "analyse.decision",
            shown.analysis.differential,
        )
        with st.container(horizontal=True, key="decision-buttons"):
            _save_button()
            _button("report", ":material/picture_as_pdf:", _save_and_report)
            _button("new", ":material/restart_alt:", _begin_new, "tertiary")


def _age(patient: Patient) -> None:
    """In the patient's line, where the age would change the advice."""
    label = say("analyse.patient.ask_age")
    with st.popover(label, type="tertiary", icon=":material/event:", key="analyse.ask_age"):
        birth_date_question(patient, ABOVE)


def _choices(shown: Shown) -> Callable[[], None] | None:
    """What can be done where no photo was judged."""
    if not shown.analysis.has_photos:
        return lambda: _add_photo("add_first_photo")
    return None if shown.analysis.top else lambda: _refused()


def _add_photo(words: str) -> None:
    if st.button(say(f"analyse.{words}"), key="analyse.add", icon=":material/add_a_photo:"):
        drafting.keep_without_answer()
        st.rerun()


def _refused() -> None:
    """Every photo was refused: take it again, or see the answer all the same."""
    with st.container(horizontal=True, key="analyse.refused"):
        if st.button(say("analyse.retake"), icon=":material/photo_camera:", key="analyse.retake"):
            drafting.keep_without_answer()
            st.rerun()
        if st.button(
            say("analyse.force"),
            icon=":material/visibility:",
            key="analyse.force",
            help=say("analyse.force_help"),
        ):
            drafting.begin_run(force=True)
            st.rerun()


def _change(draft: Draft) -> None:
    """Everything that was entered stays within reach under the answer."""
    with (
        st.expander(say("analyse.change"), icon=":material/tune:", key="analyse.change"),
        explain_errors(),
    ):
        patient_form(draft)
        if draft.photos:
            _change_photos(draft)
        question = facts_alone(draft)
        facts_form(question)
        danger_form(question)


def _change_photos(draft: Draft) -> None:
    photo_strip(draft)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind_choice()
        if st.button(say("analyse.again"), key="analyse.again", icon=":material/refresh:"):
            drafting.begin_run()
            st.rerun()
        _add_photo("add_photo")


def saved(case: Case) -> None:
    """A case that was just saved, with its confirmation."""
    st.success(say("analyse.saved"), icon=":material/check_circle:")
    patient_line(case.patient, case.facts, case.visit_date, case.assessment)
    draw_conclusion(case.assessment)
    draw_analysis(Shown.of(case), "analyse.saved_case")
    with st.container(key="decision-bar"), st.container(horizontal=True, key="decision-buttons"):
        _button("new", ":material/restart_alt:", drafting.begin_new, "primary")
        _button("report", ":material/picture_as_pdf:", lambda: _to_report(case))
        _button("open_record", ":material/folder_shared:", lambda: _to_records(case))


def _save_button() -> None:
    if st.button(
        say("analyse.save"),
        type="primary",
        icon=":material/save:",
        key="analyse.save",
        shortcut="Ctrl+S",
    ):
        with explain_errors():
            drafting.save()
            session().notices.append(say("analyse.saved"))
            st.rerun()


def _button(name: str, icon: str, do: Callable[[], object], kind: str = "secondary") -> None:
    if st.button(
        say(f"analyse.{name}"),
        icon=icon,
        key=f"analyse.{name}",
        type=kind,  # type: ignore[arg-type]  # one of the three that Streamlit knows
        help=say(f"analyse.{name}_help"),
    ):
        with explain_errors():
            do()
            st.rerun()


def _begin_new() -> None:
    """The address no longer names the draft, or it would be opened again."""
    st.query_params.pop(DRAFT, None)
    drafting.begin_new()


def _save_and_report() -> None:
    _to_report(drafting.save())


def _to_report(case: Case) -> None:
    session().report_case = case.case_id
    st.switch_page("pages/report.py")


def _to_records(case: Case) -> None:
    session().open_case = case.case_id
    st.switch_page("pages/records.py")


def _keep_draft(diagnosis: str, diagnosis_text: str, note: str) -> None:
    drafting.set_conclusion(diagnosis=diagnosis, diagnosis_text=diagnosis_text, note=note)


def _today() -> str:
    return drafting.now().date().isoformat()
