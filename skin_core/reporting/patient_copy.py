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
from skin_core.narrative.speech import Speech
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
    case: Case, images: ReportImages, options: ReportOptions, created: datetime, speech: Speech
) -> Iterator[Block]:
    """The whole sheet."""
    assessment = case.assessment or ClinicianAssessment()
    number = emergency_number(options.country, speech)
    entry = all_diseases().get(assessment.diagnosis)
    memo = entry.memo if entry else None
    yield _when(case, number, speech)
    yield from _intro(case, speech)
    yield Heading(speech.t("report.patient.diagnosis"))
    yield _diagnosis(case, assessment, speech)
    if images.photos:
        photo = large_picture(images.photos[0], speech.t("report.patient.photo"))
        yield Pictures((photo,), tallest_mm=PHOTO_MM)
    if case.analysis.advice.urgency is not Urgency.EMERGENCY:  # at home there is nothing to do
        yield from _advice(memo, speech)
    yield from _come_back(case, assessment.diagnosis, number, speech)
    yield from _treatment(case, memo, speech)
    if phone := one_line(options.clinic_phone):
        yield Paragraph("", lead=speech.t("report.patient.questions", phone=phone))
    signature = clinician_block(case, created, speech)
    yield Signature((), signature.text, signature.line_labels)


def _when(case: Case, number: str, speech: Speech) -> Notice:
    """When to be seen, where, and how: the first thing that is read."""
    urgency, place = case.analysis.advice.urgency, sent_to(case.analysis.advice)
    where = f"report.where.{place}"
    there = speech.t(where) if speech.has(where) else ""
    if case.facts.get("fever") is True and urgency in CALM:
        key = "fever"
    elif _has(f"{urgency}_{place}", speech):
        key = f"{urgency}_{place}"
    elif there and urgency in (Urgency.URGENT, Urgency.SOON):
        key = f"{urgency}_to"
    else:
        key = str(urgency)
    title = _said(f"report.patient.{key}", case, speech, place=there, number=number)
    how = next((name for name in (f"{key}_how", f"{urgency}_how") if _has(name, speech)), "")
    lines = [speech.t(f"report.patient.{how}", number=number)] if how else []
    return Notice(urgency, title, " ".join((*_also(case, speech), *lines)))


def _also(case: Case, speech: Speech) -> Iterator[str]:
    """Other places to be seen at the same day; in an emergency the hospital sees to them."""
    if case.analysis.advice.urgency is Urgency.EMERGENCY:
        return
    keys = [f"report.where.{place}" for place in also_needed(case.analysis.advice)]
    if places := [speech.t(key) for key in keys if speech.has(key)]:
        names = speech.listed(places)
        yield speech.t("report.patient.urgent_also", places=names)


def _intro(case: Case, speech: Speech) -> Iterator[Block]:
    date = date_text(case.visit_date, speech)
    intro = "report.patient.intro" if case.analysis.has_photos else "report.patient.intro_no_photo"
    yield Paragraph(speech.t(intro, date=date))
    if is_child(case):
        yield Paragraph("", lead=speech.t("report.patient.child"))


def _diagnosis(case: Case, assessment: ClinicianAssessment, speech: Speech) -> Block:
    known = assessment.diagnosis in all_diseases()
    name = speech.label(assessment.diagnosis) if known else ""
    if words := ". ".join(filter(None, (name, assessment.diagnosis_text))):
        return Heading(words, large=True)
    missing = speech.t("report.patient.no_diagnosis")
    if case.analysis.advice.urgency in PRESSING:  # nobody is to wait for a word
        return Paragraph(missing)
    return Paragraph(f"{missing} {speech.t('report.patient.ask_before_leaving')}")


def _advice(memo: Memo | None, speech: Speech) -> Iterator[Block]:
    """The memo's advice for patients; its red flags are written for doctors and stay there."""
    yield Heading(speech.t("report.patient.advice"))
    if memo is None:
        yield Paragraph(speech.t("report.patient.no_advice"))
        return
    yield Items(tuple(Item(line) for line in speech.of(memo.patient)))
    if not memo.reviewed_by:
        yield Paragraph(speech.t("report.patient.not_reviewed"), faint=True)


def _come_back(case: Case, diagnosis: str, number: str, speech: Speech) -> Iterator[Block]:
    """What must bring the patient back at once, or on the way to hospital to the telephone."""
    is_emergency = case.analysis.advice.urgency is Urgency.EMERGENCY
    signs = signs_on_the_way() if is_emergency else back_signs(diagnosis, case.facts)
    title = "report.patient.on_the_way" if is_emergency else "report.patient.come_back"
    yield Heading(speech.t(title, number=number))
    yield Items(
        tuple(Item(_said(f"report.back.{sign}", case, speech, number=number)) for sign in signs)
    )


def _treatment(case: Case, memo: Memo | None, speech: Speech) -> Iterator[Block]:
    """A reviewed memo's treatment, what the doctor typed as started today, and lines for more."""
    yield Heading(speech.t("report.patient.treatment"))
    if memo is not None and memo.reviewed_by:
        yield Items(tuple(Item(speech.of(entry.text)) for entry in memo.treatment))
    yield Paragraph(speech.t("report.patient.treatment_by_doctor"))
    started = one_line(str(case.facts.get("started_today", "")))
    if started:
        yield Paragraph("", lead=started)
    yield EmptyLines(2 if started else 3)


def _said(key: str, case: Case, speech: Speech, **values: str) -> str:
    """Words to the patient, or to the parent of a child where those differ."""
    to_parent = f"{key}_child"
    spoken = to_parent if is_child(case) and speech.has(to_parent) else key
    return speech.t(spoken, **values)


def _has(name: str, speech: Speech) -> bool:
    return speech.has(f"report.patient.{name}")
