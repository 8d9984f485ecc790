"""Photos and facts of another program judged and made a case, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from skin_core.domain.case import Case, Draft, Exclusion, Patient
from skin_core.domain.facts import Facts
from skin_core.domain.photo import PhotoKind
from skin_core.domain.sample import as_sample
from skin_core.errors import IdempotencyKeyReused, InvalidCase, PhotoTooMany, StoreError
from skin_core.inference import Networks
from skin_core.services.advise import ToldCase, judged_by
from skin_core.services.analyse import CaseOutcome, Options, PhotoFile, Progress, analyse_case
from skin_core.services.drafts import MOST_PHOTOS, add_photo, new_draft
from skin_core.services.patient_entries import check_text, corrected
from skin_core.services.records import find_case, find_patient
from skin_core.services.workbench import is_sample, known_of
from skin_core.storage.cases import case_ids_from, save_case
from skin_core.storage.codec import to_time
from skin_core.storage.store import Store

_HALF = 16  # hexadecimal digits of an id that tell the key, and as many the request


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about the photos of one lesion. kind, model, force: see `Options`."""

    photos: tuple[PhotoFile, ...]
    told: ToldCase
    kind: PhotoKind | None = None
    model: str | None = None
    force: bool = False

    def __post_init__(self) -> None:
        if len(self.photos) > MOST_PHOTOS:
            raise PhotoTooMany(most=MOST_PHOTOS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPatient:
    """Whose case is to be stored. patient_id: of somebody in the records, "" for somebody new."""

    patient_id: str = ""
    name: str = ""
    code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """The case of a request. is_replayed: another one with its key had stored it before."""

    case: Case
    is_replayed: bool


def options_of(question: Question, upload_limit_mb: float) -> tuple[Facts, Options]:
    """The facts, checked, and how the photos are judged; nothing is stored.

    Raises: InvalidCase, UnknownFact, InvalidFact.
    """
    facts, known = judged_by(question.told)
    return facts, Options(
        kind=question.kind,
        model=question.model,
        force=question.force,
        known=known,
        upload_limit_mb=upload_limit_mb,
    )


def draft_of(
    store: Store, question: Question, person: ToldPatient, case_id: str, now: datetime
) -> Draft:
    """The case as it is told, before anybody looked at a photo; it is not stored.

    Raises: InvalidCase, UnknownFact, InvalidFact, InvalidBirth, TextNotStorable, and CaseNotFound
    for a patient who is not in the records.
    """
    told = replace(question.told, now=now)
    facts, _ = judged_by(told)
    if told.age_years is not None:  # a birthday will come, and nobody knows when
        raise InvalidCase(field="age_years", value=told.age_years)
    check_text(*(value for value in facts.values() if isinstance(value, str)))
    draft = new_draft(now, _patient(store, person, told, now))
    excluded = tuple(Exclusion(label, to_time(now)) for label in told.excluded)
    return replace(
        draft,
        draft_id=case_id,
        known_patient=bool(person.patient_id),
        facts=facts,
        diagnosis=told.diagnosis,
        excluded=excluded,
    )


def diagnose(
    store: Store,
    networks: Networks,
    question: Question,
    draft: Draft,
    options: Options,
    now: datetime,
) -> Iterator[Progress | Stored]:
    """Judge the photos, one event per stage, and store the case: the last event.

    Where no photo can be read, the last progress says so, and nothing is stored. Close the
    generator to stop between two stages: then nothing of it is kept either.
    Another process may have stored the same request meanwhile, at this very moment even: then its
    case is the last event.
    Raises: what `analyse_case`, `stored_before` and `save_case` raise.
    """
    scratch = uuid4().hex  # not the case's id: the same request may be under way elsewhere
    layers = store.layers(scratch)
    options = replace(options, known=known_of(draft, now))
    outcome: CaseOutcome | None = None
    try:
        for progress in analyse_case(question.photos, draft.facts, networks, layers, now, options):
            yield progress
            outcome = progress.outcome or outcome
        if outcome and outcome.loaded:
            case_id, unnamed = draft.draft_id, replace(draft, draft_id=scratch)
            yield _saved_once(store, unnamed, outcome, case_id, now)
    finally:
        store.files.remove_all(scratch)


def case_id_of(key: str, question: str) -> str:
    """The id that a request gives its case: the same request has the same, key by key.

    key: of the request and whoever makes it. question: all that is asked.
    """
    halves = (hashlib.sha256(one.encode()).hexdigest()[:_HALF] for one in (key, question))
    return "".join(halves)


def stored_before(store: Store, case_id: str) -> Case | None:
    """The case that the same request stored earlier; None where it is new.

    Raises: IdempotencyKeyReused where another request had its key.
    """
    for found in case_ids_from(store, case_id[:_HALF]):
        if found != case_id:
            raise IdempotencyKeyReused
        return find_case(store, found)
    return None


def _patient(store: Store, person: ToldPatient, told: ToldCase, now: datetime) -> Patient:
    if person.patient_id:
        return find_patient(store, person.patient_id)
    entries = {
        "name": person.name,
        "code": person.code,
        "phone": person.phone,
        "sex": told.sex,
        "birth_date": told.birth_date,
        "birth_year": told.birth_year,
    }
    if told.birth_date:
        entries["birth_year"] = date.fromisoformat(told.birth_date).year
    return corrected(Patient(patient_id=uuid4().hex, name=""), entries, now.date())


def _saved_once(
    store: Store, draft: Draft, outcome: CaseOutcome, case_id: str, now: datetime
) -> Stored:
    if before := stored_before(store, case_id):
        return Stored(before, is_replayed=True)
    try:
        case = _saved(store, draft, outcome, case_id, now)
    except StoreError:  # a server's database tells the second writer of a key at the end only
        if before := stored_before(store, case_id):
            return Stored(before, is_replayed=True)
        raise
    return Stored(case, is_replayed=case.created_at != to_time(now))  # then it waited for the first


def _saved(store: Store, draft: Draft, outcome: CaseOutcome, case_id: str, now: datetime) -> Case:
    for photo in outcome.loaded:
        draft = add_photo(store, draft, photo)
    draft = replace(draft, draft_id=case_id, analysis=outcome.case)
    if is_sample(draft):
        draft = as_sample(draft, draft.patient.name)
    day, key = now.date().isoformat(), case_id[:_HALF]
    return save_case(store, draft, visit_date=day, now=now, request_key=key)
