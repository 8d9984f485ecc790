"""An analysis as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skin_core.diseases import disease_name
from skin_core.domain.analysis import (
    Answer,
    CaseAnalysis,
    LesionOutline,
    PhotoAnalysis,
    Provenance,
)
from skin_core.domain.second_opinion import SecondOpinion
from skin_core.errors import SkinError
from skin_core.i18n import error_text
from skin_core.inference.progress import PhotoFailure
from skin_core.narrative.plan import steps_of, texts
from skin_core.narrative.second_words import named
from skin_core.narrative.speech import Speech
from skin_core.rules import known_rules, rule_action, rule_name
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.screen import screen_record

if TYPE_CHECKING:  # their fields are read by the API alone
    from skin_core.wire.records import (
        AdviceRecord,
        AnalysisRecord,
        ClassificationRecord,
        ErrorRecord,
        FailureRecord,
        LesionRecord,
        OriginRecord,
        PhotoRecord,
        RankedRecord,
        SecondOpinionRecord,
    )

_DIGITS = 6  # of a probability


def analysis_record(
    case: CaseAnalysis, language: str, failures: Sequence[PhotoFailure] = ()
) -> AnalysisRecord:
    """Photos pooled, with the advice."""
    advice = advice_record(case, language)
    return {
        **classification_record(case, language, failures),
        "facts": dict(case.facts),
        "urgency": advice["urgency"],
        "steps": advice["steps"],
        "rules": advice["rules"],
        "asks": advice["asks"],
        "zoster": advice["zoster"],
    }


def classification_record(
    case: CaseAnalysis, language: str, failures: Sequence[PhotoFailure] = ()
) -> ClassificationRecord:
    """Photos pooled, without advice."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": case.kind,
        "model": case.model or None,
        "differential": _ranked(case, language),
        "uncertain": case.uncertain,
        "prediction_set": list(case.prediction_set),
        "unknown_to_model": list(case.unknown_to_model),
        "photos": [photo_record(photo, language) for photo in case.photos],
        "failures": [_failure(one, language) for one in failures],
        "second_opinions": [_second(one, language) for one in case.second_opinions],
        "elapsed_ms": dict(case.elapsed_ms),
    }


def advice_record(case: CaseAnalysis, language: str) -> AdviceRecord:
    """What the rules say of a case, with or without photos."""
    return {
        "schema_version": SCHEMA_VERSION,
        "urgency": case.advice.urgency,
        "steps": list(texts(steps_of(case), Speech(language))),
        "rules": [
            {
                "id": fired.rule_id,
                "name": rule_name(fired, language),
                "urgency": fired.urgency,
                "action": rule_action(fired, language),
            }
            for fired in known_rules(case.advice)
        ],
        "asks": list(case.advice.questions),
        "zoster": screen_record(case.zoster, language),
    }


def photo_record(photo: PhotoAnalysis, language: str) -> PhotoRecord:
    """What is said of one photo by itself."""
    return {
        "name": photo.name,
        "photo_id": photo.photo_id,
        "width_px": photo.width_px,
        "height_px": photo.height_px,
        "kind": photo.gate.kind,
        "gate": {
            "accepted": photo.gate.accepted,
            "reasons": list(photo.gate.reasons),
        },
        "differential": _ranked(photo, language),
        "uncertain": photo.uncertain,
        "prediction_set": list(photo.prediction_set),
        "lesion": _lesion(photo.lesion),
        "elapsed_ms": dict(photo.elapsed_ms),
        "provenance": _origin(photo.provenance),
    }


def error_record(error: SkinError, language: str) -> ErrorRecord:
    """What went wrong, in words."""
    return {"code": error.code, "message": error_text(error, language)}


def _second(opinion: SecondOpinion, language: str) -> SecondOpinionRecord:
    return {
        "model": opinion.model,
        "model_version": opinion.model_version,
        "weights_sha256": opinion.weights_sha256,
        "differential": [
            {
                "label": one.label,
                "name": named(one.label, Speech(language)),
                "probability": round(one.probability, _DIGITS),
            }
            for one in opinion.differential
        ],
        "prediction_set": list(opinion.prediction_set),
        "agreement": opinion.agreement,
        "failure": opinion.failure,
    }


def _failure(failure: PhotoFailure, language: str) -> FailureRecord:
    error = error_record(failure.error, language)
    return {"photo": failure.photo, "name": failure.name, "error": error}


def _ranked(answer: Answer, language: str) -> list[RankedRecord]:
    return [
        {
            "label": one.label,
            "name": disease_name(one.label, language),
            "probability": round(one.probability, _DIGITS),
        }
        for one in answer.differential
    ]


def _lesion(lesion: LesionOutline | None) -> LesionRecord | None:
    if lesion is None:
        return None
    return {
        "area_fraction": round(lesion.area_fraction, _DIGITS),
        "area_interval": [round(area, _DIGITS) for area in lesion.area_interval],
        "area_cm2": None if lesion.area_cm2 is None else round(lesion.area_cm2, 3),
        "confidence": round(lesion.confidence, _DIGITS),
        "model": lesion.model,
    }


def _origin(origin: Provenance) -> OriginRecord:
    return {
        "app_version": origin.app_version,
        "model": origin.model,
        "model_version": origin.model_version,
        "weights_sha256": origin.weights_sha256,
        "gate_version": origin.gate_version,
        "device": origin.device,
        "created_at": origin.created_at,
        "research_use": origin.research_use,
    }
