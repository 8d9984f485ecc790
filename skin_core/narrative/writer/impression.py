"""What the network makes of the photos, whose word that is, and what the clinician concludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skin_core.diseases import NORMAL, all_diseases
from skin_core.domain.analysis import CaseAnalysis, Prediction, Urgency
from skin_core.domain.case import ClinicianAssessment
from skin_core.narrative.answer import NAMED, answer_notes, reasons_of, reasons_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import soon_text
from skin_core.narrative.writer.grammar import Grammar
from skin_core.narrative.writer.sentence import Subject


def impression(
    analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech
) -> Iterator[str]:
    """The answer with its cautions, never as a diagnosis; then the clinician's own, if any.

    What cannot wait stands before it: nobody is to read of a harmless rash first.
    """
    if analysis.advice.urgency.rank <= Urgency.URGENT.rank:
        yield grammar.tell("impression.urgency", soon=soon_text(analysis.advice, speech))
    yield from _answer(analysis, grammar, speech)
    yield from answer_notes(analysis, speech)
    yield grammar.tell("impression.not_diagnosis")
    yield from _concluded(subject.assessment, grammar, speech)


def likely(analysis: CaseAnalysis) -> tuple[Prediction, ...]:
    """The diseases that the answer leaves open, most probable first; never "no lesion"."""
    within = [one for one in analysis.differential if one.label in analysis.prediction_set]
    open_ones = within or analysis.differential[: NAMED if analysis.uncertain else 1]
    return tuple(one for one in open_ones if one.label != NORMAL)


def _answer(analysis: CaseAnalysis, grammar: Grammar, speech: Speech) -> Iterator[str]:
    if not analysis.has_photos:
        yield grammar.tell("impression.no_photo")
    elif analysis.top is None:
        reasons = reasons_text(reasons_of(analysis.photos), speech)
        yield grammar.tell("impression.refused", reasons=reasons)
    elif analysis.uncertain:
        yield _uncertain(likely(analysis), grammar, speech)
    else:
        yield from _certain(analysis.top, likely(analysis), grammar, speech)


def _certain(
    top: Prediction, open_ones: Sequence[Prediction], grammar: Grammar, speech: Speech
) -> Iterator[str]:
    others = [one for one in open_ones if one.label != top.label]
    if top.label == NORMAL:
        yield grammar.tell("impression.no_lesion")
    else:
        name, percent = speech.in_sentence(top.label), speech.percent(top.probability)
        yield grammar.tell("impression.likely", top=name, percent=percent)
    if others:
        yield grammar.tell("impression.also", others=_shares(others, grammar, speech))


def _uncertain(open_ones: Sequence[Prediction], grammar: Grammar, speech: Speech) -> str:
    if len(open_ones) <= NAMED + 1:
        return grammar.tell("impression.uncertain", names=_shares(open_ones, grammar, speech))
    names, more = _shares(open_ones[:NAMED], grammar, speech), len(open_ones) - NAMED
    return grammar.tell("impression.uncertain_more", names=names, count=more)


def _shares(predictions: Sequence[Prediction], grammar: Grammar, speech: Speech) -> str:
    """Names with their probabilities in a row."""
    return grammar.listed([_share(one, grammar, speech) for one in predictions])


def _share(prediction: Prediction, grammar: Grammar, speech: Speech) -> str:
    """A name with its probability, in the brackets of the name where it has some already."""
    name, percent = speech.in_sentence(prediction.label), speech.percent(prediction.probability)
    if name.endswith(")"):
        return grammar.word("impression.share_too", name=name[:-1], percent=percent)
    return grammar.word("impression.share", name=name, percent=percent)


def _concluded(assessment: ClinicianAssessment, grammar: Grammar, speech: Speech) -> Iterator[str]:
    known = assessment.diagnosis in all_diseases()
    name = speech.in_sentence(assessment.diagnosis) if known else ""
    typed = " ".join(assessment.diagnosis_text.split()).rstrip(".")
    if words := ", ".join(filter(None, (name, typed))):
        yield grammar.tell("impression.diagnosis", name=words)
    if assessment.excluded:
        names = [speech.in_sentence(one.label) for one in assessment.excluded]
        yield grammar.tell("impression.excluded", names=grammar.listed(names))
