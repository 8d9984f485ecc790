"""A score as it was kept with a case: worked out again, and what changed since the visit before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def band_of(kept: KeptScore) -> str:
    """Key of its band as it is read now; as it was kept where it cannot be worked out."""
    score = worked_out(kept)
    return kept.band if score is None else score.band


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
    if not _are_two_tables(index, earlier, entered):
        return None
    return _score_of(index, {**earlier.entered, AGE: entered[AGE]})


def _are_two_tables(index: str, earlier: Earlier, entered: Mapping[str, object]) -> bool:
    before, after = earlier.entered.get(AGE), entered.get(AGE)
    if index != EASI or not isinstance(before, int | float) or not isinstance(after, int | float):
        return False
    return is_below_bound(before) != is_below_bound(after)


def change_since(
    earlier: Earlier, score: Score, entered: Mapping[str, object], same_rater: bool | None = None
) -> Change | None:
    """How a score changed since an earlier one, which is worked out anew where it was of another
    table of age: no birthday makes a disease better or worse. None where it cannot be.

    entered: what the score was worked out of. Raises: ScoreOutOfRange, ScoreIncomplete.
    """
    again = by_later_table(score.index, earlier, entered)
    if again is None and _are_two_tables(score.index, earlier, entered):
        return None
    return change(again.total if again else earlier.total, score, same_rater)


def change_of(kept: KeptScore, score: Score) -> Change | None:
    """How it changed since the visit before; None where that is not to be told."""
    if kept.earlier is None:
        return None
    rater = kept.entered.get(SAME_RATER)
    same = rater if isinstance(rater, bool) else None
    try:
        return change_since(kept.earlier, score, kept.entered, same)
    except ScoreError:
        return None
