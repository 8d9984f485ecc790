"""The sheet that a patient takes home: plain words, no probabilities, no rules.

When and where to go stands first. It names a disease only if the clinician did: a network's guess
on paper would be read as a diagnosis. Treatment stands on it only from a memo that a clinician has
reviewed; else the doctor writes it by hand. Of a child it speaks to the parent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.disease import Memo
from skin_core.i18n import catalogue, t
from skin_core.narrative.answer import label_text
from skin_core.reporting.addressee import also_needed, sent_to
from skin_core.reporting.back_signs import back_signs, signs_on_the_way
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
from skin_core.reporting.country import emergency_number
from skin_core.reporting.first_page import clinician_block
from skin_core.reporting.frame import date_text
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.people import is_child, one_line
from skin_core.reporting.pictures import large_picture

CALM = (Urgency.SOON, Urgency.ROUTINE, Urgency.SELF_CARE)  # too slow for a fever
PRESSING = (Urgency.EMERGENCY, Urgency.URGENT)
PHOTO_MM = 38.0  # high; the words are to be read without glasses


def patient_blocks(
    case: Case, images: ReportImages, options: ReportOptions, created: datetime, language: str
) -> Iterator[Block]:
    """The whole sheet."""
    assessment = case.assessment or ClinicianAssessment()
    number = emergency_number(options.country, language)
    entry = all_diseases().get(assessment.diagnosis)
    memo = entry.memo if entry else None
    yield _when(case, number, language)
    yield from _intro(case, language)
    yield Heading(t("report.patient.diagnosis", language))
    yield _diagnosis(case, assessment, language)
    if images.photos:
        photo = large_picture(images.photos[0], t("report.patient.photo", language))
        yield Pictures((photo,), tallest_mm=PHOTO_MM)
    if case.analysis.advice.urgency is not Urgency.EMERGENCY:  # at home there is nothing to do
        yield from _advice(memo, language)
    yield from _come_back(case, assessment.diagnosis, number, language)
    yield from _treatment(case, memo, language)
    if phone := one_line(options.clinic_phone):
        yield Paragraph("", lead=t("report.patient.questions", language, phone=phone))
    signature = clinician_block(case, created, language)
    yield Signature((), signature.text, signature.line_labels)


def _when(case: Case, number: str, language: str) -> Notice:
    """When to be seen, where, and how: the first thing that is read."""
    urgency, place = case.analysis.advice.urgency, sent_to(case.analysis.advice)
    there = catalogue(language).get(f"report.where.{place}", "")
    if case.facts.get("fever") is True and urgency in CALM:
        key = "fever"
    elif _has(f"{urgency}_{place}", language):
        key = f"{urgency}_{place}"
    elif there and urgency in (Urgency.URGENT, Urgency.SOON):
        key = f"{urgency}_to"
    else:
        key = str(urgency)
    title = _said(f"report.patient.{key}", case, language, place=there, number=number)
    how = next((name for name in (f"{key}_how", f"{urgency}_how") if _has(name, language)), "")
    lines = [t(f"report.patient.{how}", language, number=number)] if how else []
    return Notice(urgency, title, " ".join((*_also(case, language), *lines)))


def _also(case: Case, language: str) -> Iterator[str]:
    """Other places to be seen at the same day; in an emergency the hospital sees to them."""
    if case.analysis.advice.urgency is Urgency.EMERGENCY:
        return
    keys = [f"report.where.{place}" for place in also_needed(case.analysis.advice)]
    if places := [t(key, language) for key in keys if key in catalogue(language)]:
        names = t("answer.separator", language).join(places)
        yield t("report.patient.urgent_also", language, places=names)


def _intro(case: Case, language: str) -> Iterator[Block]:
    date = date_text(case.visit_date, language)
    intro = "report.patient.intro" if case.analysis.has_photos else "report.patient.intro_no_photo"
    yield Paragraph(t(intro, language, date=date))
    if is_child(case):
        yield Paragraph("", lead=t("report.patient.child", language))


def _diagnosis(case: Case, assessment: ClinicianAssessment, language: str) -> Block:
    known = assessment.diagnosis in all_diseases()
    name = label_text(assessment.diagnosis, language) if known else ""
    if words := ". ".join(filter(None, (name, assessment.diagnosis_text))):
        return Heading(words, large=True)
    missing = t("report.patient.no_diagnosis", language)
    if case.analysis.advice.urgency in PRESSING:  # nobody is to wait for a word
        return Paragraph(missing)
    return Paragraph(f"{missing} {t('report.patient.ask_before_leaving', language)}")


def _advice(memo: Memo | None, language: str) -> Iterator[Block]:
    """The memo's advice for patients; its red flags are written for doctors and stay there."""
    yield Heading(t("report.patient.advice", language))
    if memo is None:
        yield Paragraph(t("report.patient.no_advice", language))
        return
    yield Items(tuple(Item(line) for line in memo.patient[language]))
    if not memo.reviewed_by:
        yield Paragraph(t("report.patient.not_reviewed", language), faint=True)


def _come_back(case: Case, diagnosis: str, number: str, language: str) -> Iterator[Block]:
    """What must bring the patient back at once, or on the way to hospital to the telephone."""
    is_emergency = case.analysis.advice.urgency is Urgency.EMERGENCY
    signs = signs_on_the_way() if is_emergency else back_signs(diagnosis, case.facts)
    title = "report.patient.on_the_way" if is_emergency else "report.patient.come_back"
    yield Heading(t(title, language, number=number))
    yield Items(
        tuple(Item(_said(f"report.back.{sign}", case, language, number=number)) for sign in signs)
    )


def _treatment(case: Case, memo: Memo | None, language: str) -> Iterator[Block]:
    """A reviewed memo's treatment, what the doctor typed as started today, and lines for more."""
    yield Heading(t("report.patient.treatment", language))
    if memo is not None and memo.reviewed_by:
        yield Items(tuple(Item(entry.text[language]) for entry in memo.treatment))
    yield Paragraph(t("report.patient.treatment_by_doctor", language))
    started = one_line(str(case.facts.get("started_today", "")))
    if started:
        yield Paragraph("", lead=started)
    yield EmptyLines(2 if started else 3)


def _said(key: str, case: Case, language: str, **values: str) -> str:
    """Words to the patient, or to the parent of a child where those differ."""
    to_parent = f"{key}_child"
    spoken = to_parent if is_child(case) and to_parent in catalogue(language) else key
    return t(spoken, language, **values)


def _has(name: str, language: str) -> bool:
    return f"report.patient.{name}" in catalogue(language)
