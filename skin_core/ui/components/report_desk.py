"""What goes into a report, the PDF itself, and the signature that freezes it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from skin_core.domain.case import Case, CaseSummary, ReportKind
from skin_core.facts import moment_text, when_text
from skin_core.i18n import LANGUAGES, t
from skin_core.services import records, reports
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from skin_core.ui.components.case_list import answer_words
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
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


def choose_case(language: str) -> None:
    """Whose report: the case it was opened for, or one of the newest."""
    state = session()
    found = {one.case_id: one for one in records.recent_cases(resources.store(), limit=CHOICES)}
    if not found:
        st.info(t("report.page.no_case", language), icon=":material/folder_off:")
        return
    options = list(found)
    if state.report_case and state.report_case not in found:
        options.insert(0, state.report_case)
    st.selectbox(
        t("report.page.choose_case", language),
        options,
        format_func=lambda one: _case_words(found.get(one), language),
        index=options.index(state.report_case) if state.report_case else None,
        key=seed(worded("report.case"), state.report_case or None),
        on_change=_choose,
        width=560,
        placeholder=t("report.page.choose_case", language),
    )
    if widget_value(worded("report.case")) != state.report_case:
        state.report_case = str(widget_value(worded("report.case")) or "")


def _choose() -> None:
    if is_shown(worded("report.case")):
        session().report_case = str(widget_value(worded("report.case")) or "")


def _case_words(case: CaseSummary | None, language: str) -> str:
    if case is None:
        return t("reportpage.this_case", language)
    words = [case.patient_name or t("app.patient.unnamed", language)]
    words.append(when_text(case.visit_date, language))
    words.append(answer_words(case, language))
    return " · ".join(words)


def choose_contents(case: Case, language: str) -> ReportChoice:
    """Language, parts and for whom; a signed report is frozen and keeps its parts."""
    st.subheader(t("report.page.contents", language), anchor=False)
    chosen = st.segmented_control(
        t("report.page.language", language),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=language,
        key=seed("report.language", language),
        required=True,
    )
    in_language = str(chosen or language)
    kind = _kind(language)
    frozen = reports.signed_report(resources.store(), case, in_language) is not None
    is_fixed = kind is not ReportKind.REPORT or frozen
    parts = {
        name: st.checkbox(
            t(f"report.page.{name}", language),
            value=True,
            key=seed(f"report.{name}", True),
            disabled=is_fixed,
        )
        for name in (*(["with_heatmap"] if case.photos else []), "with_facts", "with_memo")
    }
    if frozen and kind is ReportKind.REPORT:
        st.caption(t("report.page.frozen", language))
    return ReportChoice(language=in_language, kind=kind, **parts)


def _kind(language: str) -> ReportKind:
    """For the record, the patient or the dermatologist."""
    chosen = st.radio(
        t("letter.page.kind", language),
        list(ReportKind),
        format_func=lambda one: t(KINDS[one], language),
        key=seed(worded("report.kind"), ReportKind.REPORT),
        help=t("letter.page.kind_help", language),
    )
    return ReportKind(chosen or ReportKind.REPORT)


def show_pdf(case: Case, choice: ReportChoice, language: str) -> bytes:
    """The PDF as it would be printed."""
    pdf = reports.preview_report(resources.store(), case, choice, drafting.now())
    # Another viewer for another PDF: one that goes on showing asks for what is there no more.
    key = f"report.pdf.{hashlib.sha256(pdf).hexdigest()[:12]}"
    st.pdf(pdf, height=HEIGHT, key=key, alt=t("report.page.title", language))
    return pdf


def sign_or_signed(case: Case, choice: ReportChoice, pdf: bytes, language: str) -> None:
    """Download, and the signature with what is missing for it."""
    st.download_button(
        t(DOWNLOADS[choice.kind], language),
        data=pdf,
        file_name=reports.report_file_name(case, choice),
        mime="application/pdf",
        icon=":material/download:",
        type="primary",
        key="report.download",
        on_click="ignore",
    )
    st.caption(t("report.page.print_help", language))
    st.subheader(t("report.page.sign_title", language), anchor=False)
    signed = reports.signed_report(resources.store(), case, choice.language)
    if signed:
        _signed(signed.signed_by, signed.created_at, language)
        return
    missing = reports.missing_for_signature(case, language)
    if missing:
        st.warning(t("report.page.missing_title", language), icon=":material/assignment_late:")
        st.markdown("\n".join(f"- {line}" for line in missing))
        if st.button(
            t("reportpage.open_case", language),
            icon=":material/folder_shared:",
            key="report.open_case",
        ):
            session().open_case = case.case_id
            st.switch_page("pages/records.py")
    _sign(case, replace(choice, kind=ReportKind.REPORT), bool(missing), language)


def _signed(name: str, time: str, language: str) -> None:
    signed = moment_text(time, language)
    words = t("report.page.signed_by", language, name=plain(name), time=signed)
    st.success(words, icon=":material/verified:")


def _sign(case: Case, choice: ReportChoice, is_barred: bool, language: str) -> None:
    st.caption(t("report.page.sign_help", language))
    with st.form("report.sign_form", border=False):
        st.text_input(
            t("report.page.sign_name", language),
            key="report.sign_name",
            max_chars=120,
            autocomplete="name",
            disabled=is_barred,
        )
        pressed = st.form_submit_button(
            t("report.page.sign", language),
            icon=":material/draw:",
            key="report.sign",
            disabled=is_barred,
        )
    if pressed:
        with explain_errors():
            name = str(widget_value("report.sign_name") or "")
            reports.sign_report(resources.store(), case, choice, name, drafting.now())
            st.rerun()
