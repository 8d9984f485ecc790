"""A case as plain text, to be pasted into the clinic's own record."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.facts import all_facts
from skin_core.narrative.answer import answer_notes, answer_sentence
from skin_core.narrative.plan import open_questions, steps_of, texts
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import urgency_words

MOST_PREDICTIONS = 3


def record_text(case: Case, speech: Speech) -> str:
    """Facts, answer, urgency, next steps and the clinician's diagnosis; no name, no photo.

    The clinic's record knows the patient already, so nothing that identifies one is in the text.
    """
    return "\n".join([*_head(case, speech), *_findings(case, speech), *_close(case, speech)])


def _head(case: Case, speech: Speech) -> Iterator[str]:
    yield speech.t("record.title", date=case.visit_date)
    for key in all_facts():
        if key in case.facts:
            yield f"- {speech.fact(key)}: {speech.answer(key, case.facts[key])}"


def _findings(case: Case, speech: Speech) -> Iterator[str]:
    analysis = case.analysis
    yield speech.t("record.answer", sentence=answer_sentence(analysis, speech))
    for entry in analysis.differential[:MOST_PREDICTIONS]:
        yield f"- {speech.label(entry.label)}: {speech.percent(entry.probability)}"
    yield from answer_notes(analysis, speech)
    words = urgency_words(analysis, speech)
    told = ". ".join(filter(None, (words.soon, words.reason)))
    yield speech.t("record.urgency", urgency=told)
    yield from (f"- {line}" for line in texts(steps_of(analysis), speech))
    if asked := open_questions(analysis, speech):
        yield f"- {asked}"


def _close(case: Case, speech: Speech) -> Iterator[str]:
    assessment = case.assessment
    if assessment and (assessment.diagnosis or assessment.diagnosis_text):
        name = speech.label(assessment.diagnosis) if assessment.diagnosis else ""
        named = ". ".join(filter(None, (name, assessment.diagnosis_text)))
        yield speech.t("record.diagnosis", diagnosis=named)
    if assessment and assessment.excluded:
        names = [speech.label(one.label) for one in assessment.excluded]
        listed = speech.listed(names)
        yield speech.t("record.excluded", names=listed)
    if assessment and assessment.note:
        yield speech.t("record.note", note=assessment.note)
    key = "record.signed" if case.is_signed else "record.preliminary"
    model = case.analysis.model
    yield speech.t(key, model=model) if model else speech.t(f"{key}_rules")
