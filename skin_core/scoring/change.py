"""Two visits of one index: how much better, and whether that is more than error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skin_core.errors import ScoreIncomplete, ScoreOutOfRange
from skin_core.scoring.result import Score, tidy

_SCHRAM = "Schram et al., Allergy 2012;67:99-106"
_KOMEN = "Komen et al., Br J Dermatol 2015;172:437-443"
_RESPONSES: Mapping[str, tuple[int, ...]] = {
    "easi": (50, 75, 90),
    "pasi": (50, 75, 90, 100),
    "vasi": (50, 75),
    "fvasi": (50, 75, 90),
}
"""Per cent of improvement that trials of an index report."""
_ORDINAL = frozenset({"iga", "hayashi", "seven_point"})
"""Steps in an order, not amounts: from 4 to 2 is two steps, and no half."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A difference of an index from which on it counts.

    kind: "important" to patients (at least so much), or "detectable" (more than measuring errs).
    """

    kind: str
    points: float
    citation: str


IMPORTANT: Mapping[str, Threshold] = {
    "easi": Threshold("important", 6.6, _SCHRAM),
    "scorad": Threshold("important", 8.7, _SCHRAM),
    "objective_scorad": Threshold("important", 8.2, _SCHRAM),
}
DETECTABLE_ONE_RATER = Threshold("detectable", 4.7, _KOMEN)
DETECTABLE_TWO_RATERS = Threshold("detectable", 7.1, _KOMEN)


@dataclass(frozen=True, slots=True)
class Change:
    """From an earlier total to this one.

    difference: below 0 is better. improvement_percent: None where the earlier total was 0, and
    for indices whose steps are no amounts (IGA, Hayashi, seven-point checklist).
    responses: such as 50 and 75 for an EASI that fell by 80 per cent. counts: whether the
    difference passes the threshold; None where none is published.
    """

    previous: float
    difference: float
    improvement_percent: float | None
    responses: tuple[int, ...]
    threshold: Threshold | None
    counts: bool | None


def change(previous: float, score: Score, same_rater: bool | None = None) -> Change:
    """How the index changed since a visit with the total `previous`.

    same_rater: whether one person scored both visits; only VASI needs it.
    Raises: ScoreOutOfRange for a total the index does not have; ScoreIncomplete.
    """
    if not score.lowest <= previous <= score.highest:
        allowed = f"{score.lowest:g}–{score.highest:g}"
        raise ScoreOutOfRange(index=score.index, place="previous", value=previous, allowed=allowed)
    previous = tidy(previous)  # of the dust of another program no per cent can be told
    threshold = _threshold(score.index, same_rater)
    difference = tidy(score.total - previous)
    is_amount = score.index not in _ORDINAL
    percent = tidy(-100 * difference / previous) if previous and is_amount else None
    reached = tuple(
        step for step in _RESPONSES.get(score.index, ()) if percent is not None and percent >= step
    )
    counts = None if threshold is None else _counts(abs(difference), threshold)
    return Change(previous, difference, percent, reached, threshold, counts)


def _threshold(index: str, same_rater: bool | None) -> Threshold | None:
    if index != "vasi":
        return IMPORTANT.get(index)
    if same_rater is None:
        raise ScoreIncomplete(index=index, missing="same_rater")
    return DETECTABLE_ONE_RATER if same_rater else DETECTABLE_TWO_RATERS


def _counts(size: float, threshold: Threshold) -> bool:
    if threshold.kind == "important":
        return size >= threshold.points
    return size > threshold.points
