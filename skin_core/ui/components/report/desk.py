"""The papers of a case: one panel to conclude, sign and print, what goes in, and the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from skin_core.domain.case import Case, ClinicianAssessment, Report, ReportKind
from skin_core.i18n import LANGUAGES
from skin_core.services import records, reports
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from skin_core.ui.components.report.printing import print_button
from skin_core.ui.components.report.viewer import show_pdf
from skin_core.ui.components.report.written import findings_field, letter_fields, sheet_fields
from skin_core.ui.components.result.decision import decision_fields, draw_conclusion
from skin_core.ui.components.shared.focus import focus_on, inside
from skin_core.ui.components.shared.papers import PAPERS
from skin_core.ui.components.shared.patient_line import patient_words
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, seed, session, widget_value, worded

NAME, FIELDS = "report.sign_name", "report.decision"
LANGUAGE, PATIENT_LANGUAGE = "report.language", "report.language_of_patient"


def draw_desk(case: Case) -> None:
    """The panel with what goes into the paper on the left, the paper on the right."""
    newest, case = case, records.as_signed(resources.store(), case)
    left, right = st.columns([2, 3], gap="large")
    with left:
        panel = st.container(border=True, key="report.panel", gap="small")
        parts = st.container(key="report.parts")
    with panel:
        with steady():
            choice = _which_paper(case, is_corrected=case.patient != newest.patient)
        signed = _signed_papers(case, choice)
        _states(signed)
        case = _concluded(case)
        name = _name(case)
    with parts:
        choice = _contents(case, choice, choice.kind in signed, name)
    with right, st.container(key="report.paper"), explain_errors():
        pdf = reports.preview_report(resources.store(), case, choice, drafting.now())
        show_pdf(pdf)
        with panel:
            _sign(case, choice, name, signed.get(choice.kind))
            _keyboard_goes_on(case, name)
            _take(case, choice, pdf)


def _which_paper(case: Case, *, is_corrected: bool) -> ReportChoice:
    """Of whom, for whom and in which language. is_corrected: the patient, after the signature."""
    st.markdown(patient_words(case.patient, date.fromisoformat(case.visit_date), case.facts))
    if is_corrected:
        st.warning(say("records.correct.signed_stays"), icon=":material/history_edu:")
    kind = st.segmented_control(
        say("letter.page.kind"),
        list(PAPERS),
        format_func=lambda one: say(PAPERS[one]),
        key=seed(worded("report.kind"), ReportKind.REPORT),
        help=say("letter.page.kind_help"),
        required=True,
    )
    kind = ReportKind(kind or ReportKind.REPORT)
    of_doctor = str(widget_value(seed(LANGUAGE, session().language)) or session().language)
    if kind is not ReportKind.PATIENT_COPY:
        language = _language(say("report.page.language"), LANGUAGE, session().language)
        return ReportChoice(language=language, report_language=language, kind=kind)
    kept, key = _of_patient(case), f"{PATIENT_LANGUAGE}.{case.patient.patient_id}"
    label = say("writing.page.patient_language")
    language = kept["language"] = _language(label, key, kept.get("language", of_doctor))
    if language != of_doctor:
        st.caption(say("writing.page.not_translated"))
    return ReportChoice(language=language, report_language=of_doctor, kind=kind)


def _of_patient(case: Case) -> dict[str, str]:
    """What this patient speaks, for as long as the tab lives; the next one is asked anew."""
    held: Any = widget_value(seed(f"report.speaks.{case.patient.patient_id}", {}))
    kept: dict[str, str] = held
    return kept


def _language(label: str, key: str, at_first: str) -> str:
    chosen = st.segmented_control(
        label,
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=at_first,
        key=seed(key, at_first),
        required=True,
    )
    return str(chosen or at_first)


def _signed_papers(case: Case, choice: ReportChoice) -> dict[ReportKind, Report]:
    """The frozen papers by kind, each in the language that is chosen for it."""
    store = resources.store()
    of_doctor = reports.signed_papers(store, case, choice.report_language)
    for_patient = _of_patient(case).get("language", choice.report_language)
    others = reports.signed_papers(store, case, for_patient)
    found = {
        kind: (others if kind is ReportKind.PATIENT_COPY else of_doctor).get(kind)
        for kind in ReportKind
    }
    return {kind: one for kind, one in found.items() if one}


def _states(signed: dict[ReportKind, Report]) -> None:
    """Each paper, signed by whom and when, or preliminary."""
    lines = []
    for kind, title in PAPERS.items():
        paper = say(title)
        if report := signed.get(kind):
            words = {"name": plain(report.signed_by), "time": speech().moment(report.created_at)}
            line = say("reportpage.is_signed", paper=paper, **words)
            lines.append(f":material/verified: {line}")
        else:
            lines.append(f":material/edit_note: {say('reportpage.is_open', paper=paper)}")
    st.caption("  \n".join(lines))


def _concluded(case: Case) -> Case:
    """The case with what the clinician concludes, entered right here until it is signed.

    A diagnosis is kept at once, since the advice follows from it; a note when the paper is signed.
    """
    if case.is_signed:
        draw_conclusion(case.assessment)
        return case
    typed, newest = session().typed, case.assessment or ClinicianAssessment()
    kept = (newest.diagnosis, newest.diagnosis_text, newest.note)

    def keep(*words: str) -> None:
        typed[case.case_id] = (words[0], words[1], words[2])

    words = typed.get(case.case_id, kept)
    decision_fields(*words, keep, f"{FIELDS}.{case.case_id}", case.analysis.differential)
    if words[:2] != kept[:2]:
        case = _keep(case, words)
    elif words != kept:
        case = replace(case, assessment=replace(newest, note=words[2]))
    with steady():
        for line in reports.missing_for_signature(case, session().language):
            st.warning(line, icon=":material/assignment_late:")
    return case


def _keep(case: Case, words: tuple[str, str, str]) -> Case:
    """What was concluded as the next version, unsigned."""
    store, (diagnosis, text, note) = resources.store(), words
    case = records.add_assessment(
        store,
        case.case_id,
        diagnosis=diagnosis,
        diagnosis_text=text,
        note=note,
        now=drafting.now(),
    )
    session().typed.pop(case.case_id, None)
    return case


def _name(case: Case) -> str:
    """Who signs: as Settings remember it; under a signed case, who signed it."""
    if case.assessment and case.assessment.is_signed:
        return case.assessment.signed_by
    st.text_input(
        say("report.page.sign_name"),
        key=seed(NAME, resources.clinic().clinician_name),
        max_chars=120,
        autocomplete="name",
    )
    return str(widget_value(NAME) or "")


def _contents(case: Case, choice: ReportChoice, is_frozen: bool, name: str) -> ReportChoice:
    """What goes in; a signed paper is frozen and keeps what it holds."""
    if is_frozen:
        st.caption(say("report.page.frozen"))
        return choice
    with steady():
        _no_clinic()
    if choice.kind is ReportKind.LETTER:
        return replace(choice, letter=letter_fields(case, choice))
    if choice.kind is ReportKind.PATIENT_COPY:
        return replace(choice, patient=sheet_fields(case, choice, name))
    st.markdown(f"**{say('report.page.contents')}**")
    choice = replace(
        choice,
        with_heatmap=_tick("with_heatmap", True) if case.photos else True,
        with_facts=_tick("with_facts", True),
        with_memo=_tick("with_memo", False),
    )
    key = seed("report.with_findings", False)
    if not st.checkbox(say("writing.page.with_findings"), key=key):
        return choice
    return replace(choice, findings=findings_field(case, choice))


def _no_clinic() -> None:
    if not resources.clinic().clinic_name.strip():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(say("reportpage.no_clinic"), width="content")
            st.page_link("pages/settings.py", label=say("app.page.settings"))


def _tick(part: str, at_first: bool) -> bool:
    return st.checkbox(say(f"report.page.{part}"), key=seed(f"report.{part}", at_first))


def _sign(case: Case, choice: ReportChoice, name: str, signed: Report | None) -> None:
    if signed:
        return
    missing = reports.missing_for_signature(case, session().language)
    too = "_too" if case.is_signed and choice.kind is not ReportKind.REPORT else ""
    if st.button(
        say(f"reportpage.sign_{choice.kind}{too}"),
        icon=":material/draw:",
        key="report.sign",
        type="primary",
        width="stretch",
        disabled=bool(missing),
        help=say("report.page.sign_help"),
    ):
        with explain_errors():
            _freeze(case, choice, name)
            st.rerun()


def _keyboard_goes_on(case: Case, name: str) -> None:
    """To what is still missing for the signature, or to the signature."""
    missing = reports.missing_for_signature(case, session().language)
    places = {
        "box": inside(FIELDS, "input"),
        "name": inside(NAME, "input"),
        "button": inside("report.sign", "button"),
    }
    place = "box" if missing else "button" if name.strip() else "name"
    focus_on(f"report {case.case_id}", places[place])


def _freeze(case: Case, choice: ReportChoice, name: str) -> None:
    """Keep the note too, sign, and remember the name where Settings hold none yet."""
    if (words := session().typed.get(case.case_id)) and not case.is_signed:
        case = _keep(case, words)
    reports.sign_report(resources.store(), case, choice, name, drafting.now())
    if not resources.clinic().clinician_name.strip():
        resources.save_clinic(clinician_name=name.strip())
    forget(FIELDS)


def _take(case: Case, choice: ReportChoice, pdf: bytes) -> None:
    """Print it or take the file."""
    file_name = reports.report_file_name(case, choice)
    with st.container(horizontal=True, gap="small"):
        print_button(pdf, file_name, "report.print")
        st.download_button(
            say("report.page.download"),
            data=pdf,
            file_name=file_name,
            mime="application/pdf",
            icon=":material/download:",
            key="report.download",
            on_click="ignore",
        )
