"""May this photo be judged, and as what?"""

from __future__ import annotations

from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import GateVerdict
from skin_core.domain.engine import ClassOutput
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.imaging.frame import SeenPart
from skin_core.imaging.lighting import is_coloured_light
from skin_core.imaging.page import looks_like_page
from skin_core.inference.calibrate import is_out_of_scope, probabilities, scope_distance

NOT_SKIN = "not_skin"
_EVEN = 0.5
_ROUND_ODDS = 9  # a round black rim is what dermatoscopes draw: 1 in 10 is enough beside it


def judge_photo(
    output: ClassOutput,
    spec: ModelSpec,
    quality: PhotoQuality,
    chosen: PhotoKind | None,
    seen: SeenPart | None = None,
) -> GateVerdict:
    """The verdict on one photo from the gate network's answer and the photo's quality.

    chosen: the clinician's own kind, None to take the likelier one. seen: what the network looked
    at. Coloured light, a page and being out of scope do not refuse a photo; they make its answer
    uncertain.
    """
    chances = dict(zip(spec.labels, probabilities(output.logits, spec).tolist(), strict=True))
    odds = {PhotoKind.DERMOSCOPIC: _ROUND_ODDS} if seen and seen.is_round else {}
    likelier = max(PhotoKind, key=lambda kind: chances[kind] * odds.get(kind, 1))
    distance = scope_distance(output.embedding, spec)
    refused = list(quality.refused)
    shows_skin = chances[NOT_SKIN] < _refusal_point(spec)
    if not shows_skin:
        refused.append(GateReason.NOT_SKIN)
    doubts = _doubts(seen, chosen or likelier) if seen and shows_skin else ()
    return GateVerdict(
        kind=chosen or likelier,
        accepted=not refused,
        reasons=(*refused, *doubts),
        skin_probability=1 - chances[NOT_SKIN],
        scope_distance=distance,
        out_of_scope=bool(doubts) or is_out_of_scope(distance, spec),
        overruled=chosen is not None and chosen is not likelier,
    )


def _doubts(seen: SeenPart, kind: PhotoKind) -> tuple[GateReason, ...]:
    """What makes a picture unlike every photo the networks learned from."""
    if looks_like_page(seen.look):
        return (GateReason.NOT_A_PHOTO,)
    return (GateReason.COLOURED_LIGHT,) if is_coloured_light(seen.look, kind) else ()


def _refusal_point(spec: ModelSpec) -> float:
    """Probability of "not skin" from which a photo is refused."""
    points = spec.operating_points.get(NOT_SKIN)
    if points is None or points.accept is None:
        return _EVEN
    return points.accept.threshold
