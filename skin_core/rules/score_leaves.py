"""The single conditions on severity: the last score of an index kept in the case, its change."""

from __future__ import annotations

from collections.abc import Callable

from skin_core.domain.score import KeptScore
from skin_core.rules.finding import NO, Finding
from skin_core.rules.leaf import Leaf, Table, pair
from skin_core.rules.situation import Situation
from skin_core.scoring.indices import INDICES
from skin_core.scoring.kept import change_of, newest, worked_out


def score_leaf(table: Table) -> Leaf:
    """The last {score} is `at_least` or `more_than` a number, or its band is one of `band`.

    No where none is kept: nobody is asked to score.
    """
    index, test = _index(table["score"]), _test(table)

    def judge(situation: Situation) -> Finding:
        kept = newest(situation.question.known.scores, index)
        return _told(kept) if kept and test(kept) else NO

    return Leaf(judge, ("score", "at_least", "more_than", "band"))


def worse_leaf(table: Table) -> Leaf:
    """The last {score_worse} rose since the visit before by more than its measuring errs."""
    index = _index(table["score_worse"])

    def judge(situation: Situation) -> Finding:
        kept = newest(situation.question.known.scores, index)
        score = worked_out(kept) if kept else None
        told = change_of(kept, score) if kept and score else None
        return _told(kept) if kept and told and told.counts and told.difference > 0 else NO

    return Leaf(judge, ("score_worse",))


def _told(kept: KeptScore) -> Finding:
    return Finding(True, (pair(kept.index, kept.total),))


def _index(key: object) -> str:
    """An index there is. Raises: ValueError."""
    if key not in INDICES:
        raise ValueError(f"no such index: {key}")
    return str(key)


def _test(table: Table) -> Callable[[KeptScore], bool]:
    if "band" in table:
        return lambda kept: kept.band in table["band"]
    if "more_than" in table:
        return lambda kept: kept.total > table["more_than"]
    return lambda kept: kept.total >= table["at_least"]
