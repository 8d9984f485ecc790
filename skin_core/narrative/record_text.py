"""A case as plain text, to be pasted into the clinic's own record."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.facts import all_facts, fact_name, fact_text
from skin_core.i18n import t
from skin_core.narrative.answer import (
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    urgency_text,
)
from skin_core.narrative.next_steps import next_steps

MOST_PREDICTIONS = 3


def record_text(case: Case, language: str) -> str:
    """Facts, answer, urgency, next steps and the clinician's diagnosis; no name, no photo.

    The clinic's record knows the patient already, so nothing that identifies one is in the text.
    """
    return "\n".join([*_head(case, language), *_findings(case, language), *_close(case, language)])


def _head(case: Case, language: str) -> Iterator[str]:
    yield t("record.title", language, date=case.visit_date)
    for key in all_facts():
        if key in case.facts:
            yield f"- {fact_name(key, language)}: {fact_text(key, case.facts[key], language)}"


def _findings(case: Case, language: str) -> Iterator[str]:
    analysis = case.analysis
    yield t("record.answer", language, sentence=answer_sentence(analysis, language))
    for entry in analysis.differential[:MOST_PREDICTIONS]:
        yield f"- {label_text(entry.label, language)}: {percent_text(entry.probability, language)}"
    yield from answer_notes(analysis, language)
    yield t("record.urgency", language, urgency=urgency_text(analysis.advice.urgency, language))
    known = case.assessment
    diagnosis = (known.diagnosis or known.diagnosis_text) if known else ""
    yield from (f"- {line}" for line in next_steps(analysis, language, diagnosis))


def _close(case: Case, language: str) -> Iterator[str]:
    assessment = case.assessment
    if assessment and (assessment.diagnosis or assessment.diagnosis_text):
        name = label_text(assessment.diagnosis, language) if assessment.diagnosis else ""
        named = ". ".join(filter(None, (name, assessment.diagnosis_text)))
        yield t("record.diagnosis", language, diagnosis=named)
    if assessment and assessment.excluded:
        names = [label_text(one.label, language) for one in assessment.excluded]
        listed = t("answer.separator", language).join(names)
        yield t("record.excluded", language, names=listed)
    if assessment and assessment.note:
        yield t("record.note", language, note=assessment.note)
    key = "record.signed" if case.is_signed else "record.preliminary"
    model = case.analysis.model
    yield t(key, language, model=model) if model else t(f"{key}_rules", language)
