"""One photo through its stages: load, gate, classify, explain.

Later stages (outline, measure, score) take their place after EXPLAIN: a member of `Stage`, a
name in PHOTO_STAGES, a step in `analyse_photo`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from skin_core import __version__
from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import GateVerdict, PhotoAnalysis, Prediction, Provenance, Stage
from skin_core.domain.engine import LayerStore, NetworkOutput
from skin_core.domain.photo import Photo, PhotoKind, PhotoQuality
from skin_core.errors import PhotoError
from skin_core.imaging.frame import seen_part
from skin_core.imaging.load import display_name, load_photo
from skin_core.imaging.quality import measure_quality
from skin_core.inference import calibrate
from skin_core.inference.explain import CAMS, LAYER_TYPE, ClassMaps
from skin_core.inference.gate import judge_photo
from skin_core.inference.networks import GATE, Networks
from skin_core.inference.progress import PHOTO_STAGES, PhotoFailure, PhotoFile, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How photos are to be judged.

    kind: how they were taken, as the clinician says; None to find out. model: a classifier by
    name; None takes the one for the kind. force: classify although the gate refuses.
    created_at: ISO 8601 with offset, for the provenance.
    """

    kind: PhotoKind | None = None
    model: str | None = None
    force: bool = False
    upload_limit_mb: float = 50
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every photo of a run needs: the networks, the place for layers, the options."""

    networks: Networks
    layers: LayerStore
    options: RunOptions

    @property
    def gate(self) -> ModelSpec:
        """The gate. Raises: UnknownModel."""
        return self.networks.models.of_kind(GATE)

    def classifier(self, kind: PhotoKind) -> ModelSpec:
        """The model that judges a kind of photo. Raises: UnknownModel."""
        if self.options.model:
            return self.networks.models.classifier(self.options.model)
        return self.networks.models.of_kind(kind)

    @property
    def chosen_kind(self) -> PhotoKind | None:
        """The kind the clinician said, or that the chosen model is for."""
        if self.options.model:
            return PhotoKind(self.networks.models.classifier(self.options.model).kind)
        return self.options.kind


def analyse_photo(
    source: PhotoFile | Photo, place: int, count: int, bench: Bench
) -> Iterator[Progress]:
    """One event per stage of the photo at `place` of `count`; the last holds its analysis.

    A file that is no photo ends with a failure, a refused photo after GATE.
    Raises: UnknownModel, WeightsDamaged, and what the layer store raises.
    """
    steps = _Steps(place, count)
    try:
        with steps.timed(Stage.LOAD):
            photo = _loaded(source, bench.options.upload_limit_mb)
    except PhotoError as error:
        failure = PhotoFailure(place, display_name(source.name), error)
        yield replace(steps.last(Stage.LOAD), failure=failure)
        return
    yield replace(steps.ended(Stage.LOAD), loaded=photo)

    with steps.timed(Stage.GATE):
        seen = seen_part(photo.pixels)
        quality = measure_quality(photo, seen)
        output = bench.networks.run(bench.gate.name, seen.square)
        verdict = judge_photo(output, bench.gate, quality, bench.chosen_kind, seen)
    if not (verdict.accepted or bench.options.force):
        analysis = _analysis(photo, quality, verdict, bench, steps)
        ended = replace(steps.last(Stage.GATE), analysis=analysis)
        yield replace(ended, quality=quality, verdict=verdict)
        return
    yield replace(steps.ended(Stage.GATE), quality=quality, verdict=verdict)

    with steps.timed(Stage.CLASSIFY):
        spec = bench.classifier(verdict.kind)
        output = bench.networks.run(spec.name, seen.square)
        analysis = _analysis(photo, quality, verdict, bench, steps)
        analysis = _classified(analysis, output, spec)
    yield replace(steps.ended(Stage.CLASSIFY), differential=analysis.differential)

    with steps.timed(Stage.EXPLAIN):
        maps = ClassMaps(spec.labels, output.cams, spec.pixels.crop, seen.box)
        layers = {CAMS: bench.layers.put(maps.to_bytes(), LAYER_TYPE)}
    analysis = replace(analysis, layers=layers, elapsed_ms=dict(steps.elapsed_ms))
    yield replace(steps.ended(Stage.EXPLAIN), analysis=analysis)


class _Steps:
    """Times the stages of one photo and counts them among those of all."""

    def __init__(self, place: int, count: int) -> None:
        self.place = place
        self.total = count * len(PHOTO_STAGES) + 1
        self.elapsed_ms: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Take the time of a stage, and not that of whoever shows it."""
        start = perf_counter()
        yield
        self.elapsed_ms[stage] = round((perf_counter() - start) * 1000, 2)

    def ended(self, stage: Stage) -> Progress:
        """The event of a stage that ended."""
        return self._event(stage, PHOTO_STAGES.index(stage) + 1)

    def last(self, stage: Stage) -> Progress:
        """The event of a stage after which this photo has no more."""
        return self._event(stage, len(PHOTO_STAGES))

    def _event(self, stage: Stage, ended: int) -> Progress:
        return Progress(
            stage=stage,
            photo=self.place,
            done=self.place * len(PHOTO_STAGES) + ended,
            total=self.total,
            elapsed_ms=self.elapsed_ms.get(stage, 0.0),
        )


def _loaded(source: PhotoFile | Photo, limit_mb: float) -> Photo:
    if isinstance(source, Photo):
        return source
    return load_photo(source.data, source.name, limit_mb)


def _analysis(
    photo: Photo, quality: PhotoQuality, verdict: GateVerdict, bench: Bench, steps: _Steps
) -> PhotoAnalysis:
    """A result that is not classified (yet)."""
    spec = bench.classifier(verdict.kind)
    return PhotoAnalysis(
        photo_id=photo.photo_id,
        name=photo.name,
        width_px=photo.width_px,
        height_px=photo.height_px,
        quality=quality,
        gate=verdict,
        differential=(),
        prediction_set=(),
        uncertain=True,
        above_alert=(),
        layers={},
        provenance=_provenance(spec, bench),
        elapsed_ms=dict(steps.elapsed_ms),
    )


def _classified(analysis: PhotoAnalysis, output: NetworkOutput, spec: ModelSpec) -> PhotoAnalysis:
    chances = calibrate.probabilities(output.logits, spec)
    verdict, distance = analysis.gate, None
    if spec.scope_threshold is not None:
        distance = calibrate.scope_distance(output.embedding, spec)
        strange = verdict.out_of_scope or calibrate.is_out_of_scope(distance, spec)
        verdict = replace(verdict, scope_distance=distance, out_of_scope=strange)
    doubtful = not verdict.accepted or verdict.out_of_scope
    return replace(
        analysis,
        gate=verdict,
        differential=differential(chances, spec),
        prediction_set=tuple(spec.labels[i] for i in calibrate.prediction_set(chances, spec)),
        uncertain=doubtful or calibrate.is_uncertain(chances, spec, distance),
        above_alert=calibrate.alerts(chances, spec),
        tiers=calibrate.tier_risks(chances, spec),
        forced=not verdict.accepted,
    )


def differential(chances: calibrate.Floats, spec: ModelSpec) -> tuple[Prediction, ...]:
    """Every class of a model with its probability, most probable first."""
    order = np.argsort(-chances, kind="stable")
    return tuple(Prediction(spec.labels[i], float(chances[i])) for i in order)


def _provenance(spec: ModelSpec, bench: Bench) -> Provenance:
    return Provenance(
        app_version=__version__,
        model=spec.name,
        model_version=spec.version,
        weights_sha256=spec.sha256.get(bench.networks.weights_file, ""),
        gate_version=bench.gate.version,
        device=bench.networks.device,
        created_at=bench.options.created_at,
        research_use=spec.research_use or bench.gate.research_use,
    )
