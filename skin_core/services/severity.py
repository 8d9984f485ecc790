"""Severity indices kept with a case, and what they were at the visit before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case
from skin_core.domain.score import Earlier, KeptScore
from skin_core.errors import InvalidFact, UnknownFact
from skin_core.scoring import score_of
from skin_core.scoring.indices import MEASURED, SAME_RATER, SUGGESTED
from skin_core.services.analyse import readvise
from skin_core.services.records import asked_of
from skin_core.storage import scores
from skin_core.storage.codec import to_time
from skin_core.storage.scored_cases import add_score
from skin_core.storage.store import Store
from skin_core.storage.suggestions import keep_shown, shown_of

__all__ = ["earlier_score", "keep_score", "keep_shown", "shown_of"]


def keep_score(
    store: Store,
    case: Case,
    index: str,
    entered: Mapping[str, object],
    *,
    same_rater: bool | None,
    now: datetime,
    suggested: Mapping[str, object] | None = None,
    measured: Mapping[str, object] | None = None,
) -> None:
    """Work an index out and keep it with its case; the advice follows from it.

    An earlier one of the case stays beside it.

    entered: as `score_of` reads it. same_rater: whether one person scored the visit before too;
    None where that was not asked. suggested: by place, what networks suggested and how.
    measured: by place, what areas were taken from.
    Raises: ScoreError; CaseNotFound; DraftChanged where the case is signed.
    """
    score, _ = score_of(index, dict(entered))
    rater = {} if same_rater is None else {SAME_RATER: same_rater}
    beside = {SUGGESTED: suggested, MEASURED: measured}
    shown = {key: dict(table) for key, table in beside.items() if table}
    told = {**entered, **rater, **shown}
    kept = KeptScore(index, told, score.total, score.band, to_time(now))
    add_score(store, case.case_id, kept, _advised)


def earlier_score(store: Store, case: Case, index: str) -> Earlier | None:
    """The last score of the same lesion before the visit of a case; None where there is none."""
    return scores.earlier_score(store, index, case.lesion.lesion_id, case.visit_date)


def _advised(case: Case) -> CaseAnalysis | None:
    """The analysis as the rules see it with all scores; None for a case with facts of old."""
    question = asked_of(case)
    try:
        return readvise(case.analysis, case.facts, question.now, question.known)
    except (UnknownFact, InvalidFact):
        return None
