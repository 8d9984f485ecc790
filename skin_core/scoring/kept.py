"""A score as it was kept with a case: worked out again, and what changed since the visit before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from skin_core.domain.score import Earlier, KeptScore
from skin_core.errors import ScoreError
from skin_core.scoring.change import Change, change
from skin_core.scoring.easi import AGE, is_below_bound
from skin_core.scoring.easi import INDEX as EASI
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
    return _score_of(kept.index, kept.entered) if kept.index in INDICES else None


def _score_of(index: str, entered: Mapping[str, object]) -> Score | None:
    told = {key: value for key, value in entered.items() if key not in _BESIDE}
    try:
        score, _ = score_of(index, told)
    except ScoreError:
        return None
    return score


def by_later_table(index: str, earlier: Earlier, entered: Mapping[str, object]) -> Score | None:
    """An earlier score as the table of a later one's age has it; None where both have one table.

    entered: of the later one. A child's eighth birthday changes EASI where no skin changed.
    """
    before, after = earlier.entered.get(AGE), entered.get(AGE)
    if index != EASI or not isinstance(before, int | float) or not isinstance(after, int | float):
        return None
    if is_below_bound(before) == is_below_bound(after):
        return None
    return _score_of(index, {**earlier.entered, AGE: after})


def change_by_one_table(kept: KeptScore, score: Score) -> Change | None:
    """The same, with the earlier one worked out anew where it was of another table of age: no
    birthday makes a disease worse.
    """
    again = by_later_table(kept.index, kept.earlier, kept.entered) if kept.earlier else None
    if kept.earlier is None or again is None:
        return change_of(kept, score)
    return change_of(replace(kept, earlier=replace(kept.earlier, total=again.total)), score)


def change_of(kept: KeptScore, score: Score) -> Change | None:
    """How it changed since the visit before; None where that is not to be told."""
    if kept.earlier is None:
        return None
    rater = kept.entered.get(SAME_RATER)
    try:
        return change(kept.earlier.total, score, rater if isinstance(rater, bool) else None)
    except ScoreError:
        return None
