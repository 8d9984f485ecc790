"""What a page draws of a case that somebody sent, drawn once before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping

from skin_core.domain.analysis import CaseAnalysis, PhotoAnalysis
from skin_core.errors import BundleImpossible, OutlineError
from skin_core.inference.explain import CAMS, ClassMaps
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.inference.second_opinion import SECOND
from skin_core.services.outlines import drawing_size, mask_of
from skin_core.storage.carried import Row, Rows
from skin_core.storage.codec import from_json, outlines_from_json

_LARGEST_GRID = 1024  # of an outline, a side; it is drawn finer than that


def check_drawn(rows: Rows, files: Mapping[str, bytes]) -> None:
    """Whether layers and outlines by hand can be drawn on their photos. Raises: BundleImpossible.

    rows, files: of one case, with every file small enough to be unpacked.
    """
    photos = {row["photo_id"]: row for row in rows["photos"]}
    for row in rows["analyses"]:
        for judged in from_json(CaseAnalysis, row["body"]).photos:
            _check_judged(judged, photos, files)
    for row in rows["clinician_assessments"]:
        _check_outlines(row, photos)


def _check_judged(
    judged: PhotoAnalysis, photos: Mapping[str, Row], files: Mapping[str, bytes]
) -> None:
    photo = photos.get(judged.photo_id)
    size = (judged.width_px, judged.height_px)
    if photo is None or size != (photo["width_px"], photo["height_px"]):
        raise BundleImpossible(part="analyses.body")
    for name, key in judged.layers.items():
        if key not in files or not _can_be_drawn(name, files[key], *drawing_size(*size)):
            raise BundleImpossible(part=key if key in files else "analyses.body")


def _can_be_drawn(name: str, layer: bytes, width: int, height: int) -> bool:
    try:
        if name == OUTLINE:
            outline = OutlineMap.from_bytes(layer)
            if max(outline.odds.shape) > _LARGEST_GRID:
                return False
            outline.lines(height, width)
        elif name in (CAMS, SECOND):
            maps = ClassMaps.from_bytes(layer)
            for label in (maps.labels[0], maps.labels[-1]):
                maps.heatmap(label, height, width)
    except Exception:  # noqa: BLE001  # of hostile bytes numpy, OpenCV and zipfile fail in any way
        return False
    return True


def _check_outlines(row: Row, photos: Mapping[str, Row]) -> None:
    for drawn in outlines_from_json(row["outlines"]):
        photo = photos.get(drawn.photo_id)
        try:
            if photo is not None:  # of another photo none is ever drawn
                mask_of(drawn, photo["width_px"], photo["height_px"])
        except (OutlineError, TypeError) as error:  # a text where a number belongs
            raise BundleImpossible(part="clinician_assessments.outlines") from error
