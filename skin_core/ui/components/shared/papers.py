"""What the papers are called, wherever one is offered."""

from __future__ import annotations

from skin_core.domain.case import Report, ReportKind
from skin_core.i18n import LANGUAGES
from skin_core.ui.say import say, speech

PAPERS = {
    ReportKind.REPORT: "report.page.title",
    ReportKind.LETTER: "letter.page.letter",
    ReportKind.PATIENT_COPY: "report.page.patient_copy",
}


def paper_name(report: Report) -> str:
    """A frozen paper in a list: what it is, its language, when it was made."""
    name, language = say(PAPERS[report.kind]), LANGUAGES[report.language]
    return f"{name} · {language} · {speech().moment(report.created_at)}"
