"""What one photo's JSON line holds; docs/cli.md describes every field."""

from __future__ import annotations

from collections.abc import Mapping

from skin_core.domain.analysis import CaseAnalysis, LesionOutline, Urgency
from skin_core.domain.photo import PhotoKind
from skin_core.errors import PhotoError
from skin_core.i18n import error_text

Line = Mapping[str, object]
_DIGITS = 6  # of a probability


def result_line(file: str, case: CaseAnalysis) -> Line:
    """The line of a photo that was read; `case` holds this photo alone."""
    photo = case.photos[0]
    return {
        "file": file,
        "kind": photo.gate.kind.value,
        "gate": {
            "accepted": photo.gate.accepted,
            "reasons": [reason.value for reason in photo.gate.reasons],
        },
        "model": photo.provenance.model,
        "differential": [
            {"label": one.label, "probability": round(one.probability, _DIGITS)}
            for one in case.differential
        ],
        "uncertain": case.uncertain,
        "prediction_set": list(case.prediction_set),
        "urgency": case.advice.urgency.value,
        "unknown_to_model": list(case.unknown_to_model),
        "lesion": _lesion(photo.lesion),
        "elapsed_ms": dict(case.elapsed_ms),
        "error": None,
    }


def _lesion(lesion: LesionOutline | None) -> Line | None:
    """What was outlined. area_cm2: null without a scale card beside the lesion."""
    if lesion is None:
        return None
    return {
        "area_fraction": round(lesion.area_fraction, _DIGITS),
        "area_interval": [round(area, _DIGITS) for area in lesion.area_interval],
        "area_cm2": None if lesion.area_cm2 is None else round(lesion.area_cm2, 3),
        "confidence": round(lesion.confidence, _DIGITS),
    }


def error_line(file: str, error: PhotoError, kind: PhotoKind | None, language: str) -> Line:
    """The line of a file that is no photo. kind: as the command line says, or nothing known."""
    return {
        "file": file,
        "kind": kind.value if kind else None,
        "gate": {"accepted": False, "reasons": []},
        "model": None,
        "differential": [],
        "uncertain": True,
        "prediction_set": [],
        "urgency": Urgency.UNKNOWN.value,
        "unknown_to_model": [],
        "lesion": None,
        "elapsed_ms": {},
        "error": {"code": error.code, "message": error_text(error, language)},
    }
