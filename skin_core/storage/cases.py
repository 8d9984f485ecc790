"""Save and find cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import (
    Case,
    ClinicianAssessment,
    Draft,
    Lesion,
    StoredPhoto,
)
from skin_core.domain.facts import Facts
from skin_core.errors import CaseNotFound, IdempotencyKeyReused
from skin_core.storage.assessments import add_version, newest_assessment
from skin_core.storage.codec import facts_from_json, facts_to_json, from_json, to_json, to_time
from skin_core.storage.keys import keys_of, rename_layers, rename_photo
from skin_core.storage.patients import PATIENT_COLUMNS, find_or_add_patient, to_patient
from skin_core.storage.scores import scores_of
from skin_core.storage.store import Store
from skin_core.storage.summaries import add_summary
from skin_core.storage.tables import (
    analyses,
    case_files,
    cases,
    drafts,
    lesions,
    patients,
    photos,
    visits,
)


def save_case(
    store: Store, draft: Draft, *, visit_date: str, now: datetime, request_key: str = ""
) -> Case:
    """Make a draft a case, in one transaction; the draft is gone afterwards.

    The case takes the draft's id, so that saving twice gives one case. visit_date: ISO date.
    request_key: up to 16 signs that no other case may have; "" for a case of the pages.
    Raises: CaseNotFound where a known patient was erased meanwhile; IdempotencyKeyReused;
    FileDamaged, StoreLocked, StoreFull, StoreError, and then nothing was saved; ValueError for a
    draft without analysis: one without photos needs at least what the rules say of its facts.
    """
    if draft.analysis is None:
        raise ValueError("only an analysed draft can be saved")
    owner = draft.patient.patient_id
    with store.files.unsettled(owner), store.database.writing() as connection:
        if not _is_saved(connection, draft.draft_id):
            _check_free(connection, request_key)
            # The row of a patient comes first: it keeps the sweep away from the new files.
            patient = find_or_add_patient(
                connection, draft.patient, must_exist=draft.known_patient, now=to_time(now)
            )
            new_keys = store.files.adopt(keys_of(draft.photos, draft.analysis), owner)
            case = Case(
                case_id=draft.draft_id,
                patient=patient,
                lesion=_lesion_of(connection, draft),
                visit_date=visit_date,
                created_at=to_time(now),
                photos=tuple(rename_photo(photo, new_keys) for photo in draft.photos),
                facts=draft.facts,
                analysis=rename_layers(draft.analysis, new_keys),
                assessment=_first_assessment(draft, to_time(now)),
            )
            _add_case(connection, case, request_key)
            connection.execute(delete(drafts).where(drafts.c.draft_id == draft.draft_id))
    store.files.remove_all(draft.draft_id)
    return find_case(store, draft.draft_id)


def find_case(store: Store, case_id: str) -> Case:
    """One case with its newest analysis and assessment. Raises: CaseNotFound."""
    with store.database.reading() as connection:
        return read_case(connection, case_id)


def read_case(connection: Connection, case_id: str) -> Case:
    """One case, inside a transaction. Raises: CaseNotFound."""
    row = connection.execute(
        select(
            *(cases.c.created_at, cases.c.facts, visits.c.date),
            *(lesions.c.lesion_id, lesions.c.site, lesions.c.side),
            *(patients.c[name] for name in PATIENT_COLUMNS),
        )
        .join(lesions, lesions.c.lesion_id == cases.c.lesion_id)
        .join(visits, visits.c.visit_id == cases.c.visit_id)
        .join(patients, patients.c.patient_id == lesions.c.patient_id)
        .where(cases.c.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise CaseNotFound
    return Case(
        case_id=case_id,
        patient=to_patient(row),
        lesion=Lesion(row.lesion_id, row.patient_id, row.site, row.side),
        visit_date=row.date,
        created_at=row.created_at,
        photos=_photos_of(connection, case_id),
        facts=facts_from_json(row.facts),
        analysis=_newest_analysis(connection, case_id),
        assessment=newest_assessment(connection, case_id),
        scores=scores_of(connection, case_id, row.lesion_id, row.date),
    )


def case_ids_from(store: Store, beginning: str) -> tuple[str, ...]:
    """Ids of the cases whose id begins so; hexadecimal digits."""
    begins_so = (cases.c.case_id >= beginning) & (cases.c.case_id < beginning + "g")
    with store.database.reading() as connection:
        return tuple(connection.scalars(select(cases.c.case_id).where(begins_so)))


def _is_saved(connection: Connection, case_id: str) -> bool:
    return connection.scalar(select(cases.c.case_id).where(cases.c.case_id == case_id)) is not None


def _check_free(connection: Connection, key: str) -> None:
    """Before any file is taken over; between two servers' writers the index alone decides."""
    has_it = select(cases.c.case_id).where(cases.c.request_key == key)
    if key and connection.scalar(has_it) is not None:
        raise IdempotencyKeyReused


def last_case_of_lesion(store: Store, lesion_id: str) -> Case | None:
    """The case of that lesion that was saved last; None where there is none."""
    newest = (
        select(cases.c.case_id)
        .where(cases.c.lesion_id == lesion_id)
        .order_by(cases.c.created_at.desc())
        .limit(1)
    )
    with store.database.reading() as connection:
        case_id = connection.scalar(newest)
        return None if case_id is None else read_case(connection, case_id)


def _lesion_of(connection: Connection, draft: Draft) -> Lesion:
    """The lesion that is looked at again, unless another place was answered since."""
    owner, facts = draft.patient.patient_id, draft.facts
    is_it = (lesions.c.lesion_id == draft.lesion_id) & (lesions.c.patient_id == owner)
    row = (
        connection.execute(select(lesions).where(is_it)).one_or_none() if draft.lesion_id else None
    )
    if row is None or any(facts.get(name, "") != getattr(row, name) for name in ("site", "side")):
        return find_or_add_lesion(connection, owner, facts)
    return Lesion(row.lesion_id, owner, row.site, row.side)


def find_or_add_lesion(connection: Connection, patient_id: str, facts: Facts) -> Lesion:
    """The patient's lesion at the place that was answered, added where there is none."""
    site, side = (str(facts.get(key, "")) for key in ("site", "side"))
    found = site and connection.scalar(  # an unknown site is never taken for the same lesion
        select(lesions.c.lesion_id).where(
            lesions.c.patient_id == patient_id, lesions.c.site == site, lesions.c.side == side
        )
    )
    lesion = Lesion(found or uuid4().hex, patient_id, site, side)
    if not found:
        connection.execute(
            insert(lesions).values(
                lesion_id=lesion.lesion_id, patient_id=patient_id, site=site, side=side
            )
        )
    return lesion


def _find_or_add_visit(connection: Connection, patient_id: str, date: str) -> str:
    found: str | None = connection.scalar(
        select(visits.c.visit_id).where(visits.c.patient_id == patient_id, visits.c.date == date)
    )
    if found:
        return found
    visit_id = uuid4().hex
    connection.execute(insert(visits).values(visit_id=visit_id, patient_id=patient_id, date=date))
    return visit_id


def _first_assessment(draft: Draft, now: str) -> ClinicianAssessment | None:
    concluded = (draft.diagnosis, draft.diagnosis_text, draft.note, draft.excluded)
    if not any((*concluded, draft.outlines, draft.scales)):
        return None
    return ClinicianAssessment(
        diagnosis=draft.diagnosis,
        diagnosis_text=draft.diagnosis_text,
        note=draft.note,
        created_at=now,
        excluded=draft.excluded,
        outlines=draft.outlines,
        scales=draft.scales,
    )


def _add_case(connection: Connection, case: Case, request_key: str) -> None:
    patient_id, case_id = case.patient.patient_id, case.case_id
    connection.execute(
        insert(cases).values(
            case_id=case_id,
            lesion_id=case.lesion.lesion_id,
            visit_id=_find_or_add_visit(connection, patient_id, case.visit_date),
            created_at=case.created_at,
            facts=facts_to_json(case.facts),
            request_key=request_key or None,
        )
    )
    if case.photos:
        connection.execute(
            insert(photos),
            [_photo_values(case_id, place, photo) for place, photo in enumerate(case.photos)],
        )
        connection.execute(
            insert(case_files),
            [
                {"case_id": case_id, "key": key, "patient_id": patient_id}
                for key in keys_of(case.photos, case.analysis)
            ],
        )
    connection.execute(insert(analyses).values(_analysis_values(case)))
    if case.assessment is not None:
        add_version(connection, case_id, case.assessment)
    add_summary(connection, case)


def _photo_values(case_id: str, place: int, photo: StoredPhoto) -> Mapping[str, object]:
    return {
        "case_id": case_id,
        "position": place,
        "photo_id": photo.photo_id,
        "name": photo.name,
        "key": photo.key,
        "thumbnail_key": photo.thumbnail_key,
        "media_type": photo.media_type,
        "width_px": photo.width_px,
        "height_px": photo.height_px,
    }


def _analysis_values(case: Case) -> Mapping[str, object]:
    analysis = case.analysis
    origin = analysis.provenance
    return {
        "case_id": case.case_id,
        "version": 1,
        "created_at": case.created_at,
        "model": analysis.model,
        "model_version": origin.model_version if origin else "",
        "answer": analysis.top.label if analysis.top else "",
        "urgency": analysis.advice.urgency.value,
        "uncertain": analysis.uncertain,
        "body": to_json(analysis),
    }


def _photos_of(connection: Connection, case_id: str) -> tuple[StoredPhoto, ...]:
    statement = select(photos).where(photos.c.case_id == case_id).order_by(photos.c.position)
    return tuple(
        StoredPhoto(
            row.photo_id,
            row.name,
            row.key,
            row.thumbnail_key,
            row.media_type,
            row.width_px,
            row.height_px,
        )
        for row in connection.execute(statement)
    )


def _newest_analysis(connection: Connection, case_id: str) -> CaseAnalysis:
    statement = (
        select(analyses.c.body)
        .where(analyses.c.case_id == case_id)
        .order_by(analyses.c.version.desc())
        .limit(1)
    )
    return from_json(CaseAnalysis, connection.execute(statement).scalar_one())
