"""Scales set by hand, and what is measured by them, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.domain.outline import HandScale, OutlinedBy, outline_of
from skin_core.errors import MeasureError, SkinError
from skin_core.imaging.hand_scale import ToldScale, told_scale
from skin_core.imaging.measures.scaled import Measured
from skin_core.narrative.measures import scale_text
from skin_core.narrative.speech import Speech
from skin_core.services.measures import PhotoMeasures
from skin_core.wire.answers import error_record
from skin_core.wire.measures import measures_record
from skin_core.wire.records import HandScaleRecord, PhotoMeasuresRecord, ScaleRecord

_DIGITS = 4


def hand_scale_records(case: Case, language: str) -> Iterator[HandScaleRecord]:
    """Each scale that the newest assessment holds, with what it comes to on its photo."""
    sizes = {one.photo_id: (one.width_px, one.height_px) for one in case.analysis.photos}
    for scale in case.assessment.scales if case.assessment else ():
        if scale.photo_id in sizes:
            yield _hand_scale(scale, sizes[scale.photo_id], language)


def photo_measures_records(
    case: Case, found: Iterable[PhotoMeasures], language: str
) -> Iterator[PhotoMeasuresRecord]:
    """What was measured on each outlined photo, or why nothing was."""
    drawn = (case.assessment or ClinicianAssessment()).outlines
    for one in found:
        by_hand = outline_of(drawn, one.photo_id) is not None
        measured = one.found if isinstance(one.found, Measured) else None
        error = one.found if isinstance(one.found, SkinError) else None
        yield {
            "photo_id": one.photo_id,
            "outlined_by": OutlinedBy.CLINICIAN if by_hand else OutlinedBy.NETWORK,
            "measures": measures_record(measured.measures, language) if measured else None,
            "scale": _scale(measured, language) if measured else None,
            "error": error_record(error, language) if error else None,
        }


def _scale(found: Measured, language: str) -> ScaleRecord:
    known = bool(found.scale)
    return {
        "source": found.scale or None,
        "length_error": round(found.length_error, _DIGITS) if known else None,
        "area_error": round(found.area_error, _DIGITS) if known else None,
        "text": scale_text(found, Speech(language)),
        "refused": error_record(found.refused, language) if found.refused else None,
    }


def _hand_scale(scale: HandScale, size: tuple[int, int], language: str) -> HandScaleRecord:
    told, error = _told(scale, size)
    return {
        "photo_id": scale.photo_id,
        "scaled_by": scale.scaled_by,
        "length_mm": scale.length_mm,
        "ends": [list(end) for end in scale.ends],
        "at": scale.at,
        "by": scale.by,
        "px_per_cm": round(told.px_per_cm, _DIGITS) if told else None,
        "length_error": round(told.length_error, _DIGITS) if told else None,
        "area_error": round(told.area_error, _DIGITS) if told else None,
        "error": error_record(error, language) if error else None,
    }


def _told(scale: HandScale, size: tuple[int, int]) -> tuple[ToldScale | None, MeasureError | None]:
    try:
        return told_scale(scale, *size), None
    except MeasureError as error:
        return None, error
