"""The diary of a lesion: its visits, its treatments, and when it is to be seen again."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from skin_core.domain.case import Case
from skin_core.domain.diary import (
    DueReview,
    SeenAgain,
    Treatment,
    TreatmentChange,
    TreatmentKind,
)
from skin_core.domain.sample import OWNED_BY_NOBODY
from skin_core.errors import CaseNotFound
from skin_core.facts import local_day
from skin_core.storage.cases import read_case
from skin_core.storage.codec import changes_from_json, changes_to_json
from skin_core.storage.store import Store
from skin_core.storage.tables import (
    cases,
    clinician_assessments,
    lesions,
    patients,
    photos,
    reviews,
    treatments,
    visits,
)

_NONE = "[]"  # outlines of an assessment without any
_OF_LESION = (patients.c.name, patients.c.code, lesions.c.site, lesions.c.side)


def visits_of(store: Store, lesion_id: str) -> tuple[Case, ...]:
    """All cases of a lesion, the first visit first; () where there is no such lesion."""
    of_lesion = (
        select(cases.c.case_id)
        .join(visits, visits.c.visit_id == cases.c.visit_id)
        .where(cases.c.lesion_id == lesion_id)
        .order_by(visits.c.date, cases.c.created_at)
    )
    with store.database.reading() as connection:
        found = connection.scalars(of_lesion).all()
        return tuple(read_case(connection, case_id) for case_id in found)


def treatments_of(store: Store, lesion_id: str) -> tuple[Treatment, ...]:
    """What was entered and not withdrawn, the first one first."""
    columns = [one for one in treatments.c if one.name != "withdrawn_at"]
    statement = (
        select(*columns)
        .where(treatments.c.lesion_id == lesion_id, treatments.c.withdrawn_at == "")
        .order_by(treatments.c.started_on, treatments.c.entered_at)
    )
    with store.database.reading() as connection:
        rows = connection.execute(statement).mappings().all()
    return tuple(
        Treatment(
            **{
                **row,
                "kind": TreatmentKind(row["kind"]),
                "changes": changes_from_json(row["changes"]),
            }
        )
        for row in rows
    )


def add_treatment(store: Store, treatment: Treatment) -> None:
    """Keep a treatment. Raises: CaseNotFound where its lesion is gone."""
    with store.database.writing() as connection:
        _hold_lesion(connection, treatment.lesion_id)
        told = {**asdict(treatment), "changes": changes_to_json(treatment.changes)}
        connection.execute(insert(treatments).values(told))


def change_treatment(store: Store, treatment_id: str, at: str, by: str, **values: object) -> None:
    """Write when it ended, how many sessions there were, or when it was withdrawn.

    What it was is kept, with when and by whom it was changed; where nothing differs, nothing is.
    """
    which = treatments.c.treatment_id == treatment_id
    with store.database.writing() as connection:
        row = connection.execute(select(treatments).where(which).with_for_update()).one_or_none()
        if row is None or all(row._mapping[name] == value for name, value in values.items()):
            return
        was = TreatmentChange(at, by, row.sessions, row.ended_on, bool(row.withdrawn_at))
        changes = changes_to_json((*changes_from_json(row.changes), was))
        connection.execute(update(treatments).where(which).values(**values, changes=changes))


def review_of(store: Store, lesion_id: str) -> str:
    """When it is to be seen again, ISO date; "" where no day was set, or it was seen since."""
    statement = select(reviews.c.due_on, reviews.c.set_at, _kept_since())
    with store.database.reading() as connection:
        row = connection.execute(statement.where(reviews.c.lesion_id == lesion_id)).one_or_none()
    return "" if row is None or _is_seen(row[2], row.set_at, row.due_on) else str(row.due_on)


def _kept_since() -> ColumnElement[str | None]:
    """The newest visit, ISO date, among the cases of its lesion kept since a review was set."""
    return (
        select(func.max(visits.c.date))
        .join(cases, cases.c.visit_id == visits.c.visit_id)
        .where(cases.c.lesion_id == reviews.c.lesion_id, cases.c.created_at > reviews.c.set_at)
        .correlate(reviews)
        .scalar_subquery()
    )


def _is_seen(visit: str | None, set_at: str, due_on: str) -> bool:
    """Whether that visit ends a review: an old photo that is entered late ends none, nor does one
    more photo of the day on which a later day was set.

    The day it was set is the clinic's, which no database knows.
    """
    set_on = local_day(set_at)
    return visit is not None and (visit > set_on or visit == set_on == due_on)


def set_review(store: Store, lesion_id: str, due_on: str, set_at: str) -> None:
    """Write when it is to be seen again; due_on: ISO date, "" for no more.

    Raises: CaseNotFound where the lesion is gone.
    """
    with store.database.writing() as connection:
        _hold_lesion(connection, lesion_id)
        connection.execute(delete(reviews).where(reviews.c.lesion_id == lesion_id))
        if due_on:
            values = {"lesion_id": lesion_id, "due_on": due_on, "set_at": set_at}
            connection.execute(insert(reviews).values(values))


def reviews_until(store: Store, day: str, limit: int) -> tuple[DueReview, ...]:
    """Lesions to be seen until that day, ISO, and not seen since; those due longest first."""
    last_visit = (
        select(func.max(visits.c.date))
        .join(cases, cases.c.visit_id == visits.c.visit_id)
        .where(cases.c.lesion_id == reviews.c.lesion_id)
        .scalar_subquery()
    )
    statement = (
        select(
            reviews.c.lesion_id,
            *_OF_LESION,
            last_visit,
            reviews.c.due_on,
            reviews.c.set_at,
            _kept_since(),
        )
        .join(lesions, lesions.c.lesion_id == reviews.c.lesion_id)
        .join(patients, patients.c.patient_id == lesions.c.patient_id)
        .where(reviews.c.due_on <= day, last_visit.is_not(None))
        .order_by(reviews.c.due_on)
    )
    with store.database.reading() as connection:
        rows = connection.execute(statement).all()
    due = (DueReview(*one) for *one, set_at, visit in rows if not _is_seen(visit, set_at, one[-1]))
    return tuple(islice(due, limit))


def seen_again(store: Store, limit: int) -> tuple[SeenAgain, ...]:
    """Lesions with several visits, the newest visit first."""
    first, last = func.min(visits.c.date), func.max(visits.c.date)
    several = (
        select(cases.c.lesion_id, first.label("first"), last.label("last"), func.count().label("n"))
        .join(visits, visits.c.visit_id == cases.c.visit_id)
        .where(cases.c.lesion_id.in_(_repeated(cases.c.lesion_id)))
        .group_by(cases.c.lesion_id)
        .subquery()
    )
    statement = (
        select(several.c.lesion_id, *_OF_LESION, several.c.first, several.c.last, several.c.n)
        .join(lesions, lesions.c.lesion_id == several.c.lesion_id)
        .join(patients, patients.c.patient_id == lesions.c.patient_id)
        .where(~patients.c.patient_id.startswith(OWNED_BY_NOBODY))
        .order_by(several.c.last.desc())
        .limit(limit)
    )
    with store.database.reading() as connection:
        return tuple(SeenAgain(*row) for row in connection.execute(statement))


def _repeated(column: ColumnElement[str]) -> Select[str]:
    """What more than one case has in a column."""
    return select(column).group_by(column).having(func.count() > 1)


def twice_on_a_day(store: Store, *, is_drawn: bool = False) -> tuple[tuple[str, ...], ...]:
    """Cases of a lesion and day, in order, where they show two photos; those saved last first.

    A photo is known by its bytes: the same one entered twice is one. is_drawn: only where lesions
    of two of the cases were drawn by hand.
    """
    several = (
        select(cases.c.lesion_id, cases.c.visit_id, func.max(cases.c.created_at).label("last"))
        .join(photos, photos.c.case_id == cases.c.case_id)
        .where(cases.c.visit_id.in_(_repeated(cases.c.visit_id)))
        .group_by(cases.c.lesion_id, cases.c.visit_id)
        .having(
            (func.count(func.distinct(cases.c.case_id)) > 1)
            & (func.count(func.distinct(photos.c.photo_id)) > 1)
        )
    )
    if is_drawn:
        drawn = clinician_assessments.c.outlines != _NONE
        of_drawn = select(clinician_assessments.c.case_id).where(drawn)
        several = several.where(cases.c.case_id.in_(of_drawn))
    last = several.subquery()
    statement = (
        select(cases.c.lesion_id, cases.c.visit_id, cases.c.case_id)
        .join(last, (last.c.lesion_id == cases.c.lesion_id) & (last.c.visit_id == cases.c.visit_id))
        .order_by(last.c.last.desc(), cases.c.created_at)
    )
    found: dict[tuple[str, str], list[str]] = {}
    with store.database.reading() as connection:
        for lesion_id, visit_id, case_id in connection.execute(statement):
            found.setdefault((lesion_id, visit_id), []).append(case_id)
    return tuple(map(tuple, found.values()))


def seen_on_a_day(store: Store, day: str, limit: int) -> tuple[tuple[str, ...], ...]:
    """Cases in order of each lesion seen on that day, ISO; the lesion saved last comes first."""
    statement = (
        select(cases.c.lesion_id, cases.c.case_id)
        .join(visits, visits.c.visit_id == cases.c.visit_id)
        .where(visits.c.date == day)
        .order_by(cases.c.created_at.desc())
    )
    found: dict[str, list[str]] = {}
    with store.database.reading() as connection:
        for lesion_id, case_id in connection.execute(statement):
            found.setdefault(lesion_id, []).append(case_id)
    return tuple(tuple(reversed(one)) for one in islice(found.values(), limit))


def move_diary(connection: Connection, was: str, now: str, case_id: str) -> None:
    """Let the diary go with the only case of a lesion, whose place was corrected."""
    others = select(cases.c.case_id).where(cases.c.lesion_id == was, cases.c.case_id != case_id)
    if was != now and connection.execute(others.limit(1)).first() is None:
        which = treatments.c.lesion_id == was
        connection.execute(update(treatments).where(which).values(lesion_id=now))
        _move_review(connection, was, now)


def _move_review(connection: Connection, was: str, now: str) -> None:
    """Of two days the one that was set last counts."""
    of_both = reviews.c.lesion_id.in_((was, now))
    last = select(reviews.c.due_on, reviews.c.set_at).where(of_both).order_by(reviews.c.set_at)
    rows = connection.execute(last).all()
    if not rows:
        return
    connection.execute(delete(reviews).where(of_both))
    kept = {"lesion_id": now, "due_on": rows[-1].due_on, "set_at": rows[-1].set_at}
    connection.execute(insert(reviews).values(kept))


def _hold_lesion(connection: Connection, lesion_id: str) -> None:
    found = select(lesions.c.lesion_id).where(lesions.c.lesion_id == lesion_id)
    if connection.scalar(found) is None:
        raise CaseNotFound
