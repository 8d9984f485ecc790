"""A diagnosis told while it happens, as server-sent events."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing

from fastapi.sse import format_sse_event
from starlette.concurrency import iterate_in_threadpool

from skin_core.api.address import ROOT
from skin_core.api.desk import Desk, Diagnosis, read_or_raise
from skin_core.api.problems import problem, unforeseen
from skin_core.domain.case import Case
from skin_core.errors import SkinError
from skin_core.errors.unforeseen import noted
from skin_core.services.analyse import CaseOutcome, Progress, steps_in_all
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.answers import analysis_record
from skin_core.wire.cases import stored_record, written_findings

_log = logging.getLogger(__name__)


async def told_live(
    desk: Desk, diagnosis: Diagnosis, photos: int, language: str
) -> AsyncIterator[bytes]:
    """The events as they go over the wire; what fails is the last of them."""
    total = steps_in_all(photos)
    yield _event("begun", {"schema_version": SCHEMA_VERSION, "photos": photos, "total": total})
    try:
        with desk.storing(diagnosis.case_id):
            if before := await desk.before(diagnosis.case_id):
                async for event in _ended(before, None, language):
                    yield event
                return
            outcome: CaseOutcome | None = None
            async with aclosing(diagnosis.work().follow()) as work:
                async for told in work:
                    if isinstance(told, Progress):
                        yield _event("stage", _stage(told))
                        outcome = told.outcome and read_or_raise(told.outcome)
                    else:
                        of_this = None if told.is_replayed else outcome
                        async for event in _ended(told.case, of_this, language):
                            yield event
    except SkinError as error:
        yield _event("failed", problem(error, language))
    except Exception as error:  # noqa: BLE001  # the boundary: the answer has begun already
        yield _event("failed", unforeseen(noted(error, _log), language))


async def _ended(case: Case, outcome: CaseOutcome | None, language: str) -> AsyncIterator[bytes]:
    """Answer, findings, and where the case is read. outcome: None where it was stored before."""
    failures = outcome.failures if outcome else ()
    yield _event("answer", analysis_record(case.analysis, language, failures))
    async for sentence in iterate_in_threadpool(written_findings(case, language)):
        yield _event("finding", sentence)
    yield _event("done", stored_record(case, ROOT, replayed=outcome is None))


def _stage(progress: Progress) -> Mapping[str, object]:
    return {
        "stage": progress.stage.value,
        "photo": progress.photo,
        "done": progress.done,
        "total": progress.total,
        "elapsed_ms": progress.elapsed_ms,
    }


def _event(name: str, data: Mapping[str, object]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data))
