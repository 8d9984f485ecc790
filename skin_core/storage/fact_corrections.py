"""Correct what was answered in a case: what it was is kept, the advice follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case
from skin_core.domain.correction import FactCorrection
from skin_core.domain.facts import Facts
from skin_core.errors import DraftChanged
from skin_core.storage.assessments import add_advised
from skin_core.storage.cases import find_or_add_lesion
from skin_core.storage.codec import facts_from_json, facts_to_json, to_time
from skin_core.storage.conclusions import held_case
from skin_core.storage.diary import move_diary
from skin_core.storage.store import Store
from skin_core.storage.summaries import update_place
from skin_core.storage.tables import case_summaries, cases, fact_corrections


def correct_facts(
    store: Store,
    case_id: str,
    facts: Facts,
    *,
    was: Facts,
    now: datetime,
    by: str,
    reason: str,
    advise: Callable[[Case], CaseAnalysis],
) -> None:
    """Write what was answered, keep what it was, and with it the analysis whose advice follows.

    was: as the clinician saw it. advise: the analysis that follows for the case as it stands.
    Raises: DraftChanged where another window corrected or signed it meanwhile; CaseNotFound.
    """
    moment = to_time(now)
    with store.database.writing() as connection:
        case = held_case(connection, case_id)
        if case.facts != was or case.is_signed:
            raise DraftChanged
        _keep(connection, case_id, facts_to_json(was), (moment, by, reason))
        connection.execute(
            update(cases)
            .where(cases.c.case_id == case_id)
            .values(facts=facts_to_json(facts), lesion_id=_lesion(connection, case_id, facts))
        )
        add_advised(connection, case_id, advise(case), moment)


def fact_corrections_of(store: Store, case_id: str) -> tuple[FactCorrection, ...]:
    """What was answered before each correction, oldest first; mostly empty."""
    columns = fact_corrections.c
    statement = select(fact_corrections).where(columns.case_id == case_id)
    with store.database.reading() as connection:
        return tuple(
            FactCorrection(
                facts_from_json(row.facts), row.corrected_at, row.corrected_by, row.reason
            )
            for row in connection.execute(statement.order_by(columns.version))
        )


def _keep(connection: Connection, case_id: str, facts: str, about: tuple[str, str, str]) -> None:
    columns, (moment, by, reason) = fact_corrections.c, about
    last = connection.scalar(select(func.max(columns.version)).where(columns.case_id == case_id))
    connection.execute(
        insert(fact_corrections).values(
            case_id=case_id,
            version=(last or 0) + 1,
            corrected_at=moment,
            corrected_by=by,
            reason=reason,
            facts=facts,
        )
    )


def _lesion(connection: Connection, case_id: str, facts: Facts) -> str:
    """The lesion where it is said to be now; the one it was where the place stayed the same."""
    row = connection.execute(
        select(
            *(cases.c.lesion_id, case_summaries.c.patient_id),
            *(case_summaries.c.site, case_summaries.c.side),
        )
        .join(case_summaries, case_summaries.c.case_id == cases.c.case_id)
        .where(cases.c.case_id == case_id)
    ).one()
    site, side = (str(facts.get(key, "")) for key in ("site", "side"))
    if (site, side) == (row.site, row.side):
        return str(row.lesion_id)
    lesion = find_or_add_lesion(connection, row.patient_id, facts)
    update_place(connection, case_id, lesion)
    move_diary(connection, str(row.lesion_id), lesion.lesion_id, case_id)
    return lesion.lesion_id
