"""What the clinician writes on a letter or a sheet, remembered by its case until the end.

Until a word is changed, a field follows the case and speaks the language of the paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from skin_core.domain.case import Case, ReportKind
from skin_core.services import records, reports
from skin_core.services.reports import LetterWords, PatientWords, ReportChoice
from skin_core.ui.components.shared.erased import forget_erased
from skin_core.ui.say import say
from skin_core.ui.session import forget, is_shown, seed, widget_value

LINES_PX = {
    "reason": 90, "done": 120, "question": 90, "treatment": 100, "next_visit": 68, "findings": 320,
}  # fmt: skip
LONGEST = 1500  # characters: more than a letter of two pages holds
LONGEST_FINDINGS = 8000
TICKED = ("checked", "with_network")  # in this tab alone: who ticks answers for it
_FILLED = "filled."  # what a field was filled with, before the name of the field


def letter_fields(case: Case, choice: ReportChoice) -> LetterWords:
    """To, reason, done so far, question; and whether the network is told."""
    filled = reports.letter_as_filled_in(case, choice.language)
    st.caption(say("letter.page.filled_in"))
    words = LetterWords(
        to=_line(case, choice, "to", filled.to),
        reason=_lines(case, choice, "reason", filled.reason),
        done=_lines(case, choice, "done", filled.done),
        question=_lines(case, choice, "question", filled.question),
    )
    if not case.analysis.differential:
        return words
    return replace(words, with_network=_tick(case, "with_network", say("letter.page.with_network")))


def sheet_fields(case: Case, choice: ReportChoice, name: str) -> PatientWords:
    """Treatment, next visit, and that its advice was checked. name: of who signs."""
    filled = reports.sheet_as_filled_in(case, choice.language)
    words = PatientWords(
        treatment=_lines(case, choice, "treatment", filled.treatment),
        next_visit=_lines(case, choice, "next_visit", filled.next_visit),
    )
    checked = _tick(case, "checked", say("reportpage.checked"), say("reportpage.checked_help"))
    if checked and not name.strip():
        st.caption(say("reportpage.checked_name"))
    return replace(words, checked_by=name.strip() if checked else "")


def findings_field(case: Case, choice: ReportChoice) -> str:
    """The text of the result, to be changed before it goes into the report."""
    filled = reports.findings_as_filled_in(case, choice.language)
    return _lines(case, choice, "findings", filled)


def _line(case: Case, choice: ReportChoice, name: str, filled: str) -> str:
    key = _field(case, choice, name, filled)
    kept = _kept(case)
    value = st.text_input(
        _label(choice.kind, name),
        key=seed(key, kept.get(name, filled)),
        max_chars=200,
        autocomplete="off",
        on_change=_keep,
        args=(case, name, key),
    )
    return str(value)


def _lines(case: Case, choice: ReportChoice, name: str, filled: str) -> str:
    key = _field(case, choice, name, filled)
    kept = _kept(case)
    value = st.text_area(
        _label(choice.kind, name),
        key=seed(key, kept.get(name, filled)),
        height=LINES_PX[name],
        max_chars=LONGEST_FINDINGS if name == "findings" else LONGEST,
        placeholder=_hint(case, name) if choice.kind is ReportKind.PATIENT_COPY else None,
        on_change=_keep,
        args=(case, name, key),
    )
    return str(value)


def _hint(case: Case, name: str) -> str:
    if name == "treatment" and not reports.does_go_home(case):
        return say("reportpage.treatment_hint_emergency")
    return say(f"reportpage.{name}_hint")


def _tick(case: Case, name: str, label: str, explanation: str | None = None) -> bool:
    key, kept = f"report.field.{name}.{case.case_id}", _kept(case)
    return st.checkbox(
        label,
        key=seed(key, bool(kept.get(name))),
        help=explanation,
        on_change=_keep,
        args=(case, name, key),
    )


def _label(kind: ReportKind, name: str) -> str:
    if kind is ReportKind.REPORT:
        return say(f"writing.page.{name}")
    area = "letter.page" if kind is ReportKind.LETTER else "reportpage"
    return say(f"{area}.{name}")


def _field(case: Case, choice: ReportChoice, name: str, filled: str) -> str:
    """The key of a field, which is filled anew where the case fills it with other words now.

    It is not while its words are the same: who types in it would lose what is not sent yet.
    """
    key, kept = f"report.field.{name}.{case.case_id}.{choice.language}", _kept(case)
    if name not in kept and kept.get(_FILLED + key) != filled:
        forget(key)
    kept[_FILLED + key] = filled
    return key


def _keep(case: Case, name: str, key: str) -> None:
    if is_shown(key):
        told = _kept(case)[name] = widget_value(key)
        if name not in TICKED:
            _written_since_start().setdefault(case.case_id, {})[name] = str(told)


def _kept(case: Case) -> dict[str, Any]:
    """What was changed in the papers of a case, by field; a tab begins with all words so far."""
    written = _written_since_start().get(case.case_id, {})
    held: Any = widget_value(seed(f"report.written.{case.case_id}", dict(written)))
    kept: dict[str, Any] = held
    return kept


@st.cache_resource(show_spinner=False)
def _written_since_start() -> dict[str, dict[str, str]]:
    """Words that were changed in any window, by case and field: a reload goes on with them."""
    written: dict[str, dict[str, str]] = {}
    forget_erased(written, records.find_case)
    return written
