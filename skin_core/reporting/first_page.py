"""Page one of a report: danger, answer, evidence, what to do, and the clinician's own word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from skin_core.diseases import all_diseases
from skin_core.diseases.picture import all_pictures
from skin_core.domain.analysis import CaseAnalysis, Step
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.narrative.answer import answer_notes, answer_sentence, set_explanation
from skin_core.narrative.fit import fit, strong
from skin_core.narrative.fit_words import fit_sentence
from skin_core.narrative.plan import open_questions, step_name, steps_of
from skin_core.narrative.second_words import paper_line
from skin_core.narrative.seen import Entered
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import title_text, urgency_words
from skin_core.reporting.blocks import (
    Bar,
    Bars,
    Block,
    Heading,
    Item,
    Items,
    Notice,
    Paragraph,
    Picture,
    Pictures,
    Signature,
)
from skin_core.reporting.exclusions import excluded_text
from skin_core.reporting.frame import moment_text
from skin_core.reporting.options import ReportImages
from skin_core.reporting.pictures import large_picture, small_picture

SMALL_PHOTOS = 6
FEWEST_BARS, MOST_BARS = 3, 8
MOST_FITS = 3  # diseases with what is for and against them


def answer_blocks(
    case: Case, images: ReportImages, photo_mm: float, speech: Speech
) -> Iterator[Block]:
    """Urgency, photos, the sentence and the bars. photo_mm: height of the large ones at most."""
    analysis = case.analysis
    yield urgency_notice(analysis, speech)
    yield from photo_blocks(images, photo_mm, speech)
    title, sentence = title_text(analysis, speech), answer_sentence(analysis, speech)
    yield Heading(title, large=True)
    if sentence != title:
        yield Paragraph(sentence, faint=True)
    if analysis.differential:
        count = len(analysis.pooled)
        key = "report.first.pooled" if count > 1 else "report.first.single"
        yield Paragraph(speech.t(key, count=count), faint=True)
    for note in answer_notes(analysis, speech):
        yield Paragraph("", lead=note)
    if analysis.differential:
        fits = _fits(case, speech)
        yield _bars(analysis, speech)
        if fits:
            yield Paragraph(fits, faint=True)
    for opinion in analysis.second_opinions:
        yield Paragraph(paper_line(opinion, speech), faint=True)


def urgency_notice(analysis: CaseAnalysis, speech: Speech) -> Notice:
    """How soon, the first thing to do and the reason, in the words of the page."""
    urgency, words = analysis.advice.urgency, urgency_words(analysis, speech)
    action = words.action or speech.t(f"urgency.{urgency}.meaning")
    return Notice(urgency, words.soon, "\n".join(filter(None, (action, words.reason))))


def photo_blocks(images: ReportImages, tallest_mm: float, speech: Speech) -> Iterator[Block]:
    """The first photo large, beside its heatmap if there is one; the others small."""
    if not images.photos:
        return
    count = len(images.photos)
    names = [speech.t("report.first.photo_name", number=n) for n in range(1, count + 1)]
    if count == 1:
        names = [speech.t("report.first.photo")]
    small = images.photos[1 : SMALL_PHOTOS + 1]
    shown = 1 + len(small)
    yield Pictures(
        (large_picture(images.photos[0], names[0]), *_heatmap(images, speech)),
        tuple(map(small_picture, small, names[1:shown])),
        names[1] if shown == 2 else speech.t("report.first.photo_names", first=2, last=shown),
        tallest_mm,
    )
    if count > shown:
        yield Paragraph(speech.t("report.first.more_photos", count=count - shown), faint=True)


def advice_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """What to do as it was kept, and what is known; before the signature, what is open too."""
    yield Heading(speech.t("report.first.what_to_do"))
    yield Items(tuple(_step(one, speech) for one in steps_of(case.analysis)), numbered=True)
    questions = open_questions(case.analysis, speech)
    if questions and not case.is_signed:
        yield Paragraph(questions, faint=True)


def clinician_block(case: Case, created: datetime, speech: Speech) -> Signature:
    """The clinician's diagnosis and note, with the signature or the lines for one."""
    assessment = case.assessment or ClinicianAssessment()
    rows = [(speech.t("report.clinician.diagnosis"), diagnosis_text(assessment, speech))]
    if excluded := excluded_text(assessment, created, speech):
        rows.append((speech.t("report.excluded.title"), excluded))
    if assessment.note:
        rows.append((speech.t("report.clinician.note"), assessment.note))
    signed = ""
    if assessment.is_signed:
        time = moment_text(assessment.signed_at, created, speech)
        signed = speech.t("report.clinician.signed", name=assessment.signed_by, time=time)
    labels = ("signature", "name", "date")
    lines = tuple(speech.t(f"report.clinician.{label}") for label in labels)
    return Signature(tuple(rows), signed, lines)


def diagnosis_text(assessment: ClinicianAssessment, speech: Speech) -> str:
    """The clinician's diagnosis with its code, or in free words; "" while there is none."""
    entry = all_diseases().get(assessment.diagnosis)
    if entry is None:
        return assessment.diagnosis_text or assessment.diagnosis
    codes = [code.code for code in entry.codes if code.system == "icd10"]
    name = speech.label(assessment.diagnosis)
    coded = f"{name} (ICD-10 {codes[0]})" if codes else name
    return f"{coded}. {assessment.diagnosis_text}" if assessment.diagnosis_text else coded


def _heatmap(images: ReportImages, speech: Speech) -> tuple[Picture, ...]:
    if not images.heatmap:
        return ()
    label = speech.label(images.heatmap_label)
    return (large_picture(images.heatmap, speech.t("report.first.heatmap", label=label)),)


def _bars(analysis: CaseAnalysis, speech: Speech) -> Bars:
    within = set(analysis.prediction_set)
    count = min(max(FEWEST_BARS, len(within)), MOST_BARS)
    bars = [
        Bar(
            speech.label(entry.label),
            entry.probability,
            speech.percent(entry.probability),
            entry.label in within,
        )
        for entry in analysis.differential[:count]
    ]
    rest = analysis.differential[count:]
    if rest:
        left = sum(entry.probability for entry in rest)
        name = speech.t("report.first.rest", count=len(rest))
        bars.append(Bar(name, left, speech.percent(left), in_set=False))
    return Bars(tuple(bars), set_explanation(speech, len(within)) if within else "")


def _fits(case: Case, speech: Speech) -> str:
    """What speaks strongly for and against the first diseases, as of the day of the visit."""
    visit = date.fromisoformat(case.visit_date)
    age, end = case.patient.age_on(visit), datetime.combine(visit, time.max)
    entered = Entered(case.facts, age, case.patient.sex, end)
    labels = [entry.label for entry in case.analysis.differential[:MOST_FITS]]
    told = {
        label: fit_sentence(strong(fit(all_pictures()[label], entered)), speech)
        for label in labels
        if label in all_pictures()
    }
    named = (f"{speech.label(label)} – {text}." for label, text in told.items() if text)
    return " ".join(named)


def _step(step: Step, speech: Speech) -> Item:
    return Item(speech.of(step.words), f"{step_name(step, speech)}:")
