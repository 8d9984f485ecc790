"""The draft at hand, kept: in the store, or in the tab with the reason why not yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from skin_core.domain.case import Case, Draft
from skin_core.errors import CaseNotFound, DraftChanged, DraftSaved, StoreError
from skin_core.services import drafts, records, workbench
from skin_core.ui import resources
from skin_core.ui.say import speech
from skin_core.ui.session import forget, session

WIDGETS = "analyse."


def keep(draft: Draft, now: datetime) -> None:
    """Hold a changed draft and write it; unchanged ones cost nothing.

    Where it cannot be written the tab holds it all the same, and `Session.unkept` says why.
    """
    state = session()
    if draft == state.draft and state.unkept is None:
        return
    state.draft = draft
    if state.rival is None:
        _write(draft, now)


def try_again(now: datetime) -> None:
    """Write once more what could not be kept."""
    state = session()
    if state.draft is not None and state.unkept is not None:
        _write(state.draft, now)


def meet_end() -> None:
    """Another window may have saved the draft, or thrown it away: known before it is shown."""
    state = session()
    if state.draft is None or not state.draft.version or isinstance(state.unkept, DraftSaved):
        return
    try:
        has_ended = not drafts.stands(resources.store(), state.draft.draft_id)
    except StoreError:  # said where something is to be kept
        return
    if has_ended:
        _end()


def ended_as() -> Case | None:
    """The case that the draft became in another window; None where it was thrown away."""
    state = session()
    has_ended = state.draft is not None and isinstance(state.unkept, DraftSaved)
    return case_of(state.draft.draft_id) if has_ended and state.draft else None


def case_of(draft_id: str) -> Case | None:
    """The case that a draft became, by the id of both."""
    try:
        return records.find_case(resources.store(), draft_id)
    except CaseNotFound:
        return None


def _end() -> None:
    """Nothing more is kept of the draft; what it shows lies with the case now."""
    state = session()
    state.unkept, state.rival = DraftSaved(), None
    case = ended_as()
    if case is not None and state.draft is not None:
        state.draft = drafts.kept_by_case(state.draft, case.patient.patient_id)


def _write(draft: Draft, now: datetime) -> None:
    state, was = session(), session().unkept
    try:
        _save(draft, now)
    except DraftChanged as error:
        state.unkept = error
        _meet(draft, now)
    except DraftSaved:
        _end()
    except StoreError as error:
        state.unkept = error
    if state.unkept is not None and was is None:
        state.notices.append(speech().error(state.unkept))


def _save(draft: Draft, now: datetime) -> None:
    state = session()
    state.draft = state.kept = drafts.save_draft(resources.store(), draft, now)
    state.unkept = None


def _meet(mine: Draft, now: datetime) -> None:
    """Put both windows' changes together; what both changed differently is for the clinician."""
    state = session()
    try:
        theirs = drafts.find_draft(resources.store(), mine.draft_id)
        merge = workbench.merged(state.kept or mine, mine, theirs, now)
        if merge.conflicts:
            state.rival = theirs
            return
        _save(merge.draft, now)
        forget(WIDGETS)
    except CaseNotFound:
        _end()
    except StoreError as error:
        state.unkept = error


def conflicts(now: datetime) -> tuple[str, ...]:
    """What this window and another changed differently: fields of a draft and keys of facts."""
    state = session()
    if state.rival is None or state.draft is None:
        return ()
    return workbench.merged(state.kept or state.draft, state.draft, state.rival, now).conflicts


def settle(now: datetime, *, mine: bool) -> None:
    """Where both windows changed the same: keep what stands here, or what the other one has."""
    state = session()
    here, theirs = state.draft, state.rival
    if here is None or theirs is None:
        return
    below, above = (theirs, here) if mine else (here, theirs)
    together = workbench.merged(state.kept or here, above, below, now).draft
    state.rival = None
    state.draft = replace(together, version=theirs.version, updated_at=theirs.updated_at)
    forget(WIDGETS)
    _write(state.draft, now)
