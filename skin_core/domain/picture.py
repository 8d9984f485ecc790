"""The usual picture of a disease, and how the entered facts stand to it: data, never a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from skin_core.domain.disease import Reference


class Stand(StrEnum):
    """Whether something entered fits a disease or speaks against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one answer says of a disease. strong: shown first; it weighs nothing else."""

    stand: Stand
    strong: bool


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included: an age in days or a course in hours."""

    low: float
    high: float

    def holds(self, other: Range) -> bool:
        """Whether all that the other may mean lies within."""
        return self.low <= other.low and other.high <= self.high


@dataclass(frozen=True, slots=True)
class Spans:
    """Usual and unusual ages or courses; between the two nothing is said.

    strong: of the unusual ones. A usual age or course fits many diseases and is never strong.
    """

    usual: tuple[Range, ...]
    unusual: tuple[Range, ...]
    strong: bool

    def saying(self, span: Range) -> Saying | None:
        """What a span says; None where it lies between, or is too wide to tell."""
        if any(one.holds(span) for one in self.usual):
            return Saying(Stand.FOR, strong=False)
        if any(one.holds(span) for one in self.unusual):
            return Saying(Stand.AGAINST, self.strong)
        return None


@dataclass(frozen=True, slots=True)
class Picture:
    """What fits one disease and what does not, from one source.

    sayings: by topic and state: a yes/no fact with "yes" or "no", a choice with its key
    ("elsewhere": every site that is not named), "itch" and "pain" with "none", "some" or "strong",
    "side" with "one" (asked for), "lateral" (the photographed place lies on one side), "both" or
    "midline", "pain_first" with "yes", "sex" with its key. spans: "age" in days, "course" in hours.
    """

    label: str
    source: Reference
    sayings: Mapping[tuple[str, str], Saying]
    spans: Mapping[str, Spans]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. topic, state: as in a Picture; of a span, its unit. count: of that unit."""

    topic: str
    state: str
    strong: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits one disease and what does not, strong statements first.

    ask: unanswered facts that would tell it from the others, most telling first, at most three.
    """

    for_: tuple[Line, ...] = ()
    against: tuple[Line, ...] = ()
    ask: tuple[str, ...] = ()
