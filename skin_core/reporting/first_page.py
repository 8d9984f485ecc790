"""Page one of a report: danger, answer, evidence, what to do, and the clinician's own word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from skin_core.diseases import all_diseases
from skin_core.diseases.picture import all_pictures
from skin_core.domain.analysis import CaseAnalysis, FiredRule
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.facts import all_facts, fact_name
from skin_core.i18n import t
from skin_core.narrative.answer import (
    advice_when,
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    set_explanation,
    urgency_text,
)
from skin_core.narrative.fit import fit, strong
from skin_core.narrative.fit_words import fit_sentence
from skin_core.narrative.seen import Entered
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
from skin_core.rules import (
    all_rules,
    known_rules,
    rule_action,
    rule_citation,
    rule_name,
    rule_text,
)

SMALL_PHOTOS = 6
FEWEST_BARS, MOST_BARS = 5, 8
MOST_FITS = 3  # diseases with what is for and against them


def answer_blocks(case: Case, images: ReportImages, language: str) -> Iterator[Block]:
    """Urgency, photos, the sentence and the bars."""
    analysis = case.analysis
    yield urgency_notice(analysis, language)
    yield from photo_blocks(images, language)
    yield Heading(answer_sentence(analysis, language), large=True)
    if analysis.differential:
        count = len(analysis.pooled)
        key = "report.first.pooled" if count > 1 else "report.first.single"
        yield Paragraph(t(key, language, count=count), faint=True)
    for note in answer_notes(analysis, language):
        yield Paragraph("", lead=note)
    if analysis.differential:
        fits = _fits(case, language)
        yield _bars(analysis, language, FEWEST_BARS - bool(fits))
        if fits:
            yield Paragraph(fits, faint=True)


def urgency_notice(analysis: CaseAnalysis, language: str) -> Notice:
    """How soon, the first reason for it, and the first thing to do."""
    urgency = analysis.advice.urgency
    word, when = urgency_text(urgency, language), advice_when(analysis.advice, language)
    title = t("report.first.urgency", language, word=word, when=_small(when, language))
    for fired in known_rules(analysis.advice):
        if fired.urgency == urgency and (action := rule_action(fired, language)):
            return Notice(urgency, title, f"{rule_name(fired, language)}. {action}")
    return Notice(urgency, title, t(f"urgency.{urgency}.meaning", language))


def photo_blocks(images: ReportImages, language: str) -> Iterator[Block]:
    """The first photo large, beside its heatmap if there is one; the others small."""
    if not images.photos:
        return
    count = len(images.photos)
    names = [t("report.first.photo_name", language, number=n) for n in range(1, count + 1)]
    if count == 1:
        names = [t("report.first.photo", language)]
    small = images.photos[1 : SMALL_PHOTOS + 1]
    shown = 1 + len(small)
    yield Pictures(
        (large_picture(images.photos[0], names[0]), *_heatmap(images, language)),
        tuple(map(small_picture, small, names[1:shown])),
        names[1] if shown == 2 else t("report.first.photo_names", language, first=2, last=shown),
    )
    if count > shown:
        yield Paragraph(t("report.first.more_photos", language, count=count - shown), faint=True)


def advice_blocks(case: Case, language: str) -> Iterator[Block]:
    """The actions of the rules that fired, most urgent first, and what is still to be asked."""
    advice = case.analysis.advice
    yield Heading(t("report.first.what_to_do", language))
    acting = [fired for fired in known_rules(advice) if rule_action(fired, language)]
    if acting:
        yield Items(tuple(_action(fired, language) for fired in acting), numbered=True)
    else:
        yield Paragraph(t("report.first.no_action", language))
    questions = [fact_name(key, language) for key in advice.questions if key in all_facts()]
    if questions:
        names = t("answer.separator", language).join(questions)
        yield Paragraph(names, lead=t("report.first.ask", language))
    for fired in advice.fired:
        if fired not in acting:
            yield Paragraph(_note(fired, language), faint=True)


def clinician_block(case: Case, created: datetime, language: str) -> Signature:
    """The clinician's diagnosis and note, with the signature or the lines for one."""
    assessment = case.assessment or ClinicianAssessment()
    rows = [(t("report.clinician.diagnosis", language), diagnosis_text(assessment, language))]
    if excluded := excluded_text(assessment, created, language):
        rows.append((t("report.excluded.title", language), excluded))
    if assessment.note:
        rows.append((t("report.clinician.note", language), assessment.note))
    signed = ""
    if assessment.is_signed:
        time = moment_text(assessment.signed_at, created, language)
        signed = t("report.clinician.signed", language, name=assessment.signed_by, time=time)
    labels = ("signature", "name", "date")
    lines = tuple(t(f"report.clinician.{label}", language) for label in labels)
    return Signature(tuple(rows), signed, lines)


def diagnosis_text(assessment: ClinicianAssessment, language: str) -> str:
    """The clinician's diagnosis with its code, or in free words; "" while there is none."""
    entry = all_diseases().get(assessment.diagnosis)
    if entry is None:
        return assessment.diagnosis_text or assessment.diagnosis
    codes = [code.code for code in entry.codes if code.system == "icd10"]
    name = label_text(assessment.diagnosis, language)
    coded = f"{name} (ICD-10 {codes[0]})" if codes else name
    return f"{coded}. {assessment.diagnosis_text}" if assessment.diagnosis_text else coded


def _heatmap(images: ReportImages, language: str) -> tuple[Picture, ...]:
    if not images.heatmap:
        return ()
    label = label_text(images.heatmap_label, language)
    return (large_picture(images.heatmap, t("report.first.heatmap", language, label=label)),)


def _bars(analysis: CaseAnalysis, language: str, fewest: int) -> Bars:
    within = set(analysis.prediction_set)
    count = min(max(fewest, len(within)), MOST_BARS)
    bars = [
        Bar(
            label_text(entry.label, language),
            entry.probability,
            percent_text(entry.probability, language),
            entry.label in within,
        )
        for entry in analysis.differential[:count]
    ]
    rest = analysis.differential[count:]
    if rest:
        left = sum(entry.probability for entry in rest)
        name = t("report.first.rest", language, count=len(rest))
        bars.append(Bar(name, left, percent_text(left, language), in_set=False))
    return Bars(tuple(bars), set_explanation(language, len(within)) if within else "")


def _fits(case: Case, language: str) -> str:
    """What speaks strongly for and against the first diseases, as of the day of the visit."""
    visit = date.fromisoformat(case.visit_date)
    age, end = case.patient.age_on(visit), datetime.combine(visit, time.max)
    entered = Entered(case.facts, age, case.patient.sex, end)
    labels = [entry.label for entry in case.analysis.differential[:MOST_FITS]]
    told = {
        label: fit_sentence(strong(fit(all_pictures()[label], entered)), language)
        for label in labels
        if label in all_pictures()
    }
    named = (f"{label_text(label, language)} – {text}." for label, text in told.items() if text)
    return " ".join(named)


def _action(fired: FiredRule, language: str) -> Item:
    """What to do, why, and which rule says so."""
    citation = rule_citation(fired)
    key = "report.first.rule_cited" if citation else "report.first.rule"
    source = t(key, language, rule=fired.rule_id, version=fired.version, citation=citation)
    return Item(rule_text(fired, language), rule_action(fired, language), source)


def _note(fired: FiredRule, language: str) -> str:
    """A rule that asks for nothing, or one that this program no longer has."""
    source = t("report.first.rule", language, rule=fired.rule_id, version=fired.version)
    if fired.rule_id not in all_rules():
        return f"{source}: {t('report.first.retired', language)}"
    return f"{rule_text(fired, language)} {source}"


def _small(text: str, language: str) -> str:
    """Words as they read after a colon."""
    return text if language == "ko" else text[:1].lower() + text[1:]
