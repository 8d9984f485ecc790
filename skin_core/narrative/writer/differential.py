"""For each likely disease what of the entered facts fits it and what does not."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.diseases.picture import all_pictures
from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.domain.picture import Fit, Line, Picture
from skin_core.narrative.fit import fit, to_ask
from skin_core.narrative.fit_words import MOST_LINES, line_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.writer.findings import entered_of
from skin_core.narrative.writer.grammar import Grammar
from skin_core.narrative.writer.impression import likely
from skin_core.narrative.writer.sentence import Subject

MOST_REASONED = 3  # as many as there are bars
NAMED_TOPICS = ("course", "site", "age")
"""What alone is no part of a sentence: "68 years", "nose"."""


def differential(
    analysis: CaseAnalysis, subject: Subject, grammar: Grammar, speech: Speech
) -> Iterator[str]:
    """One sentence for each disease of which the facts say something, one for all the others.

    Then what would tell them apart, until the clinician has concluded; not in an emergency, which
    waits for no such answer.
    """
    entered = entered_of(analysis, subject)
    labels = [one.label for one in likely(analysis)[:MOST_REASONED]]
    pictures = [all_pictures()[label] for label in labels if label in all_pictures()]
    silent: list[str] = []
    for picture in pictures:
        if told := _told(picture, fit(picture, entered), grammar, speech):
            yield told
        else:
            silent.append(speech.in_sentence(picture.label))
    if silent:
        yield grammar.tell("differential.neither", names=grammar.listed(silent))
    is_settled = subject.assessment.diagnosis or analysis.advice.urgency is Urgency.EMERGENCY
    asked = () if is_settled else to_ask(pictures, entered)
    if asked:
        key = "differential.ask" if len(pictures) > 1 else "differential.ask_one"
        names = [speech.fact(one) for one in asked]
        small = names if speech.language == "ko" else [_small(name) for name in names]
        yield grammar.tell(key, facts=grammar.listed(small))


def _told(picture: Picture, found: Fit, grammar: Grammar, speech: Speech) -> str:
    """The strongest statements of each kind; "" where there is none."""
    fits, misfits = (
        grammar.listed([_line(line, grammar, speech) for line in lines[:MOST_LINES]])
        for lines in (found.for_, found.against)
    )
    if not fits and not misfits:
        return ""
    key = "both" if fits and misfits else "only_fits" if fits else "only_misfits"
    name = speech.in_sentence(picture.label)
    return grammar.tell(f"differential.{key}", name=name, fits=fits, misfits=misfits)


def _line(line: Line, grammar: Grammar, speech: Speech) -> str:
    """A statement as it reads in a sentence: "the course (six weeks)", "the site (nose)"."""
    told, key = line_text(line, speech), f"differential.{line.topic}"
    return grammar.word(key, line=told) if line.topic in NAMED_TOPICS else told


def _small(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
