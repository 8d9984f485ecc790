"""The outline of a lesion that counts: the clinician's where there is one, else the network's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis
from skin_core.domain.case import StoredPhoto
from skin_core.domain.engine import LayerStore
from skin_core.domain.outline import DrawnOutline, OutlinedBy, outline_of
from skin_core.errors import (
    AnnotationMalformed,
    OutlineEmpty,
    OutlineMalformed,
    OutlineSizeDiffers,
)
from skin_core.imaging.annotations.rle import (
    compressed,
    counts_of,
    counts_of_text,
    mask_of_counts,
)
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.storage.store import Store

DRAWN_SIDE_PX = 480
"""Long side on which the clinician draws: finer than a hand, and small enough to be sent."""
_LARGEST_SIDE_PX = 4096
_LONGEST_TEXT = 200_000  # a drawn lesion has some thousand characters

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class CountingOutline:
    """The outline that counts for a photo. mask: (H, W), of the photo's shape, smaller.

    area_fraction: share of the photo, 0..1; 0 where a network found no lesion, or the clinician
    rejected what it outlined.
    """

    mask: Mask
    area_fraction: float
    by: OutlinedBy


def counting_outline(
    analysis: PhotoAnalysis, drawn: Sequence[DrawnOutline], layers: LayerStore
) -> CountingOutline | None:
    """What counts as the lesion of an analysed photo; None where nobody outlined it.

    drawn: of a draft or an assessment. Raises: OutlineError for one that is damaged, FileDamaged.
    """
    by_hand = outline_of(tuple(drawn), analysis.photo_id)
    if by_hand is not None:
        mask = mask_of(by_hand, analysis.width_px, analysis.height_px)
        return CountingOutline(mask, float(mask.mean()), OutlinedBy.CLINICIAN)
    return network_outline(analysis, layers)


def layers_of(store: Store, analyses: Sequence[PhotoAnalysis]) -> LayerStore:
    """Where the layers of analysed photos of one case or draft lie."""
    key = next((key for one in analyses for key in one.layers.values()), "")
    return store.layers(key.partition("/")[0])


def network_outline(analysis: PhotoAnalysis, layers: LayerStore) -> CountingOutline | None:
    """What a network outlined, whatever was drawn since. Raises: FileDamaged."""
    key = analysis.layers.get(OUTLINE)
    if key is None or analysis.lesion is None:
        return None
    width, height = drawing_size(analysis.width_px, analysis.height_px)
    mask = OutlineMap.from_bytes(layers.get(key)).mask(height, width)
    return CountingOutline(mask, analysis.lesion.area_fraction, OutlinedBy.NETWORK)


def drawing_size(width_px: int, height_px: int) -> tuple[int, int]:
    """Width and height on which a photo of this size is drawn."""
    share = min(1.0, DRAWN_SIDE_PX / max(width_px, height_px))
    return max(1, round(width_px * share)), max(1, round(height_px * share))


def check_outline(drawn: DrawnOutline, photo: StoredPhoto, analysis: CaseAnalysis | None) -> None:
    """Whether it can be an outline of that photo. Raises: OutlineError.

    An empty one rejects what a network outlined there: it is none where no network outlined it.
    """
    mask = mask_of(drawn, photo.width_px, photo.height_px)
    judged = analysis.photos if analysis else ()
    found = (one.lesion for one in judged if one.photo_id == photo.photo_id)
    if not mask.any() and not any(lesion and lesion.is_found for lesion in found):
        raise OutlineEmpty


def mask_of(drawn: DrawnOutline, width_px: int, height_px: int) -> Mask:
    """What was drawn on a photo of this size as a mask (H, W), empty where nothing was.

    Raises: OutlineMalformed, OutlineSizeDiffers.
    """
    width, height = drawn.width_px, drawn.height_px
    longest = max(width, height)
    if min(width, height) < 1 or longest > _LARGEST_SIDE_PX or len(drawn.runs) > _LONGEST_TEXT:
        raise OutlineMalformed
    share = longest / max(width_px, height_px)
    if max(abs(width - width_px * share), abs(height - height_px * share)) > 1:
        raise OutlineSizeDiffers(width_px=width, height_px=height)
    try:
        return mask_of_counts(counts_of_text(drawn.runs, ""), height, width, "")
    except AnnotationMalformed as error:
        raise OutlineMalformed from error


def runs_of(mask: Mask) -> str:
    """A mask (H, W) as the run lengths of a drawn outline."""
    return compressed(counts_of(mask))
