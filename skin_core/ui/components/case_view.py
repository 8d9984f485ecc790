"""A saved case: its answer, what the clinician concluded, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment, Exclusion
from skin_core.facts import is_ahead, moment_text
from skin_core.i18n import t
from skin_core.services import records, workbench
from skin_core.services.wording import label_text, record_text
from skin_core.ui import drafting, resources
from skin_core.ui.components.analysis import draw_analysis
from skin_core.ui.components.case_list import case_cards
from skin_core.ui.components.decision import decision_fields, draw_conclusion
from skin_core.ui.components.erase import confirm_delete_case, confirm_delete_patient
from skin_core.ui.components.exclusions import Decide, excluded_words
from skin_core.ui.components.patient_details import patient_details
from skin_core.ui.components.patient_line import patient_line
from skin_core.ui.components.shown import Shown
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.session import forget, session

FIELDS = "records.decision"


def case_view(case: Case, language: str) -> None:
    """Everything of one case, in the same component as on Analyse."""
    with st.container(horizontal=True, vertical_alignment="center", key="records.actions"):
        if st.button(t("records.back", language), icon=":material/arrow_back:", key="records.back"):
            session().open_case = ""
            st.rerun()
        st.space("stretch")
        _actions(case, language)
    _clock_note(case, language)
    patient_line(case.patient, case.facts, case.visit_date, case.assessment, language)
    key = f"records.case.{case.case_id}"
    draw_analysis(Shown.of(case), language, key, decide=_decide_on(case, language))
    _as_text(case, language)
    _history(records.assessments_of(resources.store(), case.case_id), language)
    _other_cases(case, language)
    _decide(case, language)


def _clock_note(case: Case, language: str) -> None:
    """A clock that was set back would date what is saved now before what was saved then."""
    now = drafting.now()
    if is_ahead(case.created_at, now):
        words = {
            "time": moment_text(case.created_at, language),
            "now": moment_text(now.isoformat(), language),
        }
        st.warning(t("records.clock_ahead", language, **words), icon=":material/schedule:")


def _actions(case: Case, language: str) -> None:
    if st.button(
        t("records.follow_up", language), icon=":material/add_a_photo:", key="records.follow_up"
    ):
        drafting.begin_new(case.patient)
        st.switch_page("pages/analyse.py")
    patient_details(case.patient, language)
    st.download_button(
        t("records.export", language),
        data=lambda: records.export_case(resources.store(), case.case_id),
        file_name=f"skindesk-{case.visit_date}-{case.case_id[:8]}.zip",
        mime="application/zip",
        icon=":material/download:",
        key="records.export",
        on_click="ignore",
    )
    chosen = st.menu_button(
        t("records.delete.menu", language),
        ["case", "patient"],
        format_func=lambda one: t(f"records.delete.{one}", language),
        icon=":material/delete:",
        key="records.delete",
    )
    if chosen == "case":
        confirm_delete_case(case.case_id, language)
    elif chosen == "patient":
        confirm_delete_patient(case.case_id, case.patient.patient_id, language)


def _decide_on(case: Case, language: str) -> Decide:
    """Dangers of a saved case are excluded by a new version of what the clinician concluded."""

    def keep(excluded: tuple[Exclusion, ...]) -> None:
        newest = case.assessment or ClinicianAssessment()
        records.add_assessment(
            resources.store(),
            case.case_id,
            diagnosis=newest.diagnosis,
            diagnosis_text=newest.diagnosis_text,
            note=newest.note,
            excluded=excluded,
            now=drafting.now(),
        )
        session().notices.append(t("records.concluded", language))

    kept = case.assessment.excluded if case.assessment else ()
    return Decide(
        exclude=lambda label: keep(
            workbench.with_excluded(kept, label, drafting.clinician_name(), drafting.now())
        ),
        include=lambda label: keep(workbench.without_excluded(kept, label)),
    )


def _as_text(case: Case, language: str) -> None:
    """The case in plain words, for the clinic's own record system."""
    label = t("record.copy_title", language)
    with st.expander(label, icon=":material/content_copy:", key="records.as_text"):
        st.caption(t("record.copy_help", language))
        st.code(record_text(case, language), language=None, wrap_lines=True)


def _history(assessments: Sequence[ClinicianAssessment], language: str) -> None:
    """What was concluded, newest first; nothing is overwritten."""
    if not assessments:
        return
    with st.expander(
        t("records.history", language), icon=":material/history:", key="records.history"
    ):
        for one in reversed(assessments):
            concluded = (
                label_text(one.diagnosis, language) if one.diagnosis else plain(one.diagnosis_text)
            )
            time = moment_text(one.created_at, language)
            line = f"**{one.version}.** {concluded or '–'} · {time}"
            if one.is_signed:
                line += f" · {t('app.patient.signed', language, name=plain(one.signed_by))}"
            st.markdown(line)
            if one.note:
                st.caption(plain(one.note))
            if one.excluded:
                st.caption(excluded_words(one.excluded, language))


def _other_cases(case: Case, language: str) -> None:
    found = records.cases_of_patient(resources.store(), case.patient.patient_id)
    others = tuple(one for one in found if one.case_id != case.case_id)
    if not others:
        return
    st.subheader(t("records.others", language), anchor=False)
    case_cards(others[:5], language, "records.others")
    if st.button(
        t("records.compare.latest", language),
        key="records.compare_latest",
        icon=":material/compare:",
    ):
        session().compared = (others[0].case_id, case.case_id)
        session().open_case = ""
        st.rerun()


def _decide(case: Case, language: str) -> None:
    """A new conclusion is a new version; the old one stays readable."""
    state, newest = session(), case.assessment or ClinicianAssessment()
    kept = (newest.diagnosis, newest.diagnosis_text, newest.note)
    diagnosis, text, note = state.typed.get(case.case_id, kept)

    def keep(*words: str) -> None:
        state.typed[case.case_id] = (words[0], words[1], words[2])

    with st.container(key="decision-bar"):
        key = f"{FIELDS}.{case.case_id}"
        decision_fields(diagnosis, text, note, keep, language, key)
        with st.container(horizontal=True, key="decision-buttons"):
            if st.button(
                t("records.conclude", language),
                type="primary",
                icon=":material/save:",
                key="records.conclude",
                shortcut="Ctrl+S",
                disabled=(diagnosis, text, note) == kept,
            ):
                with explain_errors():
                    _conclude(case, (diagnosis, text, note), language)
            if st.button(
                t("records.report", language),
                icon=":material/picture_as_pdf:",
                key="records.report",
            ):
                state.report_case = case.case_id
                st.switch_page("pages/report.py")


def _conclude(case: Case, words: tuple[str, str, str], language: str) -> None:
    diagnosis, text, note = words
    records.add_assessment(
        resources.store(),
        case.case_id,
        diagnosis=diagnosis,
        diagnosis_text=text,
        note=note,
        now=drafting.now(),
    )
    session().typed.pop(case.case_id, None)
    session().notices.append(t("records.concluded", language))
    forget(FIELDS)
    st.rerun()


def compare_view(cases: Sequence[Case], language: str) -> None:
    """Two cases side by side, older left."""
    older_first = sorted(cases, key=lambda one: (one.visit_date, one.created_at))
    if len({one.patient.patient_id for one in cases}) > 1:
        st.warning(t("records.compare.two_patients", language), icon=":material/group:")
    for number, (place, case) in enumerate(
        zip(st.columns(2, gap="large"), older_first, strict=True), start=1
    ):
        with place:
            patient_line(case.patient, case.facts, case.visit_date, case.assessment, language)
            draw_conclusion(case.assessment, language)
            draw_analysis(Shown.of(case), language, f"compare.{number}")
