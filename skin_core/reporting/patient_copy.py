"""The sheet that a patient takes home: plain words, no probabilities, no rules.

It is of one who has just been seen: where to go now, if anywhere, stands first. It names a disease
only if the clinician did: a network's guess on paper would be read as a diagnosis. Treatment and
next visit are the doctor's own words, typed or written by hand. Of a child it speaks to the parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Step, StepKind, Urgency
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.disease import Memo
from skin_core.narrative.plain_names import plain_name
from skin_core.narrative.plan import steps_of
from skin_core.narrative.speech import Speech
from skin_core.reporting.addressee import also_needed, for_possible_cancer, sent_to
from skin_core.reporting.back_signs import back_signs, signs_on_the_way, spares_the_eye
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
from skin_core.reporting.frame import date_text, signature_text
from skin_core.reporting.options import PatientWords, ReportImages, ReportOptions
from skin_core.reporting.people import is_child, one_line
from skin_core.reporting.pictures import large_picture

CALM = (Urgency.SOON, Urgency.ROUTINE, Urgency.SELF_CARE)  # too slow for a fever
PRESSING = (Urgency.EMERGENCY, Urgency.URGENT)


@dataclass(frozen=True, slots=True)
class SheetRoom:
    """How a sheet is laid out. size: points, to be read without glasses; photo_mm: 0 for none.

    lines: for the pen, where no treatment was typed. pages: at most.
    """

    size: float
    photo_mm: float
    lines: int = 3
    pages: int = 1


SHEET_ROOMS = (
    SheetRoom(13.0, 38.0),
    SheetRoom(12.5, 30.0, 2),
    SheetRoom(12.0, 26.0, 2),
    SheetRoom(12.0, 0.0, 2),
    SheetRoom(12.0, 0.0, 1),
    SheetRoom(12.5, 38.0, pages=2),
)
"""The first that holds the sheet is taken: the photo gives way before the words do."""


def patient_words(case: Case, speech: Speech) -> PatientWords:
    """What the sheet says before its writer changed a word.

    Treatment: as typed when it was started today; else, like the next visit, that of the advice,
    where a clinician has reviewed the memo that it comes from: its medicine, the dose is to be
    added.
    """
    treatment = one_line(str(case.facts.get("started_today", "")))
    steps = {step.kind: speech.of(step.words) for step in _reviewed(case)}
    return PatientWords(
        treatment=treatment or steps.get(StepKind.TREAT, "").partition(". ")[0],
        next_visit=steps.get(StepKind.REVIEW, ""),
    )


def patient_blocks(
    case: Case, images: ReportImages, options: ReportOptions, created: datetime, room: SheetRoom,
    speech: Speech,
) -> Iterator[Block]:  # fmt: skip
    """The whole sheet."""
    assessment = case.assessment or ClinicianAssessment()
    words = options.patient or patient_words(case, speech)
    number = emergency_number(options.country, speech)
    yield _first(case, number, created, speech)
    yield from _intro(case, speech)
    yield Heading(speech.t("report.patient.diagnosis"))
    yield _diagnosis(case, assessment, speech)
    if images.photos and room.photo_mm:
        photo = large_picture(images.photos[0], speech.t("report.patient.photo"))
        yield Pictures((photo,), tallest_mm=room.photo_mm)
    goes_home = does_go_home(case)
    yield from _written("treatment", words.treatment, room.lines * goes_home, case, speech)
    if goes_home:
        yield from _advice(case, words, created, speech)
    yield from _come_back(case, assessment.diagnosis, number, speech)
    yield from _written("next_visit", words.next_visit, int(goes_home), case, speech)
    if phone := one_line(options.clinic_phone):
        yield Paragraph("", lead=speech.t("report.patient.questions", phone=phone))
    labels = tuple(speech.t(f"report.clinician.{name}") for name in ("signature", "name", "date"))
    yield Signature((), signature_text(options, created, speech), labels)


def does_go_home(case: Case) -> bool:
    """Whether lines are left for the pen; at an emergency nothing holds up the way there."""
    return case.analysis.advice.urgency is not Urgency.EMERGENCY


def _memo(case: Case) -> Memo | None:
    """Of the disease that the clinician named."""
    entry = all_diseases().get(case.assessment.diagnosis if case.assessment else "")
    return entry.memo if entry else None


def _reviewed(case: Case) -> Iterable[Step]:
    """The lines of the advice, where the memo of the clinician's diagnosis was reviewed."""
    memo = _memo(case)
    return steps_of(case.analysis) if memo and memo.reviewed_by else ()


def _first(case: Case, number: str, created: datetime, speech: Speech) -> Notice:
    """Where to go now, and how; else, for one who was just seen, to come back with danger signs."""
    urgency, place = case.analysis.advice.urgency, sent_to(case.analysis.advice)
    where = f"report.where.{place}"
    there = speech.t(where) if speech.has(where) else ""
    if case.facts.get("fever") is True and urgency in CALM:
        key = "fever"
    elif _has(f"{urgency}_{place}", speech):
        key = f"{urgency}_{place}"
    elif there and urgency in (Urgency.URGENT, Urgency.SOON):
        key = f"{urgency}_to"
    elif urgency is Urgency.EMERGENCY:
        key = str(urgency)
    else:
        return _seen(case, created, speech)
    title = _said(f"report.patient.{key}", case, speech, place=there, number=number)
    how = next((name for name in (f"{key}_how", f"{urgency}_how") if _has(name, speech)), "")
    lines = [speech.t(f"report.patient.{how}", number=number)] if how else []
    return Notice(urgency, title, " ".join((*_also(case, speech), *lines)))


def _seen(case: Case, created: datetime, speech: Speech) -> Notice:
    """For one who was seen and goes home: no word of an urgency that was dealt with."""
    is_today = case.visit_date == created.date().isoformat()
    key = "report.patient.seen_today" if is_today else "report.patient.seen_on"
    title = _said(key, case, speech, date=date_text(case.visit_date, speech))
    lines = (*_also(case, speech), speech.t("report.patient.seen_how"))
    return Notice(Urgency.ROUTINE, title, " ".join(lines))


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
    name = plain_name(assessment.diagnosis, speech) if known else ""
    if words := ". ".join(filter(None, (name, assessment.diagnosis_text))):
        return Heading(words, large=True)
    missing = speech.t("report.patient.no_diagnosis")
    if case.analysis.advice.urgency in PRESSING:  # nobody is to wait for a word
        return Paragraph(missing)
    return Paragraph(f"{missing} {speech.t('report.patient.ask_before_leaving')}")


def _advice(case: Case, words: PatientWords, created: datetime, speech: Speech) -> Iterator[Block]:
    """The memo's advice for patients; its red flags are written for doctors and stay there."""
    yield Heading(speech.t("report.patient.advice"))
    memo = _memo(case)
    if memo is None:
        yield Paragraph(speech.t("report.patient.no_advice"))
        return
    lines = [*speech.of(memo.patient)]
    if case.assessment and spares_the_eye(case.assessment.diagnosis, case.facts):
        lines.insert(0, _said("report.patient.spare_the_eye", case, speech))
    yield Items(tuple(Item(line) for line in lines))
    if words.checked_by:
        day = date_text(created.date().isoformat(), speech)
        name = one_line(words.checked_by)
        yield Paragraph(speech.t("report.patient.checked", name=name, date=day), faint=True)
    elif not memo.reviewed_by:
        yield Paragraph(speech.t("report.patient.not_reviewed"), faint=True)


def _come_back(case: Case, diagnosis: str, number: str, speech: Speech) -> Iterator[Block]:
    """What must bring the patient back at once, or on the way to hospital to the telephone."""
    is_emergency = case.analysis.advice.urgency is Urgency.EMERGENCY
    for_cancer = for_possible_cancer(case.analysis.advice)
    signs = back_signs(diagnosis, case.facts, for_cancer)
    if is_emergency:
        signs = signs_on_the_way()
    title = "report.patient.on_the_way" if is_emergency else "report.patient.come_back"
    yield Heading(speech.t(title, number=number))
    yield Items(
        tuple(Item(_said(f"report.back.{sign}", case, speech, number=number)) for sign in signs)
    )


def _written(name: str, text: str, lines: int, case: Case, speech: Speech) -> Iterator[Block]:
    """What the doctor typed, or lines to write it by hand; nothing where there are none."""
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    if not typed and not lines:
        return
    yield Heading(_said(f"report.patient.{name}", case, speech))
    if typed:
        yield Items(tuple(Item("", line) for line in typed))
    else:
        yield EmptyLines(lines)


def _said(key: str, case: Case, speech: Speech, **values: str) -> str:
    """Words to the patient, or to the parent of a child where those differ."""
    to_parent = f"{key}_child"
    spoken = to_parent if is_child(case) and speech.has(to_parent) else key
    return speech.t(spoken, **values)


def _has(name: str, speech: Speech) -> bool:
    return speech.has(f"report.patient.{name}")
