"""What OpenAPI is told of bodies and answers that are no plain JSON, with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skin_core.api.problems import MEDIA_TYPE

CASE: Mapping[str, Any] = {
    "patient": {"sex": "female", "birth_date": "1964-05-02"},
    "facts": {
        "site": "chest",
        "side": "left",
        "pain": 7,
        "fever": False,
        "new_vesicles": True,
        "unilateral": True,
    },
}
_CASE_REF = {"$ref": "#/components/schemas/CaseTold"}
_FORM: Mapping[str, Any] = {
    "type": "object",
    "required": ["photos"],
    "additionalProperties": False,
    "properties": {
        "photos": {
            "type": "array",
            "minItems": 1,
            "maxItems": 5,
            "items": {"type": "string", "format": "binary"},
            "description": "One to five photos of one lesion: JPEG, PNG, WebP, HEIC, TIFF, BMP.",
        },
        "case": _CASE_REF,
        "kind": {
            "type": "string",
            "enum": ["auto", "clinical", "dermoscopic"],
            "description": "How the photos were taken; auto, the default, recognises it.",
        },
        "model": {"type": "string", "description": "Judge by this model: see models."},
        "force": {
            "type": "string",
            "enum": ["true", "false"],
            "description": "Classify photos that the gate refuses all the same.",
        },
    },
}


def _body(kind: str, schema: Mapping[str, Any], **more: object) -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema, **more}}}


PHOTOS: dict[str, Any] = {
    "requestBody": _body(
        "multipart/form-data",
        _FORM,
        encoding={"case": {"contentType": "application/json"}},
        example={"photos": ["lesion.jpg"], "case": CASE, "kind": "clinical"},
    ),
}
STORED_PHOTOS: dict[str, Any] = {
    **PHOTOS,
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Sent again with the same request, it gives the same case.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
            "example": "9f1c2a7e-2f0e-4b53-9d4d-2f2a4c6f8e11",
        }
    ],
}
_EVENT = {  # OpenAPI 3.2 says so; earlier readers pass over it
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": ["begun", "stage", "answer", "finding", "done", "failed"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAM: dict[str, Any] = {
    **STORED_PHOTOS,
    "responses": {
        "200": {
            "description": "Events: begun, stage, answer, finding, done; or failed.",
            "content": {"text/event-stream": {"itemSchema": _EVENT}},
        }
    },
}
ADVISE: dict[str, Any] = {"requestBody": _body("application/json", _CASE_REF, example=CASE)}
PDF: dict[str, Any] = {
    "responses": {
        "200": {
            "description": "The report.",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
FHIR_TYPE = "application/fhir+json"
_BUNDLE: Mapping[str, Any] = {
    "type": "object",
    "required": ["resourceType", "id", "type", "timestamp", "entry"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"const": "collection"},
        "entry": {"type": "array", "items": {"type": "object"}},
    },
}
FHIR: dict[str, Any] = {
    "responses": {
        "200": {
            "description": "The case as a Bundle of FHIR R4.",
            "content": {FHIR_TYPE: {"schema": _BUNDLE}},
        }
    }
}
PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "schema_version"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:skindesk:error.photo.empty"]},
        "title": {"type": "string", "examples": ["Unprocessable Entity"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {
            "type": "string",
            "description": "What happened and what to do, in the caller's language.",
            "examples": ["This file is empty. Copy it from the camera again."],
        },
        "code": {"type": "string", "examples": ["error.photo.empty"]},
        "schema_version": {"type": "string"},
        "reference": {"type": "string", "description": "The number in the log, of a failure 500."},
    },
}
_OF_ALL = {401: "No key, or a wrong one", 403: "Switched off", 429: "Too much at once"}
_OF_BODIES = {
    408: "The body did not arrive",
    413: "Too many bytes or photos",
    415: "A body of another kind",
    422: "Something cannot be so",
    503: "Store or networks cannot be used now",
}
_OF_READING = {404: "No such case or report", 422: "Something cannot be so", 503: "No store now"}
_OF_STORING = {
    400: "No such key",
    404: "No such patient",
    409: "The same request is under way",
    507: "Disk full",
}


def problems_of(path: str, method: str) -> dict[str, Any]:
    """The answers to a request of that kind that fails."""
    told = dict(_OF_ALL)
    if method == "post":
        told |= _OF_BODIES | (_OF_STORING if "diagnose" in path else {})
    elif "{" in path or path == "/models":
        told |= _OF_READING
    if path == "/health":
        told.pop(401)
    return {str(status): _problem(words) for status, words in sorted(told.items())}


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}
