"""What the pipeline tells while it works: one event per stage that ended."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis, Stage
from skin_core.domain.photo import Photo
from skin_core.errors import PhotoError


def steps_in_all(photo_count: int) -> int:
    """How many stages a case of so many photos has."""
    return sum(1 if stage.is_of_case else photo_count for stage in Stage)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file to analyse. name: as uploaded, for display only."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PhotoFailure:
    """A file that is no photo. photo: its place among the files."""

    photo: int
    name: str
    error: PhotoError


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """The result of a run: the answer, the photos it rests on in the same order, and the rest."""

    case: CaseAnalysis
    loaded: tuple[Photo, ...]
    failures: tuple[PhotoFailure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One stage that ended, with what it found.

    photo: place of the photo among the files; None for the case's own stages.
    done, total: steps ended and steps in all; a photo that ends early ticks off its rest at once.
    loaded, failure: after LOAD. analysis: what is known of the photo so far, from GATE on; whole
    where is_last, the last stage of its photo. outcome: with the last event of all.
    """

    stage: Stage
    photo: int | None
    done: int
    total: int
    elapsed_ms: float
    loaded: Photo | None = None
    failure: PhotoFailure | None = None
    analysis: PhotoAnalysis | None = None
    is_last: bool = False
    outcome: CaseOutcome | None = None

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self.done / self.total
