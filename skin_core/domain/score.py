"""A severity index as it was kept with a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skin_core.domain.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last one of the same index and lesion before it. visit_date: ISO date."""

    total: float
    visit_date: str


@dataclass(frozen=True, slots=True)
class KeptScore:
    """What was entered and what it came to.

    index: a key of `scoring.INDICES`. entered: as `score_of` reads it, with "same_rater" where
    that was answered, and "suggested" where networks suggested grades. band: a key, "" where none
    is published. created_at: ISO 8601 with offset. earlier: at the visit before, None
    where there is none.
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
