"""A model of the clinic's own asked about the same photos; it touches neither answer nor advice."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from skin_core.catalogue import ONNX_FILE, ModelSpec
from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis, Prediction
from skin_core.domain.engine import Engine, LayerStore, Outputs
from skin_core.domain.photo import Photo
from skin_core.domain.second_opinion import OTHER, Agreement, SecondOpinion
from skin_core.errors import OnnxNotFinite, OnnxWillNotRun, SkinError
from skin_core.imaging.frame import SeenPart, seen_part
from skin_core.imaging.network_input import STRETCH
from skin_core.inference import calibrate
from skin_core.inference.explain import LAYER_TYPE, ClassMaps
from skin_core.inference.occlusion import occlusion_maps
from skin_core.inference.onnx_failures import ONNX_FAILURES

SECOND = "second"
"""Name of the layer that holds the maps of a second opinion."""
CAMS, OCCLUSION = "cams", "occlusion"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SecondReader:
    """The models that give second opinions, one for a kind of photo at most.

    engine: runs them. specs: by the kind of photo that they judge.
    """

    engine: Engine
    specs: Mapping[str, ModelSpec]

    def asked(
        self, case: CaseAnalysis, photos: Sequence[Photo], layers: LayerStore
    ) -> CaseAnalysis:
        """The case with the second opinion beside its answer; as it is where nobody gives one.

        A model that fails is told as such, and nothing else of the case changes.
        Raises: StoreError of the layer store.
        """
        spec = self.specs.get(case.kind or "")
        if spec is None or not case.is_classified:
            return case
        pixels = {one.photo_id: one for one in photos if one.photo_id in case.pooled}
        try:
            answers = {
                key: self._answer(spec, photo, is_first=place == 0)
                for place, (key, photo) in enumerate(pixels.items())
            }
        except SkinError as error:
            _log.warning("second opinion: %s", error.code)
            return replace(case, second_opinions=(replace(_by(spec), failure=error.code),))
        chances = np.mean([one.chances for one in answers.values()], axis=0)
        opinion = replace(
            _by(spec),
            differential=calibrate.differential(chances, spec),
            prediction_set=tuple(
                spec.labels[place] for place in calibrate.prediction_set(chances, spec)
            ),
        )
        opinion = replace(opinion, agreement=agreement(case, opinion))
        drawn = tuple(_with_maps(one, answers, layers) for one in case.photos)
        return replace(case, photos=drawn, second_opinions=(opinion,))

    def _answer(self, spec: ModelSpec, photo: Photo, *, is_first: bool) -> _Answered:
        """Covering takes fifty passes, and nobody waits for more than one photo of it."""
        seen = seen_part(photo.pixels)
        outputs = self._run(spec, seen.pixels)
        chances = calibrate.probabilities(outputs["logits"], spec)
        is_drawn = is_first or spec.heatmap == CAMS
        return _Answered(chances, self._maps(spec, seen, outputs) if is_drawn else None)

    def _run(self, spec: ModelSpec, pixels: np.ndarray) -> Outputs:
        try:
            outputs = self.engine.run(spec.name, pixels)
        except ONNX_FAILURES as error:
            raise OnnxWillNotRun from error
        if not {"logits", *spec.outputs} <= {*outputs} or not _fits(outputs, spec):
            raise OnnxWillNotRun
        if not all(np.isfinite(one).all() for one in outputs.values()):
            raise OnnxNotFinite
        return outputs

    def _maps(self, spec: ModelSpec, seen: SeenPart, outputs: Outputs) -> ClassMaps | None:
        if spec.heatmap == CAMS:
            maps = outputs[CAMS]
        elif spec.heatmap == OCCLUSION:
            maps = occlusion_maps(
                seen.pixels, spec.pixels, lambda one: self._run(spec, one)["logits"]
            )
        else:
            return None
        crop = 0.0 if spec.pixels.fit == STRETCH else spec.pixels.crop
        return ClassMaps(spec.labels, maps, crop, seen.box)


def _fits(outputs: Outputs, spec: ModelSpec) -> bool:
    """Whether a graph answers as many labels as its description names."""
    count = len(spec.labels)
    maps = outputs.get(CAMS)
    return outputs["logits"].shape == (count,) and (maps is None or maps.shape[-3:-2] == (count,))


@dataclass(frozen=True, slots=True)
class _Answered:
    chances: calibrate.Floats
    maps: ClassMaps | None


def agreement(first: CaseAnalysis, second: SecondOpinion) -> Agreement:
    """Whether two models agree: each one's first disease is among what the other holds likely.

    So do names for one disease, one wider than the other, unless only one of them is dangerous.
    """
    if not first.top or not second.differential:
        return Agreement.APART
    one, other = first.top.label, second.differential[0].label
    if one in second.prediction_set and other in first.prediction_set:
        return Agreement.AGREE
    if _is_one_group(one, other):
        return Agreement.AGREE
    both_know = one in _labels(second.differential) and (
        other == OTHER or other in _labels(first.differential)
    )
    return Agreement.DIFFER if both_know else Agreement.APART


def _is_one_group(one: str, other: str) -> bool:
    """Whether two labels cannot be told apart, or one is a wider name for the other."""
    known = all_diseases()
    if one == other:
        return True
    if one not in known or other not in known or known[one].danger != known[other].danger:
        return False
    return any(
        other in (*known[first].includes, *known[first].mixed_with)
        for first, other in ((one, other), (other, one))
    )


def _labels(differential: Sequence[Prediction]) -> set[str]:
    return {one.label for one in differential}


def _by(spec: ModelSpec) -> SecondOpinion:
    return SecondOpinion(
        model=spec.name,
        model_version=spec.version,
        weights_sha256=spec.sha256.get(ONNX_FILE, ""),
        heatmap=spec.heatmap,
    )


def _with_maps(
    photo: PhotoAnalysis, answers: Mapping[str, _Answered], layers: LayerStore
) -> PhotoAnalysis:
    answer = answers.get(photo.photo_id)
    if answer is None or answer.maps is None:
        return photo
    key = layers.put(answer.maps.to_bytes(), LAYER_TYPE)
    return replace(photo, layers={**photo.layers, SECOND: key})
