"""The bar under an answer: own diagnosis, Save, Report, New; and the case once it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from skin_core.domain.analysis import Prediction
from skin_core.domain.case import Case, Draft
from skin_core.domain.sample import is_of_sample
from skin_core.ui import drafting
from skin_core.ui.components.result.analysis import draw_analysis
from skin_core.ui.components.result.decision import decision_fields, draw_conclusion
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.naming import is_nameless, name_question
from skin_core.ui.components.shared.patient_line import patient_line
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say
from skin_core.ui.session import session

DRAFT = "draft"  # in the page's address, so that reloading the page loses nothing


def decision_bar(draft: Draft, likely: Sequence[Prediction]) -> None:
    """Own diagnosis, and what becomes of the case. likely: the network's, best first."""
    with st.container(key="decision-bar"):
        with steady():
            name_question(lambda then: _save() if then == "save" else _save_and_report())
        decision_fields(
            draft.diagnosis,
            draft.diagnosis_text,
            draft.note,
            _keep_draft,
            "analyse.decision",
            likely,
        )
        with st.container(horizontal=True, key="decision-buttons"):
            _save_button()
            _button("save_report", ":material/picture_as_pdf:", _report)
            _button("new", ":material/restart_alt:", _begin_new, "tertiary")


def saved(case: Case) -> None:
    """A case that was just saved, with its confirmation."""
    st.success(_saved_words(case), icon=":material/check_circle:")
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
            if not is_nameless("save"):
                drafting.save()
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


def _save() -> None:
    with explain_errors():
        drafting.save()
        st.rerun()


def _report() -> None:
    if not is_nameless("report"):
        _save_and_report()


def _save_and_report() -> None:
    """The page left cannot say that the case was saved; the next one does."""
    case = drafting.save()
    session().notices.append(_saved_words(case))
    _to_report(case)


def _saved_words(case: Case) -> str:
    return say("records.sample.saved" if is_of_sample(case.patient) else "analyse.saved")


def _to_report(case: Case) -> None:
    session().report_case = case.case_id
    st.switch_page("pages/report.py")


def _to_records(case: Case) -> None:
    to_case(case.case_id)


def _keep_draft(diagnosis: str, diagnosis_text: str, note: str) -> None:
    drafting.set_conclusion(diagnosis=diagnosis, diagnosis_text=diagnosis_text, note=note)
