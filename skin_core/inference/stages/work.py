"""What a stage is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from skin_core.catalogue import GATE, ModelSpec
from skin_core.domain.analysis import PhotoAnalysis, Stage
from skin_core.domain.engine import LayerStore, Outputs
from skin_core.domain.photo import Photo, PhotoKind
from skin_core.imaging.frame import SeenPart
from skin_core.inference.networks import Networks
from skin_core.inference.progress import PhotoFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How photos are to be judged.

    kind: how they were taken, as the clinician says; None to find out. model: a classifier by
    name; None takes the one for the kind. force: classify although the gate refuses.
    layers: whether what heatmaps and outlines are drawn from is kept.
    """

    kind: PhotoKind | None = None
    model: str | None = None
    force: bool = False
    upload_limit_mb: float = 50
    layers: bool = True


@dataclass(frozen=True, slots=True)
class Bench:
    """What every photo of a run needs: the networks, the place for layers, the options.

    created_at: ISO 8601 with offset, for the provenance.
    """

    networks: Networks
    layers: LayerStore
    options: RunOptions
    created_at: str = ""

    @property
    def gate(self) -> ModelSpec:
        """The gate. Raises: WeightsDamaged, ModelNotChosen."""
        return self.networks.models.answering(GATE)

    def classifier(self, kind: PhotoKind) -> ModelSpec:
        """The model that judges a kind of photo. Raises: WeightsDamaged, ModelNotChosen."""
        if self.options.model:
            return self.networks.models.classifier(self.options.model)
        return self.networks.models.answering(kind)

    @property
    def chosen_kind(self) -> PhotoKind | None:
        """The kind the clinician said, or that the chosen model is for."""
        if self.options.model:
            return PhotoKind(self.networks.models.classifier(self.options.model).kind)
        return self.options.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoWork:
    """One photo as far as its stages have come; each stage returns it with more.

    photo: from LOAD on. seen: the part of it that is no frame, and analysis: what is known, from
    GATE on. answers: what networks gave, by role, for later stages. is_refused: no stage follows.
    """

    source: PhotoFile | Photo
    photo: Photo | None = None
    seen: SeenPart | None = None
    analysis: PhotoAnalysis | None = None
    answers: dict[str, Outputs] = field(default_factory=dict)
    is_refused: bool = False


def always(_: PhotoWork) -> bool:
    """A stage that every photo goes through."""
    return True


@dataclass(frozen=True, slots=True)
class PhotoStage:
    """One step with each photo.

    step: raises PhotoError where the file is no photo. applies: False where it would make no
    sense for this photo; its turn then passes.
    """

    name: Stage
    step: Callable[[PhotoWork, Bench], PhotoWork]
    applies: Callable[[PhotoWork], bool] = always
