"""What every language model is to those that ask it, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from skin_core.language_models.prompt import Message

FIRST_S, BETWEEN_S, WHOLE_S = 120.0, 30.0, 600.0
MOST_TOKENS, MOST_CHARACTERS = 900, 20_000


class Answer(Protocol):
    """One answer, read piece by piece and ended from any thread."""

    def words(self, messages: Sequence[Message]) -> Iterator[str]:
        """Ask, and give the words as they come. Raises: LanguageModelError and its kinds."""

    def cancel(self) -> None:
        """End it now, quietly."""


class LanguageModel(Protocol):
    """Whoever can be asked. model: its name, as users read it."""

    @property
    def model(self) -> str:
        """Its name."""

    def begin(self) -> Answer:
        """An answer that nobody has asked for yet."""
