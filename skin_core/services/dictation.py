"""A language model that writes a case down: in a thread, sentence by sentence, each one checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from skin_core.domain.analysis import CaseAnalysis
from skin_core.language_models import LanguageModel, Message, messages_of
from skin_core.narrative.guard import Doubt, Held, doubts, held_by
from skin_core.narrative.writer import Subject
from skin_core.services.asking import Asking

__all__ = ["Checked", "Dictation", "Doubt", "start"]

_END = re.compile(r"(?<=[.!?。])(?:\s+|(?=[가-힣]))|\n+")  # of a sentence; not within "0.5"


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a language model, and what in it the result does not hold."""

    text: str
    doubts: tuple[Doubt, ...]


def start(
    analysis: CaseAnalysis, language: str, subject: Subject, model: LanguageModel
) -> Dictation:
    """Let the model begin; nothing else waits for it."""
    messages = messages_of(analysis, language, subject)
    begun = Dictation(model, messages, held_by(analysis, subject))
    begun.begin()
    return begun


class Dictation(Asking):
    """What a language model wrote so far."""

    def __init__(self, model: LanguageModel, messages: tuple[Message, ...], held: Held) -> None:
        super().__init__(model)
        self.written: tuple[Checked, ...] = ()
        self._messages, self._held = messages, held

    def _ask(self) -> None:
        for sentence in _sentences(self._writing.words(self._messages)):
            checked = Checked(sentence, doubts(sentence, self._held))
            self.written = (*self.written, checked)


def _sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Whole sentences out of words as they come; the last may lack its full stop."""
    held = ""
    for piece in pieces:
        held += piece
        *whole, held = _END.split(held)
        yield from (one.strip() for one in whole if one.strip())
    if held.strip():
        yield held.strip()
