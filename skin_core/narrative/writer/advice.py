"""How soon and what to do, in the sentences of the advice itself; and the same for the patient."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, StepKind, Urgency
from skin_core.domain.case import ClinicianAssessment
from skin_core.narrative.plain_names import plain_name
from skin_core.narrative.plan import open_questions, step_text, steps_of
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import lead_rule, reason_text, soon_text
from skin_core.narrative.writer.grammar import Grammar, ended
from skin_core.narrative.writer.sentence import Subject

CALM = (Urgency.SOON, Urgency.ROUTINE, Urgency.SELF_CARE)  # too slow for a fever


def advice(analysis: CaseAnalysis, grammar: Grammar, speech: Speech) -> Iterator[str]:
    """Urgency, the reason for it, each step as it was kept, and what is still to be asked.

    What to tell the patient stands in the part for patients.
    """
    yield grammar.tell("advice.soon", soon=soon_text(analysis.advice, speech))
    if analysis.advice.urgency is Urgency.UNKNOWN:
        yield speech.t("urgency.unknown.meaning")
    if lead := lead_rule(analysis.advice, speech):
        yield ended(speech.t("record.why", reason=reason_text(lead, speech)))
    steps = [one for one in steps_of(analysis) if one.kind is not StepKind.TELL]
    yield from (ended(step_text(step, speech)) for step in steps)
    if asked := open_questions(analysis, speech):
        yield ended(asked)


def for_patient(
    analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech
) -> Iterator[str]:
    """Plain words: no probability, no rule, and no disease that only a network named."""
    yield grammar.tell(f"patient.{_looked_at(analysis)}")
    yield _diagnosis(subject.assessment, grammar, speech)
    yield _how_soon(analysis, subject, grammar, speech)
    if analysis.advice.urgency is Urgency.EMERGENCY:
        return
    yield from _told(analysis, subject.assessment, speech)
    yield grammar.tell(f"patient.{_signs(analysis, subject.assessment)}")


def _looked_at(analysis: CaseAnalysis) -> str:
    """What the program had: a photo that it could judge, one that it could not, or none."""
    if not analysis.has_photos:
        return "no_photo"
    return "photo" if analysis.pooled else "photo_none"


def _diagnosis(assessment: ClinicianAssessment, grammar: Grammar, speech: Speech) -> str:
    known = assessment.diagnosis in all_diseases()
    name = plain_name(assessment.diagnosis, speech) if known else ""
    typed = " ".join(assessment.diagnosis_text.split()).rstrip(".")
    if words := ", ".join(filter(None, (name, typed))):
        return grammar.tell("patient.diagnosis", name=words)
    return speech.t("report.patient.no_diagnosis")


def _how_soon(analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech) -> str:
    """In the words of the patient's sheet for an emergency and for a fever."""
    urgency = analysis.advice.urgency
    tail = "_child" if subject.is_child else ""
    if urgency is Urgency.EMERGENCY:
        return speech.t(f"report.patient.emergency{tail}")
    if analysis.facts.get("fever") is True and urgency in CALM:
        return speech.t(f"report.patient.fever{tail}")
    return grammar.tell(f"patient.{urgency}")


def _signs(analysis: CaseAnalysis, assessment: ClinicianAssessment) -> str:
    """What must bring the patient back: of a fever that is there, of a growth, or of a rash."""
    if analysis.facts.get("fever") is True:
        return "back_fever"
    top = analysis.top.label if analysis.top else ""
    entry = all_diseases().get(assessment.diagnosis or top)
    return "back_growth" if entry and entry.growth else "back"


def _told(analysis: CaseAnalysis, assessment: ClinicianAssessment, speech: Speech) -> Iterator[str]:
    """The memo's advice, where the clinician named the disease that it is of."""
    named = assessment.diagnosis
    steps = [one for one in steps_of(analysis) if one.kind is StepKind.TELL]
    own = [one for one in steps if named and one.source == named]
    yield from (speech.of(one.words) for one in own)
    if not own:
        yield speech.t("report.patient.no_advice")
