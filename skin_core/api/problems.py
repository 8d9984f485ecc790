"""Failures as problem+json (RFC 9457), with the sentence in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import HTTPConnection
from starlette.responses import Response

from skin_core import errors
from skin_core.errors import SkinError
from skin_core.i18n import LANGUAGES, error_text, t
from skin_core.wire import SCHEMA_VERSION

MEDIA_TYPE = "application/problem+json"
_USUAL = "en"
_STATUS: Mapping[type[SkinError], HTTPStatus] = {  # the nearest class counts
    SkinError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.PhotoError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.PhotoFileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.PhotoTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.PhotoTooMany: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnknownModel: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ModelNotChosen: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.WeightsDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.SettingsError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.UnknownFact: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidFact: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidCase: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidBirth: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TextNotStorable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.CaseNotFound: HTTPStatus.NOT_FOUND,
    errors.StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.ApiError: HTTPStatus.BAD_REQUEST,
    errors.ApiOff: HTTPStatus.FORBIDDEN,
    errors.ApiForeign: HTTPStatus.FORBIDDEN,
    errors.ApiKeyMissing: HTTPStatus.UNAUTHORIZED,
    errors.ApiKeyWrong: HTTPStatus.UNAUTHORIZED,
    errors.ApiTooFast: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ApiBusy: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ApiTooSlow: HTTPStatus.REQUEST_TIMEOUT,
    errors.ApiBodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.ApiMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.ApiInvalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ApiPhotoMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ApiNoSuchPlace: HTTPStatus.NOT_FOUND,
    errors.ApiMethod: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IdempotencyInProgress: HTTPStatus.CONFLICT,
    errors.ApiEnding: HTTPStatus.SERVICE_UNAVAILABLE,
}


def language_of(connection: HTTPConnection) -> str:
    """The language the caller likes best of those there are; English where none is named."""
    liked: list[tuple[float, str]] = []
    for part in connection.headers.get("accept-language", "").split(","):
        name, _, weight = part.strip().partition(";q=")
        try:
            liked.append((float(weight or 1), name[:2].lower()))
        except ValueError:
            continue
    known = [(weight, name) for weight, name in liked if name in LANGUAGES and weight > 0]
    return max(known, key=lambda one: one[0])[1] if known else _USUAL


def problem(error: SkinError, language: str) -> dict[str, object]:
    """What went wrong, as the body of an answer or of an event."""
    return _body(_status(error), error.code, error_text(error, language))


def problem_response(
    error: SkinError, language: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to a request that failed."""
    status, told = _status(error), dict(headers or {})
    if wait_s := getattr(error, "wait_s", None):
        told["Retry-After"] = str(wait_s)
    if status is HTTPStatus.UNAUTHORIZED:
        told["WWW-Authenticate"] = "Bearer"
    return _response(problem(error, language), status, language, told)


def unforeseen_response(reference: str, language: str) -> Response:
    """The answer where nobody foresaw what happened. reference: the number in the log."""
    return _response(
        unforeseen(reference, language), HTTPStatus.INTERNAL_SERVER_ERROR, language, {}
    )


def unforeseen(reference: str, language: str) -> dict[str, object]:
    """That something went wrong which nobody foresaw, as the body of an answer or of an event."""
    code = SkinError.code
    sentence = t(code, language, reference=reference)
    body = _body(HTTPStatus.INTERNAL_SERVER_ERROR, code, sentence)
    return body | {"reference": reference}


def _status(error: SkinError) -> HTTPStatus:
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def _body(status: HTTPStatus, code: str, sentence: str) -> dict[str, object]:
    return {
        "type": f"urn:skindesk:{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": sentence,
        "code": code,
        "schema_version": SCHEMA_VERSION,
    }


def _response(
    body: Mapping[str, object], status: HTTPStatus, language: str, headers: Mapping[str, str]
) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    content = text.encode("utf-8", "replace")  # what a caller sent may hold half a character
    told = {**headers, "Content-Language": language}
    return Response(content, status.value, told, MEDIA_TYPE)
