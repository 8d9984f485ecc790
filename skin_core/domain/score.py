"""A severity index as it was kept with a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from skin_core.domain.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last one of the same index and lesion before it. visit_date: ISO date.

    entered: as `KeptScore.entered`.
    """

    total: float
    visit_date: str
    entered: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasuredHands:
    """An area in hands, measured on outlined photos, as the clinician took it.

    surface_m2: of the body, from height and weight. photos: ids of those it is the sum of.
    """

    hand_units: float
    area_cm2: float
    surface_m2: float
    photos: tuple[str, ...]

    def to_table(self) -> dict[str, object]:
        """As it is kept with a score."""
        return {**asdict(self), "photos": list(self.photos)}

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> MeasuredHands:
        """As it was kept with a score."""
        return cls(**{**table, "photos": tuple(table["photos"])})


@dataclass(frozen=True, slots=True)
class KeptScore:
    """What was entered and what it came to.

    index: a key of `scoring.INDICES`. entered: as `score_of` reads it, with "same_rater" where
    that was answered, "suggested" where networks suggested grades, and "measured" where areas were
    taken from outlined photos. band: a key, "" where none is published. created_at: ISO 8601 with
    offset. earlier: at the visit before, None where there is none.
    """

    index: str
    entered: Mapping[str, object]
    total: float
    band: str
    created_at: str
    earlier: Earlier | None = None

    @property
    def suggested(self) -> Mapping[str, Suggestion]:
        """What a network suggested, by place, as it was shown."""
        shown = self.entered.get("suggested")
        rows = shown.items() if isinstance(shown, Mapping) else ()
        return {place: Suggestion.from_table(one) for place, one in rows}

    @property
    def measured(self) -> tuple[str, ...]:
        """Places whose area was taken from outlined photos."""
        return tuple(self.hands)

    @property
    def hands(self) -> Mapping[str, MeasuredHands]:
        """What those areas were taken from, by place."""
        taken = self.entered.get("measured")
        rows = taken.items() if isinstance(taken, Mapping) else ()
        return {place: MeasuredHands.from_table(one) for place, one in rows}
