"""OUTLINE: where the lesion ends, and how much of the photo it covers; or that none is found."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import OUTLINE as TASK
from skin_core.catalogue import ModelSpec
from skin_core.diseases.taxonomy import all_diseases
from skin_core.domain.analysis import LesionOutline, PhotoAnalysis
from skin_core.domain.engine import Outputs
from skin_core.domain.photo import PhotoKind
from skin_core.errors import MeasureError
from skin_core.imaging.frame import Box
from skin_core.imaging.scale_card import find_card
from skin_core.inference.explain import LAYER_TYPE
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.inference.stages.work import Bench, PhotoWork

_CARD_SIDE_PX = 480  # of the mask whose area is told: its edge is not finer
VITILIGO = "vitiligo"
LESION = "lesion"


def outline(work: PhotoWork, bench: Bench) -> PhotoWork:
    """The lesion as the network for what it may be draws it; nothing where none is installed."""
    assert work.seen is not None
    assert work.analysis is not None
    spec = bench.networks.models.playing(f"{outlined_kind(work.analysis)}-{TASK}")
    if spec is None or spec.outline is None:
        return work
    outputs = bench.networks.run(spec.name, squeezed(work.seen.look, spec.pixels.size))
    drawn = map_of(outputs, spec, work.analysis.gate.kind, work.seen.box)
    lesion = replace(lesion_of(drawn, spec), area_cm2=_area_cm2(work, drawn))
    analysis = replace(work.analysis, lesion=lesion)
    if bench.options.layers:
        kept = bench.layers.put(drawn.to_bytes(), LAYER_TYPE)
        analysis = replace(analysis, layers={**analysis.layers, OUTLINE: kept})
    return replace(work, analysis=analysis)


def _area_cm2(work: PhotoWork, drawn: OutlineMap) -> float | None:
    """By the card beside the lesion; one that is covered or bent tells nothing here."""
    assert work.photo is not None
    height, width = work.photo.pixels.shape[:2]
    share = min(1.0, _CARD_SIDE_PX / max(height, width))
    mask = drawn.mask(max(1, round(height * share)), max(1, round(width * share)))
    if not mask.any():
        return None
    try:
        card = find_card(work.photo.pixels)
    except MeasureError:
        return None
    return card.area_cm2(mask, (height, width)) if card else None


def is_outlined(work: PhotoWork) -> bool:
    """Whether there is one thing to outline: a growth or vitiligo may be it, or dermoscopy.

    A rash has no edge that two people would draw alike: there the doctor draws.
    """
    return work.analysis is not None and outlined_kind(work.analysis) is not None


def outlined_kind(analysis: PhotoAnalysis) -> str | None:
    """Of what an outline is to be drawn: the likeliest disease that has one decides."""
    if not analysis.is_classified:
        return None
    if analysis.gate.kind is PhotoKind.DERMOSCOPIC:
        return LESION
    for label in analysis.likely:
        if label == VITILIGO:
            return VITILIGO
        if all_diseases()[label].growth:
            return LESION
    return None


def squeezed(look: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The whole photo as a square: an outline leaves nothing out. RGB (side, side, 3)."""
    way = cv2.INTER_AREA if min(look.shape[:2]) > side else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(look, (side, side), interpolation=way), np.uint8)


def map_of(outputs: Outputs, spec: ModelSpec, kind: PhotoKind, box: Box) -> OutlineMap:
    """What a network answered, calibrated and with its lines for this kind of photo."""
    assert spec.outline is not None
    inner, outer = spec.outline.limits[kind]
    odds = np.asarray(outputs["logits"][0], np.float32) / np.float32(spec.temperature)
    points = spec.outline
    return OutlineMap(odds, inner, outer, points.largest_only, points.smallest, box)


def lesion_of(drawn: OutlineMap, spec: ModelSpec) -> LesionOutline:
    """What is said of an outline."""
    return LesionOutline(
        area_fraction=drawn.share(drawn.likely),
        area_interval=drawn.interval,
        confidence=drawn.confidence,
        model=spec.name,
        model_version=spec.version,
    )
