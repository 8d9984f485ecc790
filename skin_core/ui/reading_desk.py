"""What one browser tab remembers of the reading room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skin_core.inference.progress import PhotoFailure
    from skin_core.services.reading_figures import Comparison


@dataclass
class ReadingDesk:
    """Who reads, and what was done beside it.

    reader, round: who reads and in which round; "" for nobody. again: the photo looked at once
    more, "" for the next one. refused: files of the last new set that could not be read. told: by
    set and photo, what the networks said once they were asked. compared: of what the agreement
    was worked out last, and what came of it. made: sets made, which empties the form.
    """

    reader: str = ""
    round: int = 0
    again: str = ""
    refused: tuple[PhotoFailure, ...] = ()
    told: dict[str, dict[str, Mapping[str, float]]] = field(default_factory=dict)
    compared: tuple[object, tuple[Comparison, ...]] | None = None
    made: int = 0

    def begin(self, reader: str, number: int) -> None:
        """Read as somebody, in a round."""
        self.reader, self.round, self.again = reader, number, ""

    def stop(self) -> None:
        """Read no more for now; what was read is kept."""
        self.begin("", 0)
