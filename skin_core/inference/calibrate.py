"""From raw network outputs to what may be said: probability, prediction set, risk, uncertain.

The app and the evaluation both call these functions, so the figures of a model card are
those of the app.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OperatingPoint, TierPoints
from skin_core.domain.analysis import Answer, Prediction, TierRisk, Urgency
from skin_core.rules.situation import worst_urgency

LARGEST_CERTAIN_SET = 5
TIERS = (Urgency.URGENT, Urgency.SOON)
NO_POINTS = TierPoints(None, None)
SCOPE_FILE = "scope.npz"

Floats = NDArray[np.float64]


def probabilities(logits: NDArray[np.floating], spec: ModelSpec) -> Floats:
    """Calibrated probabilities, (K,) or (N, K), each row summing to 1."""
    return softmax(np.asarray(logits, np.float64) / spec.temperature)


def softmax(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float64)


def answer_of(
    chances: Floats, spec: ModelSpec, distance: float | None = None, *, doubtful: bool = False
) -> Answer:
    """What a network says, read from its calibrated probabilities (K,): the one way to say it.

    distance: scope distance of the photo. doubtful: uncertain for a reason of its own.
    """
    return Answer(
        differential=differential(chances, spec),
        prediction_set=tuple(spec.labels[place] for place in prediction_set(chances, spec)),
        uncertain=doubtful or is_uncertain(chances, spec, distance),
        above_alert=alerts(chances, spec),
        tiers=tier_risks(chances, spec),
        zoster_point=spec.zoster,
    )


def differential(chances: Floats, spec: ModelSpec) -> tuple[Prediction, ...]:
    """Every class of a model with its probability, most probable first."""
    order = np.argsort(-chances, kind="stable")
    return tuple(Prediction(spec.labels[i], float(chances[i])) for i in order)


def prediction_set(chances: Floats, spec: ModelSpec) -> tuple[int, ...]:
    """Classes, most probable first, that together gather the set mass; never empty.

    chances: (K,) calibrated probabilities.
    """
    order = np.argsort(-chances, kind="stable")
    gathered = np.cumsum(chances[order])
    count = int(np.searchsorted(gathered, spec.set_mass, side="left")) + 1
    return tuple(int(place) for place in order[: min(count, len(order))])


def is_uncertain(chances: Floats, spec: ModelSpec, distance: float | None = None) -> bool:
    """Whether no single disease may be named.

    True when the top class is below its accept point or has none, when the prediction set
    holds more than five classes, or when `distance` lies beyond the scope threshold.
    """
    return (
        below_accept(chances, spec)
        or len(prediction_set(chances, spec)) > LARGEST_CERTAIN_SET
        or (distance is not None and is_out_of_scope(distance, spec))
    )


def below_accept(chances: Floats, spec: ModelSpec) -> bool:
    """Whether the most probable class stays below its accept point, or has none."""
    top = int(np.argmax(chances))
    points = spec.operating_points.get(spec.labels[top])
    if points is None or points.accept is None:
        return True
    return bool(chances[top] < points.accept.threshold)


def alerts(chances: Floats, spec: ModelSpec) -> tuple[str, ...]:
    """Dangerous diseases at or above their alert point, most probable first."""
    order = np.argsort(-chances, kind="stable")
    found = []
    for place in order:
        points = spec.operating_points.get(spec.labels[int(place)])
        if points and points.alert and chances[place] >= points.alert.threshold:
            found.append(spec.labels[int(place)])
    return tuple(found)


def tier_risks(chances: Floats, spec: ModelSpec) -> tuple[TierRisk, ...]:
    """How much a network sees of urgent diseases, and of those to be seen soon or sooner.

    chances: (K,) calibrated probabilities. Empty where the model has no tier points.
    """
    if not spec.tiers:
        return ()
    sums = (chances @ _tier_columns(tuple(spec.labels))).tolist()
    return tuple(
        _tier_risk(tier, total, spec.tiers.get(tier, NO_POINTS))
        for tier, total in zip(TIERS, sums, strict=True)
    )


def tier_members(labels: Sequence[str]) -> Mapping[Urgency, frozenset[int]]:
    """Places of the labels that must be seen at least as soon as each tier says.

    A label counts with the worst disease that it cannot be told apart from.
    """
    return _members(tuple(labels))


def _tier_risk(tier: Urgency, total: float, points: TierPoints) -> TierRisk:
    return TierRisk(tier, min(total, 1.0), _threshold(points.act), _threshold(points.ask))


def _threshold(point: OperatingPoint | None) -> float | None:
    return None if point is None else point.threshold


@lru_cache(maxsize=16)
def _members(labels: tuple[str, ...]) -> Mapping[Urgency, frozenset[int]]:
    ranks = [worst_urgency(label).rank for label in labels]
    return MappingProxyType(
        {tier: frozenset(i for i, rank in enumerate(ranks) if rank <= tier.rank) for tier in TIERS}
    )


@lru_cache(maxsize=16)
def _tier_columns(labels: tuple[str, ...]) -> Floats:
    """(K, tiers): 1 where a label belongs to a tier."""
    columns = np.zeros((len(labels), len(TIERS)))
    for column, tier in enumerate(TIERS):
        columns[list(_members(labels)[tier]), column] = 1.0
    columns.setflags(write=False)
    return columns


def is_out_of_scope(distance: float, spec: ModelSpec) -> bool:
    """Whether a photo is unlike anything the model was trained on."""
    return spec.scope_threshold is not None and distance > spec.scope_threshold


def scope_distance(embedding: NDArray[np.floating], spec: ModelSpec) -> float:
    """Distance of an embedding (C,) to the training photos; 0 where the model has no scope file.

    Mahalanobis distance to the nearest class mean after projection on the main directions.
    """
    scope = _scope(spec.folder)
    if scope is None:
        return 0.0
    return float(scope_distances(np.asarray(embedding)[None], scope)[0])


def scope_distances(embeddings: NDArray[np.floating], scope: dict[str, Floats]) -> Floats:
    """Scope distances of many embeddings, (N, C) to (N,)."""
    unit = embeddings / (np.linalg.norm(embeddings, axis=1, keepdims=True) + 1e-9)
    whitened = (unit - scope["mean"]) @ scope["projection"]
    squares = ((whitened[:, None, :] - scope["centres"][None]) ** 2).sum(-1)
    return np.asarray(np.sqrt(squares.min(1)), np.float64)


@lru_cache(maxsize=8)
def _scope(folder: Path) -> dict[str, Floats] | None:
    file = folder / SCOPE_FILE
    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float64) for name in stored.files}
