"""What goes into a report, the PDF itself, and the signature that freezes it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from skin_core.domain.case import Case, CaseSummary, ReportKind
from skin_core.i18n import LANGUAGES
from skin_core.services import records, reports
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.case_list import answer_words
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import is_shown, seed, session, widget_value, worded

CHOICES = 30
HEIGHT = 860
KINDS = {
    ReportKind.REPORT: "report.page.title",
    ReportKind.PATIENT_COPY: "report.page.patient_copy",
    ReportKind.LETTER: "letter.page.letter",
}
DOWNLOADS = {
    ReportKind.REPORT: "report.page.download",
    ReportKind.PATIENT_COPY: "report.page.download_patient",
    ReportKind.LETTER: "letter.page.download",
}


def choose_case() -> None:
    """Whose report: the case it was opened for, or one of the newest."""
    state = session()
    found = {one.case_id: one for one in records.recent_cases(resources.store(), limit=CHOICES)}
    if not found:
        st.info(say("report.page.no_case"), icon=":material/folder_off:")
        return
    options = list(found)
    if state.report_case and state.report_case not in found:
        options.insert(0, state.report_case)
    st.selectbox(
        say("report.page.choose_case"),
        options,
        format_func=lambda one: _case_words(found.get(one)),
        index=options.index(state.report_case) if state.report_case else None,
        key=seed(worded("report.case"), state.report_case or None),
        on_change=_choose,
        width=560,
        placeholder=say("report.page.choose_case"),
    )
    if widget_value(worded("report.case")) != state.report_case:
        state.report_case = str(widget_value(worded("report.case")) or "")


def _choose() -> None:
    if is_shown(worded("report.case")):
        session().report_case = str(widget_value(worded("report.case")) or "")


def _case_words(case: CaseSummary | None) -> str:
    if case is None:
        return say("reportpage.this_case")
    words = [case.patient_name or say("app.patient.unnamed")]
    words.append(speech().when(case.visit_date))
    words.append(answer_words(case))
    return " · ".join(words)


def choose_contents(case: Case) -> ReportChoice:
    """Language, parts and for whom; a signed report is frozen and keeps its parts."""
    st.subheader(say("report.page.contents"), anchor=False)
    chosen = st.segmented_control(
        say("report.page.language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=session().language,
        key=seed("report.language", session().language),
        required=True,
    )
    in_language = str(chosen or session().language)
    kind = _kind()
    frozen = reports.signed_report(resources.store(), case, in_language) is not None
    is_fixed = kind is not ReportKind.REPORT or frozen
    parts = {
        name: st.checkbox(
            say(f"report.page.{name}"),
            value=True,
            key=seed(f"report.{name}", True),
            disabled=is_fixed,
        )
        for name in (*(["with_heatmap"] if case.photos else []), "with_facts", "with_memo")
    }
    if frozen and kind is ReportKind.REPORT:
        st.caption(say("report.page.frozen"))
    return ReportChoice(language=in_language, kind=kind, **parts)


def _kind() -> ReportKind:
    """For the record, the patient or the dermatologist."""
    chosen = st.radio(
        say("letter.page.kind"),
        list(ReportKind),
        format_func=lambda one: say(KINDS[one]),
        key=seed(worded("report.kind"), ReportKind.REPORT),
        help=say("letter.page.kind_help"),
    )
    return ReportKind(chosen or ReportKind.REPORT)


def show_pdf(case: Case, choice: ReportChoice) -> bytes:
    """The PDF as it would be printed."""
    pdf = reports.preview_report(resources.store(), case, choice, drafting.now())
    # Another viewer for another PDF: one that goes on showing asks for what is there no more.
    key = f"report.pdf.{hashlib.sha256(pdf).hexdigest()[:12]}"
    st.pdf(pdf, height=HEIGHT, key=key, alt=say("report.page.title"))
    return pdf


def sign_or_signed(case: Case, choice: ReportChoice, pdf: bytes) -> None:
    """Download, and the signature with what is missing for it."""
    st.download_button(
        say(DOWNLOADS[choice.kind]),
        data=pdf,
        file_name=reports.report_file_name(case, choice),
        mime="application/pdf",
        icon=":material/download:",
        type="primary",
        key="report.download",
        on_click="ignore",
    )
    st.caption(say("report.page.print_help"))
    st.subheader(say("report.page.sign_title"), anchor=False)
    signed = reports.signed_report(resources.store(), case, choice.language)
    if signed:
        _signed(signed.signed_by, signed.created_at)
        return
    missing = reports.missing_for_signature(case, session().language)
    if missing:
        st.warning(say("report.page.missing_title"), icon=":material/assignment_late:")
        st.markdown("\n".join(f"- {line}" for line in missing))
        if st.button(
            say("reportpage.open_case"),
            icon=":material/folder_shared:",
            key="report.open_case",
        ):
            session().open_case = case.case_id
            st.switch_page("pages/records.py")
    _sign(case, replace(choice, kind=ReportKind.REPORT), bool(missing))


def _signed(name: str, time: str) -> None:
    signed = speech().moment(time)
    words = say("report.page.signed_by", name=plain(name), time=signed)
    st.success(words, icon=":material/verified:")


def _sign(case: Case, choice: ReportChoice, is_barred: bool) -> None:
    st.caption(say("report.page.sign_help"))
    with st.form("report.sign_form", border=False):
        st.text_input(
            say("report.page.sign_name"),
            key="report.sign_name",
            max_chars=120,
            autocomplete="name",
            disabled=is_barred,
        )
        pressed = st.form_submit_button(
            say("report.page.sign"),
            icon=":material/draw:",
            key="report.sign",
            disabled=is_barred,
        )
    if pressed:
        with explain_errors():
            name = str(widget_value("report.sign_name") or "")
            reports.sign_report(resources.store(), case, choice, name, drafting.now())
            st.rerun()
