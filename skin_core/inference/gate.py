"""May this photo be judged, and as what?"""

from __future__ import annotations

from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import GateVerdict
from skin_core.domain.engine import NetworkOutput
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.inference.calibrate import is_out_of_scope, probabilities, scope_distance

NOT_SKIN = "not_skin"
_EVEN = 0.5


def judge_photo(
    output: NetworkOutput, spec: ModelSpec, quality: PhotoQuality, chosen: PhotoKind | None
) -> GateVerdict:
    """The verdict on one photo from the gate network's answer and the photo's quality.

    chosen: the clinician's own kind, None to take the likelier one. Being out of scope does not
    refuse a photo; it makes its answer uncertain.
    """
    chances = dict(zip(spec.labels, probabilities(output.logits, spec).tolist(), strict=True))
    likelier = max(PhotoKind, key=lambda kind: chances[kind])
    distance = scope_distance(output.embedding, spec)
    reasons = list(quality.refused)
    if chances[NOT_SKIN] >= _refusal_point(spec):
        reasons.append(GateReason.NOT_SKIN)
    return GateVerdict(
        kind=chosen or likelier,
        accepted=not reasons,
        reasons=tuple(reasons),
        skin_probability=1 - chances[NOT_SKIN],
        scope_distance=distance,
        out_of_scope=is_out_of_scope(distance, spec),
        overruled=chosen is not None and chosen is not likelier,
    )


def _refusal_point(spec: ModelSpec) -> float:
    """Probability of "not skin" from which a photo is refused."""
    points = spec.operating_points.get(NOT_SKIN)
    if points is None or points.accept is None:
        return _EVEN
    return points.accept.threshold
