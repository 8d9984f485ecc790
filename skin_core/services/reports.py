"""Write and sign the report of a case.

`now` is timezone-aware and on the clinic's clock: the report shows its times on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from skin_core.domain.case import Case, Report, ReportKind
from skin_core.errors import SignatureMissing
from skin_core.i18n import t
from skin_core.narrative.course import photo_scales_text
from skin_core.narrative.speech import Speech
from skin_core.reporting.findings import findings_text
from skin_core.reporting.letter_words import letter_words
from skin_core.reporting.options import LetterWords, PatientWords, ReportImages, ReportOptions
from skin_core.reporting.patient_copy import does_go_home, patient_words
from skin_core.services.diary import report_lines
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.services.measures import Open, measure_lines
from skin_core.services.pictures import opened, photo_and_overlay, printed_jpeg
from skin_core.services.preferences import read_preferences
from skin_core.services.records import (
    Paper,
    Store,
    as_signed,
    find_reports,
    read_report_pdf,
    sign_case,
    signed_assessment,
)
from skin_core.services.scales_beside import scales_beside

__all__ = [
    "LetterWords",
    "PatientWords",
    "ReportChoice",
    "does_go_home",
    "findings_as_filled_in",
    "letter_as_filled_in",
    "missing_for_signature",
    "preview_report",
    "report_file_name",
    "sheet_as_filled_in",
    "sign_report",
    "signed_papers",
    "warm_up",
]

LARGE_PX, SMALL_PX = 900, 320  # what the paper shows; more would only weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice:
    """What the clinician ticked and wrote. kind: the report, a sheet for the patient, or a letter.

    letter, patient: what was written in them; None: as the case fills them in. findings: the text
    of the result as it goes into the report, "" for none. report_language: of the report that is
    signed together with another paper, "" for the language of that paper.
    """

    language: str
    kind: ReportKind = ReportKind.REPORT
    with_heatmap: bool = True
    with_facts: bool = True
    with_memo: bool = False
    findings: str = ""
    report_language: str = ""
    letter: LetterWords | None = None
    patient: PatientWords | None = None


def letter_as_filled_in(case: Case, language: str) -> LetterWords:
    """To whom, why, what was done and what is asked, before anybody changed a word."""
    return letter_words(case, Speech(language))


def sheet_as_filled_in(case: Case, language: str) -> PatientWords:
    """Treatment and next visit, before anybody changed a word."""
    return patient_words(case, Speech(language))


def findings_as_filled_in(case: Case, language: str) -> str:
    """The text of the result, before anybody changed a word."""
    return findings_text(case, Speech(language))


def preview_report(store: Store, case: Case, choice: ReportChoice, now: datetime) -> bytes:
    """The PDF to look at: the frozen one where it is signed in that language, else a new one.

    A signature under one paper of a case is none under another. Raises: FileDamaged.
    """
    if frozen := signed_papers(store, case, choice.language).get(choice.kind):
        return read_report_pdf(store, frozen.report_id)
    case = as_signed(store, case)  # under the one signature, whatever the paper
    if choice.kind is ReportKind.REPORT:
        case = _unsigned(case)
    return _render(store, case, choice, now)


def sign_report(store: Store, case: Case, choice: ReportChoice, name: str, now: datetime) -> Report:
    """Put name and time under the report, the letter or the sheet, and freeze it.

    The first signature of a case is under its report, whatever else is signed with it. A case that
    is signed already keeps its signature and is frozen in one more language or paper.
    Raises: SignatureMissing without a name or a diagnosis; ReportFrozen where it is signed in that
    language; FileDamaged.
    """
    if missing_for_signature(case, choice.language):
        raise SignatureMissing
    assessment = signed_assessment(case, name, now)
    signed = replace(as_signed(store, case), assessment=assessment)
    papers = [
        Paper(
            one.language,
            _render(store, signed, one, now, signed_by=assessment.signed_by),
            one.kind,
        )
        for one in _signed_together(case, choice)
    ]
    *_, asked = sign_case(store, case.case_id, papers=papers, assessment=assessment, now=now)
    return asked


def _signed_together(case: Case, choice: ReportChoice) -> tuple[ReportChoice, ...]:
    if choice.kind is ReportKind.REPORT or case.is_signed:
        return (choice,)
    of_report = choice.report_language or choice.language
    return replace(choice, kind=ReportKind.REPORT, language=of_report), choice


def signed_papers(store: Store, case: Case, language: str) -> dict[ReportKind, Report]:
    """The frozen papers of the newest assessment in that language, by kind."""
    assessment = case.assessment
    if assessment is None or not assessment.is_signed:
        return {}
    return {
        report.kind: report
        for report in find_reports(store, case.case_id)
        if report.is_frozen
        and report.assessment_version == assessment.version
        and report.language == language
    }


def missing_for_signature(case: Case, language: str) -> tuple[str, ...]:
    """What must be entered before the report can be signed, as sentences."""
    assessment = case.assessment
    if assessment is None or not (assessment.diagnosis or assessment.diagnosis_text):
        return (t("report.missing.diagnosis", language),)
    return ()


def report_file_name(case: Case, choice: ReportChoice) -> str:
    """A name for the download that tells no one's name."""
    return f"skindesk-{choice.kind}-{case.visit_date}-{case.case_id[:8]}-{choice.language}.pdf"


def warm_up() -> None:
    """Load what writes a report now, so that the first one is as quick as the others."""
    from skin_core.reporting.render import prepare

    prepare()


def _render(
    store: Store, case: Case, choice: ReportChoice, now: datetime, signed_by: str = ""
) -> bytes:
    from skin_core.reporting.render import render_report  # a second of imports no page waits for

    preferences, pixels = read_preferences(store), opened(store.read)
    options = ReportOptions(
        clinic_name=preferences.clinic_name,
        clinic_address=preferences.clinic_address,
        clinic_phone=preferences.clinic_phone,
        clinician_name=preferences.clinician_name,
        clinician_licence=preferences.clinician_licence,
        country=preferences.country,
        logo=preferences.logo,
        kind=choice.kind,
        with_facts=choice.with_facts,
        with_memo=choice.with_memo,
        findings=choice.findings,
        letter=choice.letter,
        patient=choice.patient,
        signed_by=signed_by,
        course=_course(store, case, choice),
        measures=_measures(store, case, choice, pixels),
    )
    with_heatmap = choice.with_heatmap and choice.kind is ReportKind.REPORT
    images = _images(store, case, pixels, with_heatmap=with_heatmap)
    return render_report(case, images, choice.language, options, now)


def _course(store: Store, case: Case, choice: ReportChoice) -> tuple[str, ...]:
    if choice.kind is not ReportKind.REPORT:
        return ()
    return report_lines(store, case, Speech(choice.language))


def _measures(store: Store, case: Case, choice: ReportChoice, pixels: Open) -> tuple[str, ...]:
    if choice.kind is not ReportKind.REPORT:
        return ()
    layers = store.layers(case.patient.patient_id)
    speech = Speech(choice.language)
    told = measure_lines(case, layers, pixels, store.figures.get, speech)
    parts = scales_beside(OutlinedPhotos.of(case), store)
    doubts = (photo_scales_text(one.numbers, one.times, speech) for one in parts)
    return (*told, *doubts)


def _images(store: Store, case: Case, pixels: Open, *, with_heatmap: bool) -> ReportImages:
    """The photos, the one that the answer rests on first, with its heatmap."""
    analyses = {photo.photo_id: photo for photo in case.analysis.photos}
    photos = sorted(case.photos, key=lambda photo: photo.photo_id not in case.analysis.pooled)
    if not photos:
        return ReportImages()
    small = [printed_jpeg(pixels(photo.key), SMALL_PX) for photo in photos[1:]]
    top, first = case.analysis.top, analyses.get(photos[0].photo_id)
    if not with_heatmap or top is None or first is None or not first.layers:
        return ReportImages(photos=(printed_jpeg(pixels(photos[0].key), LARGE_PX), *small))
    layers = store.layers(case.case_id)
    shown = pixels(photos[0].key)
    large, heated = photo_and_overlay(shown, first, top.label, layers, LARGE_PX)
    return ReportImages(photos=(large, *small), heatmap=heated, heatmap_label=top.label)


def _unsigned(case: Case) -> Case:
    """The case without its signature: a new rendering was not signed by anyone."""
    if case.assessment is None:
        return case
    return replace(case, assessment=replace(case.assessment, signed_by="", signed_at=""))
