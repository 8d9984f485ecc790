"""A language model that writes a case down: in a thread, sentence by sentence, each one checked."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread

from skin_core.domain.analysis import CaseAnalysis
from skin_core.errors import LanguageModelError, SkinError
from skin_core.errors.unforeseen import noted
from skin_core.language_models import LanguageModel, Message, messages_of
from skin_core.narrative.guard import Doubt, Held, doubts, held_by
from skin_core.narrative.writer import Subject

__all__ = ["Checked", "Dictation", "Doubt", "start"]

_log = logging.getLogger(__name__)
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
    Thread(target=begun.run, name="dictation", daemon=True).start()
    return begun


class Dictation:
    """What a language model wrote so far. failure: why it wrote no more, None where it did."""

    def __init__(self, model: LanguageModel, messages: tuple[Message, ...], held: Held) -> None:
        self.model = model.model
        self.written: tuple[Checked, ...] = ()
        self.failure: SkinError | None = None
        self.is_over = self.is_stopped = False
        self._messages, self._held = messages, held
        self._writing = model.begin()

    def run(self) -> None:
        """Write to the end; what fails is kept for whoever looks."""
        try:
            for sentence in _sentences(self._writing.words(self._messages)):
                checked = Checked(sentence, doubts(sentence, self._held))
                self.written = (*self.written, checked)
        except SkinError as error:
            if not self.is_stopped:
                self.failure = error
        except Exception as error:  # noqa: BLE001  # a thread of its own: the page says it
            noted(error, _log)
            self.failure = LanguageModelError()
        finally:
            self.is_over = True

    def stop(self) -> None:
        """Write no more."""
        self.is_stopped = True
        self._writing.cancel()


def _sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Whole sentences out of words as they come; the last may lack its full stop."""
    held = ""
    for piece in pieces:
        held += piece
        *whole, held = _END.split(held)
        yield from (one.strip() for one in whole if one.strip())
    if held.strip():
        yield held.strip()
