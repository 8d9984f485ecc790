"""Keep a severity index with its case: the advice that follows from it is kept in one step."""

from __future__ import annotations

from collections.abc import Callable

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case
from skin_core.domain.score import KeptScore
from skin_core.errors import DraftChanged
from skin_core.storage.assessments import add_advised
from skin_core.storage.cases import read_case
from skin_core.storage.conclusions import held_case
from skin_core.storage.scores import insert_score
from skin_core.storage.store import Store


def add_score(
    store: Store,
    case_id: str,
    kept: KeptScore,
    advise: Callable[[Case], CaseAnalysis | None],
) -> None:
    """Keep a score with a case, and the analysis whose advice follows from the case with it.

    advise: None where the advice stays as it was. Raises: CaseNotFound; DraftChanged where it was
    signed.
    """
    with store.database.writing() as connection:
        if held_case(connection, case_id).is_signed:
            raise DraftChanged
        insert_score(connection, case_id, kept)
        advised = advise(read_case(connection, case_id))
        if advised is not None:
            add_advised(connection, case_id, advised, kept.created_at)
