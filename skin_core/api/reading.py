"""What is stored, which models there are, and whether SkinDesk answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from typing_extensions import TypedDict

from skin_core import __version__
from skin_core.api.address import ROOT
from skin_core.api.described import FHIR, FHIR_TYPE, PDF
from skin_core.api.desk import desk_of
from skin_core.api.problems import language_of
from skin_core.catalogue import ModelSpec
from skin_core.diseases import all_diseases
from skin_core.domain.case import ReportKind
from skin_core.errors import CaseNotFound
from skin_core.services.measures import case_measures
from skin_core.services.own_models import installed_own, second_names
from skin_core.services.pictures import opened
from skin_core.services.records import (
    Store,
    case_as_fhir,
    find_case,
    find_reports,
    read_report_pdf,
)
from skin_core.services.reports import ReportChoice, preview_report
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.cases import case_record
from skin_core.wire.records import CaseRecord

router = APIRouter()
_ID = re.compile(r"[0-9a-f]{32}")
_EXAMPLE = "3f6c1d2e4b5a69788796a5b4c3d2e1f0"


class LabelRecord(TypedDict):
    """A disease that a model knows. name: in the language asked for."""

    label: str
    name: str


class ModelRecord(TypedDict):
    """A model of the installation. in_use: it answers in its role. sha256: of each file.

    second_opinion: it is the clinic's own, and switched on to give a second opinion.
    """

    name: str
    task: str
    kind: str
    version: str
    in_use: bool
    second_opinion: bool
    labels: list[LabelRecord]
    licence: str
    research_use: bool
    sha256: dict[str, str]


class ModelsRecord(TypedDict):
    """Every model of the installation."""

    schema_version: str
    models: list[ModelRecord]


class HealthRecord(TypedDict):
    """That SkinDesk answers."""

    schema_version: str
    status: str
    app_version: str


CaseId = Annotated[str, Path(description="Of a case.", examples=[_EXAMPLE])]
ReportId = Annotated[str, Path(description="Of a case or of a report.", examples=[_EXAMPLE])]
InLanguage = Annotated[
    str | None,
    Query(description="en, ko or vi; without it as Accept-Language.", pattern="^(en|ko|vi)$"),
]


@router.get("/cases/{case_id}", response_model=CaseRecord)
async def read_case(request: Request, case_id: CaseId) -> CaseRecord:
    """A stored case with its newest answer, what the clinician concluded, and its reports."""
    runtime, language = desk_of(request).runtime, language_of(request)

    def found() -> CaseRecord:
        store = runtime.store
        case = find_case(store, _checked(case_id))
        measures = case_measures(
            case, store.layers(case.patient.patient_id), opened(store.read), store.figures.get
        )
        return case_record(case, find_reports(store, case_id), measures, language, ROOT)

    return await run_in_threadpool(found)


@router.get("/cases/{case_id}/fhir", response_class=Response, openapi_extra=FHIR)
async def read_fhir(request: Request, case_id: CaseId, language: InLanguage = None) -> Response:
    """A stored case as a Bundle of FHIR R4 and R4B, with its photos and signed reports."""
    store, spoken = desk_of(request).runtime.store, language or language_of(request)
    told = await run_in_threadpool(lambda: case_as_fhir(store, _checked(case_id), spoken))
    return Response(told, media_type=FHIR_TYPE)


@router.get("/reports/{report_id}.pdf", response_class=Response, openapi_extra=PDF)
async def read_report(
    request: Request, report_id: ReportId, language: InLanguage = None
) -> Response:
    """A PDF: a signed report by its own id, or the newest report of a case.

    Of a case that is not signed it is made now, marked preliminary, and not kept.
    """
    runtime, usual = desk_of(request).runtime, language_of(request)
    pdf = await run_in_threadpool(lambda: _pdf(runtime.store, _checked(report_id), language, usual))
    return Response(pdf, media_type="application/pdf")


@router.get("/models", response_model=ModelsRecord)
async def list_models(request: Request) -> ModelsRecord:
    """The models, which of them answer, and the diseases each of them knows."""
    runtime, language = desk_of(request).runtime, language_of(request)

    def told() -> list[ModelRecord]:
        models, own = runtime.networks.models, installed_own(runtime.settings.own_models).specs
        in_use = {spec.name for spec in models.chosen()}
        second = second_names(runtime.store) if own else ()
        return [
            *(_model(one, language, in_use, ()) for one in models.specs.values()),
            *(_model(one, language, set(), second) for one in own),
        ]

    return {"schema_version": SCHEMA_VERSION, "models": await run_in_threadpool(told)}


@router.get("/health", response_model=HealthRecord)
async def health() -> HealthRecord:
    """Whether SkinDesk answers; no key is asked for."""
    return {"schema_version": SCHEMA_VERSION, "status": "ok", "app_version": __version__}


def _model(
    spec: ModelSpec, language: str, in_use: Collection[str], second: Collection[str]
) -> ModelRecord:
    return {
        "name": spec.name,
        "task": spec.task,
        "kind": spec.kind,
        "version": spec.version,
        "in_use": spec.name in in_use,
        "second_opinion": spec.name in second,
        "labels": [_label(label, language) for label in spec.labels],
        "licence": spec.licence,
        "research_use": spec.research_use,
        "sha256": dict(spec.sha256),
    }


def _checked(number: str) -> str:
    """Raises: CaseNotFound for what is no id."""
    if not _ID.fullmatch(number):
        raise CaseNotFound
    return number


def _pdf(store: Store, number: str, language: str | None, usual: str) -> bytes:
    """language: asked for by name; without it a signed report in any language is the newest."""
    try:
        case = find_case(store, number)
    except CaseNotFound:
        return read_report_pdf(store, number)
    assessment = case.assessment
    if language is None and assessment is not None and assessment.is_signed:
        for report in find_reports(store, number):
            is_newest = report.assessment_version == assessment.version
            if is_newest and report.kind is ReportKind.REPORT:
                return read_report_pdf(store, report.report_id)
    choice = ReportChoice(language=language or usual)
    return preview_report(store, case, choice, datetime.now().astimezone())


def _label(label: str, language: str) -> LabelRecord:
    known = all_diseases().get(label)
    return {"label": label, "name": known.name[language] if known else label}
