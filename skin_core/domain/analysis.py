"""The results that page, report, store and API read: PhotoAnalysis and CaseAnalysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from skin_core.domain.advice import Advice, FiredRule, Step, StepKind, Urgency
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.domain.prediction import Prediction
from skin_core.domain.screen import ScreenPoint, ZosterScreen
from skin_core.domain.second_opinion import SecondOpinion

__all__ = [
    "Advice",
    "Answer",
    "CaseAnalysis",
    "FiredRule",
    "GateVerdict",
    "LesionOutline",
    "PhotoAnalysis",
    "Prediction",
    "Provenance",
    "Stage",
    "Step",
    "StepKind",
    "TierRisk",
    "Urgency",
]


class Stage(StrEnum):
    """The steps of one analysis, in order: those of each photo, then those of the case."""

    LOAD = "load"
    GATE = "gate"
    CLASSIFY = "classify"
    EXPLAIN = "explain"
    OUTLINE = "outline"
    ADVISE = "advise"

    @property
    def is_of_case(self) -> bool:
        """Whether it is done once for all photos, and not for each."""
        return self is Stage.ADVISE


@dataclass(frozen=True, slots=True)
class TierRisk:
    """How much a network sees of diseases that must be seen at least this soon.

    urgency: URGENT (the same day or sooner) or SOON (within two weeks or sooner). probability:
    the sum of their calibrated probabilities, 0..1. act_at, ask_at: the tier's two points; None
    where none was found. Above `act_at` the case is raised to that urgency; above `ask_at` only
    questions are.
    """

    urgency: Urgency
    probability: float
    act_at: float | None
    ask_at: float | None

    @property
    def acts(self) -> bool:
        """Whether it raises the case to its urgency."""
        return self.act_at is not None and self.probability >= self.act_at

    @property
    def asks(self) -> bool:
        """Whether it is worth asking about; so is all that acts."""
        return self.acts or (self.ask_at is not None and self.probability >= self.ask_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a network says: of one photo, or of the photos of a lesion together.

    differential: every class of the model, most probable first, sums to 1; empty where refused.
    prediction_set: labels that together are right in 9 of 10 photos like those tested on.
    uncertain: top class below its accept point, more than five in the set, or out of scope.
    above_alert: dangerous diseases whose probability passes their alert point: to be asked about.
    tiers: what the network sees of urgent and of soon diseases together.
    zoster_point: from where on it speaks for zoster; None where it has no such point.
    """

    differential: tuple[Prediction, ...] = ()
    prediction_set: tuple[str, ...] = ()
    uncertain: bool = True
    above_alert: tuple[str, ...] = ()
    tiers: tuple[TierRisk, ...] = ()
    zoster_point: ScreenPoint | None = None

    @property
    def is_classified(self) -> bool:
        """Whether there is a differential."""
        return bool(self.differential)

    @property
    def top(self) -> Prediction | None:
        """The most probable disease, or None where nothing was judged."""
        return self.differential[0] if self.differential else None

    @property
    def likely(self) -> tuple[str, ...]:
        """The labels of the prediction set, most probable first."""
        return tuple(one.label for one in self.differential if one.label in self.prediction_set)

    def as_fields(self) -> dict[str, Any]:
        """These fields by name, for whatever holds an answer to be made with them."""
        return {name: getattr(self, name) for name in _ANSWER}


_ANSWER = tuple(one.name for one in fields(Answer))


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether the photo may be judged, and as what.

    kind: the likelier kind, or the clinician's own choice where `overruled`.
    accepted: False where `reasons` forbid judging it.
    reasons: why it was refused, or, if accepted, what makes its answer uncertain; mostly empty.
    scope_distance: how unlike the training photos, larger is stranger.
    """

    kind: PhotoKind
    accepted: bool
    reasons: tuple[GateReason, ...]
    skin_probability: float
    scope_distance: float
    out_of_scope: bool
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer came from.

    created_at: ISO 8601 with offset. device: "onnxruntime-cpu", "torch-cuda" or "torch-mps".
    """

    app_version: str
    model: str
    model_version: str
    weights_sha256: str
    gate_version: str
    device: str
    created_at: str
    research_use: bool = True


@dataclass(frozen=True, slots=True)
class LesionOutline:
    """What a network drew around the lesion of one photo; the lines are in the layer "outline".

    area_fraction: share of the photo, 0..1; 0 where no lesion was found. area_interval: least and
    most, which hold the area that a person would draw in 9 of 10 photos. confidence: overlap
    (Dice) to be expected with a person's outline, 0..1; without one, the chance that none is there.
    area_cm2: by the scale card beside it, None without one.
    """

    area_fraction: float
    area_interval: tuple[float, float]
    confidence: float
    model: str
    model_version: str
    area_cm2: float | None = None

    @property
    def is_found(self) -> bool:
        """Whether there is a lesion to draw."""
        return self.area_fraction > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAnalysis(Answer):
    """All that one run says about one photo.

    layers: "cams" -> key of an .npz that skin_core.inference.explain reads: the class activation
        maps of every disease, and where on the photo they belong. Empty where refused. "outline" ->
        key of one that skin_core.inference.outline reads, where a network outlined the lesion.
        "second" -> as "cams", of the model that gave a second opinion.
    forced: classified although the gate refused it.
    lesion: None where nothing was to be outlined, and in cases of before December 2026.
    """

    photo_id: str
    name: str
    width_px: int
    height_px: int
    quality: PhotoQuality
    gate: GateVerdict
    layers: Mapping[str, str]
    provenance: Provenance
    elapsed_ms: Mapping[str, float]
    forced: bool = False
    lesion: LesionOutline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnalysis(Answer):
    """The photos of one lesion pooled into one answer, with its advice.

    photos: empty where none was taken; then the advice rests on the facts alone.
    kind: of the pooled photos; None where every photo was refused. model: "" then.
    pooled: photo_ids that the differential rests on.
    facts: the clinical facts as they were when the advice was made; absent key = unknown.
    unknown_to_model: diseases of the list that the model was never shown.
    steps: what to do, at most five lines; empty in cases of before December 2026.
    zoster: None where nothing gives reason to think of it, and in cases of before December 2026.
    second_opinions: of other models; no word of the answer or the advice rests on them.
    """

    photos: tuple[PhotoAnalysis, ...]
    kind: PhotoKind | None
    model: str
    pooled: tuple[str, ...]
    facts: Mapping[str, bool | float | str]
    advice: Advice
    unknown_to_model: tuple[str, ...]
    elapsed_ms: Mapping[str, float]
    steps: tuple[Step, ...] = ()
    zoster: ZosterScreen | None = None
    second_opinions: tuple[SecondOpinion, ...] = ()

    @property
    def has_photos(self) -> bool:
        """Whether any photo was taken, judged or not; without one the facts alone speak."""
        return bool(self.photos)

    @property
    def provenance(self) -> Provenance | None:
        """Where the answer came from: a photo that it rests on; of a refused case any photo."""
        judged = [photo for photo in self.photos if photo.photo_id in self.pooled]
        first = next(iter(judged or self.photos), None)
        return first.provenance if first else None
