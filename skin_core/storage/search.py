"""Lists of cases, for Records and Home; each walks an index in the order it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, tuple_, union_all

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import CasePage, CaseQuery, CaseSummary, Sex
from skin_core.domain.photo import PhotoKind
from skin_core.domain.sample import OWNED_BY_NOBODY
from skin_core.domain.words import tokens
from skin_core.errors import StoreDamaged, StoreError
from skin_core.storage.codec import first_rule
from skin_core.storage.store import Store
from skin_core.storage.tables import analyses, case_summaries, case_words, patients
from skin_core.storage.word_search import WordIndex, holding_all

_SHOWN = case_summaries.c
_OF_PATIENT = ("name", "code", "birth_year", "birth_date", "sex")
_NEWEST_VISIT = (_SHOWN.visit_date.desc(), _SHOWN.number.desc())
_OF_SOMEBODY = ~_SHOWN.patient_id.startswith(OWNED_BY_NOBODY)  # drawn samples are of nobody
_WORDS = WordIndex(case_words.c.word, case_words.c.case_number, _SHOWN.number)


def search_cases(store: Store, query: CaseQuery, labels: Sequence[str] = ()) -> CasePage:
    """Cases that match, latest visit first.

    labels: diseases that the text means; their cases match as well, by the network's answer or by
    the clinician's diagnosis. Raises: StoreError for a cursor that is none.
    """
    with store.database.reading() as connection:
        matches = _matches(connection, query.text, labels)
        if matches:
            # Every way to match gives its best page by its own index; the best of those is shown.
            best = [_best(condition, query, leads=few) for condition, few in matches]
            statement = _summaries().where(_SHOWN.number.in_(union_all(*best)))
        else:
            statement = _summaries().where(*_filters(query))
        statement = statement.order_by(*_NEWEST_VISIT).limit(query.limit + 1)
        rows = connection.execute(statement).all()
        shown = rows[: query.limit]
        cases = _to_summaries(connection, shown)
    is_last = len(rows) <= query.limit
    cursor = "" if is_last or not shown else f"{shown[-1].visit_date}.{shown[-1].number}"
    return CasePage(cases, cursor)


def recent_cases(store: Store, limit: int = 5) -> tuple[CaseSummary, ...]:
    """The cases saved last, newest first."""
    statement = _summaries().where(_OF_SOMEBODY).order_by(_SHOWN.number.desc())
    return _listed(store, statement.limit(limit))


def waiting_for_signature(store: Store, limit: int = 5) -> tuple[CaseSummary, ...]:
    """Cases without a signature, saved last first."""
    statement = _summaries().where(_SHOWN.is_signed.is_(False), _OF_SOMEBODY)
    return _listed(store, statement.order_by(_SHOWN.number.desc()).limit(limit))


def cases_of_patient(store: Store, patient_id: str) -> tuple[CaseSummary, ...]:
    """All cases of a patient, latest visit first."""
    statement = _summaries().where(_SHOWN.patient_id == patient_id)
    return _listed(store, statement.order_by(*_NEWEST_VISIT))


def _listed(store: Store, statement: Select[tuple[object, ...]]) -> tuple[CaseSummary, ...]:
    with store.database.reading() as connection:
        return _to_summaries(connection, connection.execute(statement).all())


def _summaries() -> Select[tuple[object, ...]]:
    return select(case_summaries, *(patients.c[name] for name in _OF_PATIENT)).join(
        patients, patients.c.patient_id == _SHOWN.patient_id
    )


def _filters(query: CaseQuery, *, led: bool = False) -> list[ColumnElement[bool]]:
    urgency: ColumnElement[str] = _SHOWN.urgency
    is_signed: ColumnElement[bool] = _SHOWN.is_signed
    if led:  # a rarer condition leads to the rows: keep the database from walking these indexes
        urgency, is_signed = func.coalesce(urgency, ""), func.coalesce(is_signed, False)
    conditions: list[ColumnElement[bool]] = [_OF_SOMEBODY]
    if query.date_from:
        conditions.append(_SHOWN.visit_date >= query.date_from)
    if query.date_to:
        conditions.append(_SHOWN.visit_date <= query.date_to)
    if query.urgency is not None:
        conditions.append(urgency == query.urgency.value)
    if query.signed is not None:
        conditions.append(is_signed.is_(query.signed))
    if query.cursor:
        visit_date, _, number = query.cursor.partition(".")
        if not number.isdecimal():
            raise StoreError()
        last_shown = tuple_(visit_date, int(number))
        conditions.append(tuple_(_SHOWN.visit_date, _SHOWN.number) < last_shown)
    return conditions


def _matches(
    connection: Connection, text: str, labels: Sequence[str]
) -> list[tuple[ColumnElement[bool], bool]]:
    """Every way to match the text, with whether it leads to few cases."""
    by_label = [
        (column == label, True) for label in labels for column in (_SHOWN.answer, _SHOWN.diagnosis)
    ]
    words = tokens(text)
    return [holding_all(connection, _WORDS, words), *by_label] if words else by_label


def _best(condition: ColumnElement[bool], query: CaseQuery, *, leads: bool) -> Select[tuple[int]]:
    best = (
        select(_SHOWN.number)
        .where(condition, *_filters(query, led=leads))
        .order_by(*_NEWEST_VISIT)
        .limit(query.limit + 1)
        .subquery()
    )
    return select(best.c.number)


def _to_summaries(
    connection: Connection, rows: Sequence[Row[tuple[object, ...]]]
) -> tuple[CaseSummary, ...]:
    rules = _first_rules(connection, [row.case_id for row in rows if not row.photo_count])
    return tuple(_to_summary(row, rules.get(row.case_id, "")) for row in rows)


def _first_rules(connection: Connection, case_ids: Sequence[str]) -> Mapping[str, str]:
    """What the newest advice of each case puts first: the id of a rule, "" where none fired."""
    if not case_ids:
        return {}
    statement = select(analyses.c.case_id, analyses.c.body).where(analyses.c.case_id.in_(case_ids))
    found = {}
    for row in connection.execute(statement.order_by(analyses.c.version)):
        with suppress(StoreDamaged):  # the other cases are listed; said where this one is opened
            found[row.case_id] = first_rule(row.body)
    return found


def _to_summary(row: Row[tuple[object, ...]], rule: str) -> CaseSummary:
    return CaseSummary(
        case_id=row.case_id,
        patient_id=row.patient_id,
        patient_name=row.name,
        patient_code=row.code,
        visit_date=row.visit_date,
        created_at=row.created_at,
        site=row.site,
        side=row.side,
        answer=row.answer,
        uncertain=row.uncertain,
        urgency=Urgency(row.urgency),
        kind=PhotoKind(row.kind) if row.kind else None,
        diagnosis=row.diagnosis,
        diagnosis_text=row.diagnosis_text,
        is_signed=row.is_signed,
        photo_count=row.photo_count,
        thumbnail_key=row.thumbnail_key,
        birth_year=row.birth_year,
        birth_date=row.birth_date,
        sex=Sex(row.sex),
        likely=tuple(row.likely.split()),
        rule=rule,
    )
