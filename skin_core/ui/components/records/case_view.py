"""A saved case: its answer, what the clinician concluded, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment, Exclusion, Report
from skin_core.facts import facts_of, is_ahead
from skin_core.narrative.record_text import record_text
from skin_core.services import records, workbench
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.ui import drafting, resources
from skin_core.ui.components.records.correct import correct_button, corrections
from skin_core.ui.components.records.correct_facts import fact_corrections, facts_button
from skin_core.ui.components.records.course import course_button
from skin_core.ui.components.records.scores import kept_scores, severity_button
from skin_core.ui.components.result.analysis import draw_analysis
from skin_core.ui.components.result.decision import decision_fields
from skin_core.ui.components.result.exclusions import Decide, excluded_words
from skin_core.ui.components.result.question_groups import OTHERS
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.case_list import case_cards
from skin_core.ui.components.shared.erase import confirm_delete_case, confirm_delete_patient
from skin_core.ui.components.shared.papers import paper_name
from skin_core.ui.components.shared.patient_line import patient_line
from skin_core.ui.components.shared.places import put_beside, to_list
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors, explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, session

FIELDS = "records.decision"
SAME, OTHER = "same", "other"


def case_view(case: Case) -> None:
    """Everything of one case, in the same component as on Analyse."""
    with steady():
        _told(case)
    _decide(case)


def _told(case: Case) -> None:
    """All above the conclusion."""
    with st.container(horizontal=True, vertical_alignment="center", key="records.actions"):
        if st.button(say("records.back"), icon=":material/arrow_back:", key="records.back"):
            to_list()
        st.space("stretch")
        _actions(case)
    with steady():
        _clock_note(case)
        course = partial(course_button, case)
        patient_line(case.patient, case.facts, case.visit_date, case.assessment, ask=course)
        corrections(case)
        fact_corrections(case)
    key = f"records.case.{case.case_id}"
    signed = records.as_signed(resources.store(), case)  # what the advice rests on
    draw_analysis(Shown.of(signed), key, decide=_decide_on(case))
    kept_scores(case)
    _as_text(signed)
    _history(case.case_id)
    _other_cases(case)


def _clock_note(case: Case) -> None:
    """A clock that was set back would date what is saved now before what was saved then."""
    now = drafting.now()
    if is_ahead(case.created_at, now):
        words = {
            "time": speech().moment(case.created_at),
            "now": speech().moment(now.isoformat()),
        }
        st.warning(say("records.clock_ahead", **words), icon=":material/schedule:")


def _actions(case: Case) -> None:
    of = st.menu_button(
        say("records.follow_up"),
        [SAME, OTHER],
        format_func=lambda one: say(f"records.follow.{one}"),
        icon=":material/add_a_photo:",
        key="records.follow_up",
    )
    if of:
        drafting.begin_follow_up(case, same_lesion=of == SAME)
        _show_known()
        st.switch_page("pages/analyse.py")
    correct_button(case.patient)
    facts_button(case)
    severity_button(case)
    language = session().language  # the file is made when no tab may be asked
    st.download_button(
        say("records.export"),
        data=lambda: records.export_case(resources.store(), case.case_id, language),
        file_name=f"skindesk-{case.visit_date}-{case.case_id[:8]}.zip",
        mime="application/zip",
        icon=":material/download:",
        key="records.export",
        on_click="ignore",
    )
    chosen = st.menu_button(
        say("records.delete.menu"),
        ["case", "patient"],
        format_func=lambda one: say(f"records.delete.{one}"),
        icon=":material/delete:",
        key="records.delete",
    )
    if chosen == "case":
        confirm_delete_case(case.case_id)
    elif chosen == "patient":
        confirm_delete_patient(case.case_id, case.patient.patient_id)


def _show_known() -> None:
    """What is known from before stands first among the questions, and opens no box of others."""
    short = {spec.key for spec in facts_of("always")}
    known = [key for key in drafting.current().facts if key not in short]
    session().asked = dict.fromkeys(known, OTHERS)


def _decide_on(case: Case) -> Decide:
    """Dangers of a saved case are excluded by a new version of what the clinician concluded."""

    @explained
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
            seen=case,
        )
        session().notices.append(say("records.concluded"))

    kept = case.assessment.excluded if case.assessment else ()
    return Decide(
        exclude=lambda label: keep(
            workbench.with_excluded(kept, label, drafting.clinician_name(), drafting.now())
        ),
        include=lambda label: keep(workbench.without_excluded(kept, label)),
    )


def _as_text(case: Case) -> None:
    """The case in plain words, for the clinic's own record system."""
    label = say("record.copy_title")
    with st.expander(label, icon=":material/content_copy:", key="records.as_text"):
        st.caption(say("record.copy_help"))
        doubted = resources.contradicting_scales(OutlinedPhotos.of(case))
        areas = () if doubted else resources.outlined_areas(case)
        st.code(record_text(case, speech(), areas), language=None, wrap_lines=True)


def _history(case_id: str) -> None:
    """What was concluded, newest first, with the papers that were signed; none is overwritten."""
    assessments = records.assessments_of(resources.store(), case_id)
    if not assessments:
        return
    reports = [one for one in records.find_reports(resources.store(), case_id) if one.is_frozen]
    with st.expander(say("records.history"), icon=":material/history:", key="records.history"):
        for one in reversed(assessments):
            concluded = (
                speech().label(one.diagnosis) if one.diagnosis else plain(one.diagnosis_text)
            )
            time = speech().moment(one.created_at)
            line = f"**{one.version}.** {concluded or '–'} · {time}"
            if one.is_signed:
                line += f" · {say('app.patient.signed', name=plain(one.signed_by))}"
            st.markdown(line)
            if one.note:
                st.caption(plain(one.note))
            if one.excluded:
                st.caption(excluded_words(one.excluded))
            _papers([paper for paper in reports if paper.assessment_version == one.version])


def _papers(reports: Sequence[Report]) -> None:
    for one in reports:
        st.download_button(
            f"{say('records.paper')}: {paper_name(one)}",
            data=partial(records.read_report_pdf, resources.store(), one.report_id),
            file_name=f"skindesk-{one.report_id[:8]}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            type="tertiary",
            key=f"records.paper.{one.report_id}",
            on_click="ignore",
        )


def _other_cases(case: Case) -> None:
    found = records.cases_of_patient(resources.store(), case.patient.patient_id)
    others = tuple(one for one in found if one.case_id != case.case_id)
    if not others:
        return
    st.subheader(say("records.others"), anchor=False)
    case_cards(others[:5], "records.others")
    if st.button(
        say("records.compare.latest"),
        key="records.compare_latest",
        icon=":material/compare:",
    ):
        put_beside(case.case_id, others[0].case_id)
        st.rerun()


def _decide(case: Case) -> None:
    """A new conclusion is a new version; the old one stays readable."""
    state, newest = session(), case.assessment or ClinicianAssessment()
    kept = (newest.diagnosis, newest.diagnosis_text, newest.note)
    diagnosis, text, note = state.typed.get(case.case_id, kept)

    def keep(*words: str) -> None:
        state.typed[case.case_id] = (words[0], words[1], words[2])

    with st.container(key="decision-bar"):
        key = f"{FIELDS}.{case.case_id}"
        decision_fields(diagnosis, text, note, keep, key, likely=case.analysis.differential)
        with st.container(horizontal=True, key="decision-buttons"):
            if st.button(
                say("records.conclude"),
                type="primary",
                icon=":material/save:",
                key="records.conclude",
                shortcut="Ctrl+S",
                disabled=(diagnosis, text, note) == kept,
            ):
                with explain_errors():
                    _conclude(case, (diagnosis, text, note))
            if st.button(
                say("records.report"),
                icon=":material/picture_as_pdf:",
                key="records.report",
            ):
                state.report_case = case.case_id
                st.switch_page("pages/report.py")


def _conclude(case: Case, words: tuple[str, str, str]) -> None:
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
    session().notices.append(say("records.concluded"))
    forget(FIELDS)
    st.rerun()
