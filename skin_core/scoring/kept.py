"""A score as it was kept with a case: worked out again, and what changed since the visit before."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.domain.score import KeptScore
from skin_core.errors import ScoreError
from skin_core.scoring.change import Change, change
from skin_core.scoring.indices import INDICES, MEASURED, SAME_RATER, SUGGESTED, score_of
from skin_core.scoring.result import Score

_BESIDE = (SAME_RATER, SUGGESTED, MEASURED)  # of what was entered


def newest(scores: Iterable[KeptScore], index: str) -> KeptScore | None:
    """The last of an index among scores, oldest first; None where there is none."""
    return next((one for one in reversed(tuple(scores)) if one.index == index), None)


def worked_out(kept: KeptScore) -> Score | None:
    """The score of what was entered; None where it cannot be worked out as it was kept."""
    score = _of_entered(kept)
    return score if score is not None and score.total == kept.total else None


def can_be(kept: KeptScore) -> bool:
    """Whether somebody can have kept it so; True for an index that is not known here."""
    score = _of_entered(kept)
    if score is None:
        return kept.index not in INDICES
    return score.lowest <= kept.total <= score.highest


def _of_entered(kept: KeptScore) -> Score | None:
    if kept.index not in INDICES:
        return None
    told = {key: value for key, value in kept.entered.items() if key not in _BESIDE}
    try:
        score, _ = score_of(kept.index, told)
    except ScoreError:
        return None
    return score


def change_of(kept: KeptScore, score: Score) -> Change | None:
    """How it changed since the visit before; None where that is not to be told."""
    if kept.earlier is None:
        return None
    rater = kept.entered.get(SAME_RATER)
    try:
        return change(kept.earlier.total, score, rater if isinstance(rater, bool) else None)
    except ScoreError:
        return None
