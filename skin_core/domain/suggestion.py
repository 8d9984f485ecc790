"""What a network suggested for one sign of a score, and how it was come by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class SuggestionMode(StrEnum):
    """When a suggestion is shown.

    A form has one, fixed once anything was shown. Yet a score may hold both: where a suggestion for
    the sign was known from its photos already, it counts as assist on a form that is blind first.
    """

    BLIND = "blind"  # after the clinician's own grade: only these count for agreement
    ASSIST = "assist"  # before it


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion as it was shown.

    grade: 0 to 3, or None where none was certain enough. expected: mean over the chances. photos:
    ids of those it rests on. model: name and version. own: what the clinician had graded before it
    was shown, on the scale of the index; None where it was shown first. chance: of the grade, 0 to
    1; None where none was told.
    """

    mode: SuggestionMode
    grade: int | None
    expected: float
    photos: tuple[str, ...]
    model: str
    own: float | None = None
    chance: float | None = None

    def to_table(self) -> dict[str, object]:
        """As it is kept with a score."""
        return {**asdict(self), "mode": self.mode.value, "photos": list(self.photos)}

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Suggestion:
        """What `to_table` made. Raises: KeyError, ValueError, TypeError for anything else."""
        return cls(
            **{**table, "mode": SuggestionMode(table["mode"]), "photos": tuple(table["photos"])}
        )
