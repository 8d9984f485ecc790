"""Severity indices kept with a case; none is ever overwritten."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from skin_core.domain.score import Earlier, KeptScore
from skin_core.storage.codec import entered_from_json, entered_to_json
from skin_core.storage.store import Store
from skin_core.storage.tables import cases, scores, visits


def insert_score(connection: Connection, case_id: str, kept: KeptScore) -> None:
    """Write the next score of a case."""
    columns = scores.c
    last = select(func.max(columns.version)).where(columns.case_id == case_id)
    values = {
        "case_id": case_id,
        "version": (connection.scalar(last) or 0) + 1,
        "index": kept.index,
        "entered": entered_to_json(kept.entered),
        "total": kept.total,
        "band": kept.band,
        "created_at": kept.created_at,
    }
    connection.execute(insert(scores).values(values))


def scores_of(
    connection: Connection, case_id: str, lesion_id: str, visit_date: str
) -> tuple[KeptScore, ...]:
    """The scores of a case, oldest first, each with the one of its lesion at the visit before."""
    columns = scores.c
    statement = select(scores).where(columns.case_id == case_id).order_by(columns.version)
    return tuple(
        KeptScore(
            index=row["index"],
            entered=entered_from_json(row["entered"]),
            total=row["total"],
            band=row["band"],
            created_at=row["created_at"],
            earlier=_earlier(connection, row["index"], lesion_id, visit_date),
        )
        for row in connection.execute(statement).mappings().all()
    )


def earlier_score(store: Store, index: str, lesion_id: str, visit_date: str) -> Earlier | None:
    """The last score of a lesion at a visit before that day; None where there is none."""
    with store.database.reading() as connection:
        return _earlier(connection, index, lesion_id, visit_date)


def _earlier(connection: Connection, index: str, lesion_id: str, visit_date: str) -> Earlier | None:
    last = (
        select(scores.c.total, visits.c.date, scores.c.entered)
        .join(cases, cases.c.case_id == scores.c.case_id)
        .join(visits, visits.c.visit_id == cases.c.visit_id)
        .where(cases.c.lesion_id == lesion_id, scores.c["index"] == index)
        .where(visits.c.date < visit_date)
        .order_by(visits.c.date.desc(), scores.c.created_at.desc())
        .limit(1)
    )
    row = connection.execute(last).one_or_none()
    if row is None:
        return None
    return Earlier(row.total, row.date, entered_from_json(row.entered))
