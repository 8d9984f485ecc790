"""The application: routes, failures, and its description."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from skin_core.api import judging, reading
from skin_core.api.address import ROOT
from skin_core.api.asked import CaseTold
from skin_core.api.described import CASE, PROBLEM, problems_of
from skin_core.api.desk import Desk
from skin_core.api.doorkeeper import REFERENCE, Doorkeeper
from skin_core.api.examples import give_examples
from skin_core.api.problems import language_of, problem_response, unforeseen_response
from skin_core.errors import ApiError, ApiInvalid, ApiMethod, ApiNoSuchPlace, SkinError
from skin_core.errors.unforeseen import noted
from skin_core.runtime import Runtime
from skin_core.services.api_access import kept_digest
from skin_core.wire import SCHEMA_VERSION

_log = logging.getLogger(__name__)
_REF = "#/components/schemas/{model}"
_FAILED = {404: ApiNoSuchPlace, 405: ApiMethod}
_LOCKS: list[dict[str, list[str]]] = [{"bearer": []}, {"header": []}]


def build_api(runtime: Runtime) -> ASGIApp:
    """The API of one runtime, to be mounted at `ROOT`."""
    api = FastAPI(
        title="SkinDesk",
        version=SCHEMA_VERSION,
        description="Decision support for photos of skin, never a diagnosis.",
        docs_url=None,  # its page loads scripts from far away
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.desk = Desk(runtime)
    api.include_router(judging.router)
    api.include_router(reading.router)
    api.add_exception_handler(SkinError, _expected)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(Exception, _unforeseen)
    api.openapi = lambda: described(api)  # type: ignore[method-assign]
    return Doorkeeper(api, runtime.settings, lambda: kept_digest(runtime.store))


def described(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if api.openapi_schema is None:
        document = get_openapi(
            title=api.title, version=api.version, description=api.description, routes=api.routes
        )
        parts = document.setdefault("components", {})
        parts["schemas"] = {
            **parts.get("schemas", {}),
            **_schemas_of_case(),
            "Problem": dict(PROBLEM),
        }
        for unused in ("HTTPValidationError", "ValidationError"):
            parts["schemas"].pop(unused, None)
        parts["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        }
        document["servers"] = [{"url": ROOT}]
        for path, methods in document["paths"].items():
            for method, about in methods.items():
                answers = {key: one for key, one in about["responses"].items() if key == "200"}
                give_examples(path, answers)
                about["responses"] = answers | problems_of(path, method)
                about["security"] = [] if path == "/health" else _LOCKS
        api.openapi_schema = document
    return api.openapi_schema


def _schemas_of_case() -> dict[str, Any]:
    schema = TypeAdapter(CaseTold).json_schema(ref_template=_REF)
    parts: dict[str, Any] = schema.pop("$defs", {})
    return {**parts, "CaseTold": {**schema, "examples": [dict(CASE)]}}


async def _expected(request: Request, error: Exception) -> Response:
    known = error if isinstance(error, SkinError) else ApiError()
    return problem_response(known, language_of(request))


async def _invalid(request: Request, error: Exception) -> Response:
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    places = ", ".join(".".join(map(str, one["loc"])) for one in wrong)
    return problem_response(ApiInvalid(places=places), language_of(request))


async def _refused(request: Request, error: Exception) -> Response:
    status, headers = getattr(error, "status_code", 400), getattr(error, "headers", None)
    known = _FAILED.get(status, ApiError)()
    return problem_response(known, language_of(request), headers)


async def _unforeseen(request: Request, error: Exception) -> Response:
    request.scope[REFERENCE] = noted(error, _log)
    return unforeseen_response(request.scope[REFERENCE], language_of(request))
