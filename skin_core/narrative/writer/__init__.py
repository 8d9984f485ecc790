"""The offline writer: from the structured result to a text, sentence by sentence.

It knows nothing but the result: every number and every name in the text stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from skin_core.domain.analysis import CaseAnalysis
from skin_core.narrative.speech import Speech
from skin_core.narrative.writer.advice import advice, for_patient
from skin_core.narrative.writer.differential import differential
from skin_core.narrative.writer.findings import findings
from skin_core.narrative.writer.grammar import Grammar
from skin_core.narrative.writer.impression import impression
from skin_core.narrative.writer.sentence import Section, Sentence, Subject

__all__ = ["Section", "Sentence", "Subject", "as_text", "sentences"]

NOBODY = Subject()


def sentences(
    analysis: CaseAnalysis, language: str, subject: Subject = NOBODY
) -> Iterator[Sentence]:
    """The text of a case, one sentence at a time: findings, impression, reasons, advice, patient.

    The same case gives the same text; another case may say the same in other words.
    """
    speech, grammar = Speech(language), Grammar(language, subject.seed)
    parts: dict[Section, Iterator[str]] = {
        Section.FINDINGS: findings(analysis, subject, grammar, speech),
        Section.IMPRESSION: impression(analysis, subject, grammar, speech),
        Section.DIFFERENTIAL: differential(analysis, subject, grammar, speech),
        Section.ADVICE: advice(analysis, grammar, speech),
        Section.PATIENT: for_patient(analysis, subject, grammar, speech),
    }
    for section, texts in parts.items():
        yield from (Sentence(section, text) for text in texts)


def as_text(written: Iterable[Sentence], language: str) -> str:
    """The sentences as plain text, each part under its title, on a line of its own."""
    speech = Speech(language)
    parts = (
        "\n".join((speech.t(f"writing.section.{section}"), *(one.text for one in of)))
        for section, of in groupby(written, key=lambda one: one.section)
    )
    return "\n\n".join(parts)
