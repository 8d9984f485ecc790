"""What the routes of one process share, and what they do with a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from skin_core.api.asked import Asked, idempotency_key
from skin_core.api.doorkeeper import shown_by
from skin_core.api.work import Work
from skin_core.domain.case import Case
from skin_core.errors import IdempotencyInProgress
from skin_core.inference.layers import MemoryLayers
from skin_core.runtime import Runtime
from skin_core.services.analyse import CaseOutcome, Progress, analyse_case
from skin_core.services.diagnose import (
    Stored,
    case_id_of,
    diagnose,
    draft_of,
    options_of,
    stored_before,
)

_ASK_AGAIN_S = 1


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A request that stores. before: the case that the same request stored earlier."""

    case_id: str
    before: Case | None
    work: Callable[[], Work[Progress | Stored]]


@dataclass
class Desk:
    """The runtime, and which requests that store are under way."""

    runtime: Runtime
    _storing: set[str] = field(default_factory=set)

    def analysis(self, asked: Asked) -> Callable[[], Work[Progress]]:
        """What judges the photos and stores nothing. Raises: what `options_of` raises."""
        question, shared = asked.question, self.runtime
        facts, options = options_of(question, shared.settings.upload_limit_mb)

        def events() -> Iterator[Progress]:
            options_now = replace(options, second=shared.second_reader())
            layers, now = MemoryLayers(), question.told.now
            return analyse_case(question.photos, facts, shared.networks, layers, now, options_now)

        return lambda: Work(shared.workers, len(question.photos), events)

    async def diagnosis(self, asked: Asked, case_id: str) -> Diagnosis:
        """What judges and stores. Raises: what `draft_of` and `stored_before` raise."""
        question, shared = asked.question, self.runtime
        now = datetime.now().astimezone()
        _, options = options_of(question, shared.settings.upload_limit_mb)
        store = await run_in_threadpool(lambda: shared.store)
        before = await self.before(case_id)
        draft = await run_in_threadpool(draft_of, store, question, asked.person, case_id, now)

        def events() -> Iterator[Progress | Stored]:
            options_now = replace(options, second=shared.second_reader())
            return diagnose(store, shared.networks, question, draft, options_now, now)

        work = partial(Work[Progress | Stored], shared.workers, len(question.photos), events)
        return Diagnosis(case_id, before, work)

    async def before(self, case_id: str) -> Case | None:
        """The case that the same request stored earlier. Raises: IdempotencyKeyReused."""
        return await run_in_threadpool(lambda: stored_before(self.runtime.store, case_id))

    async def case_id(self, request: Request, asked: Asked) -> str:
        """The id that the request gives its case. Raises: IdempotencyKeyInvalid."""
        if key := idempotency_key(request):
            told = await run_in_threadpool(asked.fingerprint)
            return case_id_of(f"{shown_by(request)} {key}", told)
        return uuid4().hex

    @contextmanager
    def storing(self, case_id: str) -> Iterator[None]:
        """One request of a key at a time. Raises: IdempotencyInProgress."""
        held = case_id[: len(case_id) // 2]
        if held in self._storing:
            raise IdempotencyInProgress(wait_s=_ASK_AGAIN_S)
        self._storing.add(held)
        try:
            yield
        finally:
            self._storing.discard(held)


def desk_of(request: Request) -> Desk:
    """The desk of the application that answers."""
    desk: Desk = request.app.state.desk
    return desk


def outcome_of(events: list[Progress]) -> CaseOutcome:
    """The outcome at the end. Raises: PhotoError where no photo could be read."""
    outcome = next(one.outcome for one in reversed(events) if one.outcome)
    return read_or_raise(outcome)


def read_or_raise(outcome: CaseOutcome) -> CaseOutcome:
    """The outcome itself. Raises: PhotoError where no photo could be read: why the first."""
    if not outcome.loaded:
        raise outcome.failures[0].error
    return outcome
