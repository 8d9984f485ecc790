"""The sheet that a patient takes home: plain words, no probabilities, no rules.

It names a disease only if the clinician did: a network's guess on paper would be read as a
diagnosis. Treatment stands on it only from a memo that a clinician has reviewed; else the doctor
writes it by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.disease import Memo
from skin_core.i18n import t
from skin_core.narrative.answer import label_text, urgency_text
from skin_core.reporting.blocks import (
    Block,
    EmptyLines,
    Heading,
    Item,
    Items,
    Notice,
    Paragraph,
    Pictures,
    Signature,
)
from skin_core.reporting.first_page import clinician_block
from skin_core.reporting.frame import date_text
from skin_core.reporting.options import ReportImages
from skin_core.reporting.pictures import large_picture

COME_BACK = ("back_worse", "back_fever", "back_eye", "back_medicine")


def patient_blocks(
    case: Case, images: ReportImages, created: datetime, language: str
) -> Iterator[Block]:
    """The whole sheet."""
    assessment = case.assessment or ClinicianAssessment()
    entry = all_diseases().get(assessment.diagnosis)
    memo = entry.memo if entry else None
    date = date_text(case.visit_date, language)
    intro = "report.patient.intro" if case.analysis.has_photos else "report.patient.intro_no_photo"
    yield Paragraph(t(intro, language, date=date))
    yield Heading(t("report.patient.diagnosis", language))
    yield _diagnosis(assessment, language)
    yield _when(case, language)
    if images.photos:
        yield Pictures((large_picture(images.photos[0], t("report.patient.photo", language)),))
    yield from _advice(memo, language)
    yield from _treatment(memo, language)
    signature = clinician_block(case, created, language)
    yield Signature((), signature.text, signature.line_labels)


def _diagnosis(assessment: ClinicianAssessment, language: str) -> Block:
    known = assessment.diagnosis in all_diseases()
    name = label_text(assessment.diagnosis, language) if known else ""
    words = ". ".join(filter(None, (name, assessment.diagnosis_text)))
    if not words:
        return Paragraph(t("report.patient.no_diagnosis", language))
    return Heading(words, large=True)


def _when(case: Case, language: str) -> Notice:
    urgency = case.analysis.advice.urgency
    title = t("report.patient.when", language)
    word = urgency_text(urgency, language)
    title = t("report.first.urgency", language, word=title, when=word)
    return Notice(urgency, title, t(f"report.patient.{urgency}", language))


def _advice(memo: Memo | None, language: str) -> Iterator[Block]:
    """The memo's advice for patients; its red flags are written for doctors and stay there."""
    yield Heading(t("report.patient.advice", language))
    if memo is None:
        yield Paragraph(t("report.patient.no_advice", language))
    else:
        yield Items(tuple(Item(line) for line in memo.patient[language]))
        if not memo.reviewed_by:
            yield Paragraph(t("report.patient.not_reviewed", language), faint=True)
    yield Heading(t("report.patient.come_back", language))
    yield Items(tuple(Item(t(f"report.patient.{sign}", language)) for sign in COME_BACK))


def _treatment(memo: Memo | None, language: str) -> Iterator[Block]:
    yield Heading(t("report.patient.treatment", language))
    if memo is not None and memo.reviewed_by:
        yield Items(tuple(Item(entry.text[language]) for entry in memo.treatment))
    yield Paragraph(t("report.patient.treatment_by_doctor", language))
    yield EmptyLines(3)
