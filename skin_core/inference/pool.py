"""Several photos of one lesion, one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import Answer, PhotoAnalysis
from skin_core.domain.photo import PhotoKind
from skin_core.inference import calibrate


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled(Answer):
    """The answer of several photos. kind: None and all empty where no photo was classified."""

    kind: PhotoKind | None = None
    model: str = ""
    pooled: tuple[str, ...] = ()


def pool(photos: Sequence[PhotoAnalysis], spec_of: Mapping[str, ModelSpec]) -> Pooled:
    """One answer from the photos of a lesion: the mean of their calibrated probabilities.

    The most trusted photos count: accepted and in scope; if there are none, accepted; if there
    are none, forced ones. Of differing kinds the more frequent counts, the first at a tie.
    A danger that leads any photo above its alert point stays, so that averaging hides none.
    spec_of: the classifiers by name. Empty: no photo was classified.
    """
    classified = [photo for photo in photos if photo.is_classified]
    if not classified:
        return Pooled()
    trusted = _of_one_kind(_most_trusted(classified))
    spec = spec_of[trusted[0].provenance.model]
    chances = np.mean([_chances(photo, spec) for photo in trusted], axis=0)
    doubtful = any(photo.forced or photo.gate.out_of_scope for photo in trusted)
    answer = calibrate.answer_of(chances, spec, doubtful=doubtful)
    alerts = _with_leading(answer.above_alert, classified)
    return Pooled(
        kind=trusted[0].gate.kind,
        model=spec.name,
        pooled=tuple(photo.photo_id for photo in trusted),
        **replace(answer, above_alert=alerts).as_fields(),
    )


def _most_trusted(photos: list[PhotoAnalysis]) -> list[PhotoAnalysis]:
    accepted = [photo for photo in photos if not photo.forced]
    in_scope = [photo for photo in accepted if not photo.gate.out_of_scope]
    return in_scope or accepted or photos


def _of_one_kind(photos: list[PhotoAnalysis]) -> list[PhotoAnalysis]:
    models = Counter(photo.provenance.model for photo in photos)  # in order of first sight
    model = max(models, key=lambda name: models[name])
    return [photo for photo in photos if photo.provenance.model == model]


def _chances(photo: PhotoAnalysis, spec: ModelSpec) -> calibrate.Floats:
    by_label = {prediction.label: prediction.probability for prediction in photo.differential}
    return np.array([by_label[label] for label in spec.labels])


def _with_leading(alerts: tuple[str, ...], photos: list[PhotoAnalysis]) -> tuple[str, ...]:
    leading = [
        photo.differential[0].label
        for photo in photos
        if photo.differential[0].label in photo.above_alert
    ]
    return tuple(dict.fromkeys([*alerts, *leading]))
