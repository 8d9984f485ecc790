"""What the pipeline tells while it works: one event per stage that ended."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.domain.analysis import CaseAnalysis, GateVerdict, PhotoAnalysis, Prediction, Stage
from skin_core.domain.photo import Photo, PhotoQuality
from skin_core.errors import PhotoError

PHOTO_STAGES = (Stage.LOAD, Stage.GATE, Stage.CLASSIFY, Stage.EXPLAIN)
"""The stages each photo goes through; ADVISE follows once for the case."""


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
    loaded, failure: after LOAD. quality, verdict: after GATE. differential: after CLASSIFY.
    analysis: with the last stage of a photo. outcome: with the last event of all.
    """

    stage: Stage
    photo: int | None
    done: int
    total: int
    elapsed_ms: float
    loaded: Photo | None = None
    failure: PhotoFailure | None = None
    quality: PhotoQuality | None = None
    verdict: GateVerdict | None = None
    differential: tuple[Prediction, ...] = ()
    analysis: PhotoAnalysis | None = None
    outcome: CaseOutcome | None = None

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self.done / self.total
