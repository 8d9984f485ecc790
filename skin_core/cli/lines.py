"""What one photo's JSON line holds: a view of the schema in `wire`; docs/cli.md has every field."""

from __future__ import annotations

from collections.abc import Mapping

from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.domain.grade import SignGrades
from skin_core.domain.photo import PhotoKind
from skin_core.errors import SkinError
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.answers import classification_record, error_record
from skin_core.wire.screen import screen_record

Line = Mapping[str, object]


def result_line(file: str, case: CaseAnalysis, language: str) -> Line:
    """The line of a photo that was read; `case` holds this photo alone."""
    record = classification_record(case, language)
    photo = record["photos"][0]
    return {
        "schema_version": record["schema_version"],
        "file": file,
        "kind": photo["kind"],
        "gate": photo["gate"],
        "model": photo["provenance"]["model"],
        "differential": [
            {"label": one["label"], "probability": one["probability"]}
            for one in record["differential"]
        ],
        "uncertain": record["uncertain"],
        "prediction_set": record["prediction_set"],
        "urgency": case.advice.urgency,
        "unknown_to_model": record["unknown_to_model"],
        "lesion": photo["lesion"],
        "zoster": screen_record(case.zoster, language),
        "elapsed_ms": record["elapsed_ms"],
        "error": None,
    }


def signs_told(signs: SignGrades | None) -> Line | None:
    """Each sign that was graded; null of a refused photo."""
    if signs is None:
        return None
    return {
        sign: {"grade": one.grade, "expected": round(one.expected, 3), "certain": one.certain}
        for sign, one in signs.items()
    }


def error_line(file: str, error: SkinError, kind: PhotoKind | None, language: str) -> Line:
    """The line of a file that was not judged. kind: as the command line says, or nothing known."""
    return {
        "schema_version": SCHEMA_VERSION,
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
        "zoster": None,
        "elapsed_ms": {},
        "error": error_record(error, language),
    }
