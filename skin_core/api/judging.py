"""Photos and facts in, answers out."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from skin_core.api.address import ROOT
from skin_core.api.asked import read_case, read_photos
from skin_core.api.described import ADVISE, PHOTOS, STORED_PHOTOS, STREAM
from skin_core.api.desk import desk_of, outcome_of
from skin_core.api.problems import language_of
from skin_core.api.stream import told_live
from skin_core.api.work import last_of
from skin_core.domain.case import Case
from skin_core.inference.networks import Models
from skin_core.services.advise import advise_on
from skin_core.services.analyse import CaseOutcome, PhotoFailure, Progress
from skin_core.services.diagnose import Stored
from skin_core.wire.answers import advice_record, analysis_record, classification_record
from skin_core.wire.cases import diagnosis_record
from skin_core.wire.records import (
    AdviceRecord,
    AnalysisRecord,
    ClassificationRecord,
    DiagnosisRecord,
)
from skin_core.wire.told import told_case

router = APIRouter()
_GONE = Response(status_code=499)  # nobody reads it


@router.post("/classify", response_model=ClassificationRecord, openapi_extra=PHOTOS)
async def classify(request: Request) -> ClassificationRecord | Response:
    """What could it be: the differential alone. Nothing is stored."""
    outcome = await _outcome(request)
    if outcome is None:
        return _GONE
    return classification_record(outcome.case, language_of(request), outcome.failures)


@router.post("/analyze", response_model=AnalysisRecord, openapi_extra=PHOTOS)
async def analyze(request: Request) -> AnalysisRecord | Response:
    """The differential with urgency, steps and questions. Nothing is stored."""
    outcome = await _outcome(request)
    if outcome is None:
        return _GONE
    return analysis_record(outcome.case, language_of(request), outcome.failures)


@router.post("/advise", response_model=AdviceRecord, openapi_extra=ADVISE)
async def advise(request: Request) -> AdviceRecord:
    """What facts, and what a network said of a photo, call for. Nothing is stored."""
    desk, told = desk_of(request), told_case(await read_case(request))

    def advised() -> AdviceRecord:
        models: Models = desk.runtime.networks.models
        return advice_record(advise_on(told, models), language_of(request))

    return await run_in_threadpool(advised)


@router.post("/diagnose", response_model=DiagnosisRecord, openapi_extra=STORED_PHOTOS)
async def diagnose(request: Request) -> DiagnosisRecord | Response:
    """Analyze, and store the case with its photos; its report is at `report_href`."""
    desk, language, asked = desk_of(request), language_of(request), await read_photos(request)
    case_id = await desk.case_id(request, asked)
    with desk.storing(case_id):
        diagnosis = await desk.diagnosis(asked, case_id)
        if diagnosis.before:
            return await _diagnosed(diagnosis.before, language, (), replayed=True)
        events = await last_of(request, diagnosis.work())
    if events is None:
        return _GONE
    stored = events[-1]
    outcome = outcome_of([one for one in events if isinstance(one, Progress)])
    if not isinstance(stored, Stored):
        raise RuntimeError("photos were read, and no case was stored")
    failures = () if stored.is_replayed else outcome.failures
    return await _diagnosed(stored.case, language, failures, replayed=stored.is_replayed)


@router.post("/diagnose-stream", response_class=StreamingResponse, openapi_extra=STREAM)
async def diagnose_stream(request: Request) -> StreamingResponse:
    """Diagnose, told while it happens as server-sent events.

    `begun`, a `stage` for each that ends, `answer`, the findings sentence by sentence, and `done`
    with the ids; `failed` instead holds a problem. A caller who leaves before the answer stops the
    work, and nothing is kept.
    """
    desk, language, asked = desk_of(request), language_of(request), await read_photos(request)
    case_id = await desk.case_id(request, asked)
    with desk.storing(case_id):
        diagnosis = await desk.diagnosis(asked, case_id)
    events = told_live(desk, diagnosis, len(asked.question.photos), language)
    return StreamingResponse(events, media_type="text/event-stream")


async def _diagnosed(
    case: Case, language: str, failures: Sequence[PhotoFailure], *, replayed: bool
) -> DiagnosisRecord:
    return await run_in_threadpool(
        diagnosis_record, case, language, ROOT, failures, replayed=replayed
    )


async def _outcome(request: Request) -> CaseOutcome | None:
    """The outcome of an analysis that stores nothing; None where the caller went away."""
    asked = await read_photos(request)
    events = await last_of(request, desk_of(request).analysis(asked)())
    return None if events is None else outcome_of(events)
