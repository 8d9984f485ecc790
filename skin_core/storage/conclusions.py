"""Keep what the clinician concluded, with the advice that follows from the case as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case, ClinicianAssessment
from skin_core.errors import CaseNotFound
from skin_core.storage.assessments import add_advised, add_version, hold_case
from skin_core.storage.cases import read_case
from skin_core.storage.codec import to_time
from skin_core.storage.patients import patient_row
from skin_core.storage.store import Store
from skin_core.storage.summaries import update_assessment
from skin_core.storage.tables import case_summaries

Conclude = Callable[[Case], tuple[ClinicianAssessment, CaseAnalysis | None]]


def add_assessment(store: Store, case_id: str, conclude: Conclude, now: datetime) -> Case:
    """Keep what `conclude` makes of the case as it stands as the next version, unsigned.

    conclude: what was concluded, and the analysis whose advice follows; None where it stays as it
    was. What it raises ends all. Raises: CaseNotFound, StoreError.
    """
    with store.database.writing() as connection:
        case = held_case(connection, case_id)
        assessment, advised = conclude(case)
        added = replace(
            assessment,
            version=case.assessment.version + 1 if case.assessment else 1,
            created_at=to_time(now),
            signed_by="",
            signed_at="",
        )
        add_version(connection, case_id, added)
        update_assessment(connection, case_id, added)
        if advised is not None:
            add_advised(connection, case_id, advised, added.created_at)
        return read_case(connection, case_id)


def held_case(connection: Connection, case_id: str) -> Case:
    """A case that stays as it is until the transaction ends, its patient too.

    The patient is held first, as by every other writer. Raises: CaseNotFound.
    """
    owner = connection.scalar(
        select(case_summaries.c.patient_id).where(case_summaries.c.case_id == case_id)
    )
    if owner is None:
        raise CaseNotFound
    patient_row(connection, owner, held=True)
    return read_case(connection, hold_case(connection, case_id))
