"""What is measured of the outlined lesion of a stored photo, with the scale that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.engine import LayerStore
from skin_core.domain.outline import HandScale, OutlinedBy, scale_of
from skin_core.errors import (
    FileDamaged,
    MeasureError,
    OutlineError,
    OutlineRejected,
    PhotoError,
    SkinError,
)
from skin_core.imaging.measures.scaled import Measured, measured
from skin_core.narrative.measures import measured_text
from skin_core.narrative.speech import Speech
from skin_core.services.outlines import Mask, counting_outline
from skin_core.services.pictures import load_photo


@dataclass(frozen=True, slots=True)
class PhotoMeasures:
    """What is measured of the lesion of one photo, or why nothing is.

    number, of: its place among the photos of the case, from 1, and how many these are.
    """

    photo_id: str
    number: int
    of: int
    found: Measured | SkinError


Remember = Callable[[tuple[object, ...], Callable[[], Measured]], Measured]
"""Gives what was measured on the same before, else makes it now."""

Open = Callable[[str], NDArray[np.uint8]]
"""Gives the pixels of a stored photo by its key."""


def measured_photo(
    photo: bytes, mask: Mask, analysis: PhotoAnalysis, scale: HandScale | None
) -> Measured:
    """All of one outlined lesion. photo: bytes of its file; mask: (H, W), of the photo's shape.

    Raises: MaskEmpty, LesionFillsPhoto, PhotoError.
    """
    return _measured(lambda: load_photo(photo, "").pixels, mask, analysis, scale)


def measure_lines(
    case: Case,
    layers: LayerStore,
    pixels: Open,
    kept: Remember,
    speech: Speech,
) -> Iterator[str]:
    """A line for each outlined photo of a case, as its report prints it.

    pixels, kept: as `case_measures` takes them. What cannot be measured is left out: the line of
    its outline stands without it.
    """
    for one in case_measures(case, layers, pixels, kept):
        if isinstance(one.found, Measured):
            name = speech.t("analyse.photo.number", number=one.number)
            told = measured_text(one.found, speech)
            yield f"{name}: {told}" if one.of > 1 else told


def case_measures(
    case: Case, layers: LayerStore, pixels: Open, kept: Remember
) -> Iterator[PhotoMeasures]:
    """Each outlined photo of a case, and each of which the clinician rejected the outline.

    kept: the figures of the store.
    """
    concluded = case.assessment or ClinicianAssessment()
    keys = {one.photo_id: one.key for one in case.photos}
    photos = [one for one in case.analysis.photos if one.photo_id in keys]
    for number, photo in enumerate(photos, start=1):
        found: Measured | SkinError
        try:
            outlined = counting_outline(photo, concluded.outlines, layers)
            if outlined is None:
                continue
            if not outlined.mask.any():
                if outlined.by is OutlinedBy.NETWORK:
                    continue
                by_network = counting_outline(photo, (), layers)
                if by_network is None or not by_network.mask.any():
                    continue  # there was nothing to reject
                raise OutlineRejected
            scale = scale_of(concluded.scales, photo.photo_id)
            key, mask = keys[photo.photo_id], outlined.mask
            what = ("measures", key, photo.gate.kind, scale, hash(np.packbits(mask).tobytes()))
            found = kept(what, partial(_measured, partial(pixels, key), mask, photo, scale))
        except (OutlineError, MeasureError, PhotoError, FileDamaged) as error:
            found = error
        yield PhotoMeasures(photo.photo_id, number, len(photos), found)


def _measured(
    pixels: Callable[[], NDArray[np.uint8]],
    mask: Mask,
    analysis: PhotoAnalysis,
    scale: HandScale | None,
) -> Measured:
    size = (analysis.width_px, analysis.height_px)
    return measured(pixels(), mask, size, analysis.gate.kind, scale)
