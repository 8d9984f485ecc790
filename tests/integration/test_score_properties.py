"""Whatever is entered: within its range, the sum of its parts, and never less for being worse."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skin_core.errors import ScoreContradicts
from skin_core.scoring import INDICES, Asked, Score, score_of
from tests.unit.scoring.given import nested

QUICK = settings(max_examples=120, deadline=None)


def values(told: Asked) -> st.SearchStrategy[float]:
    if told.values:
        return st.sampled_from(told.values)
    return st.floats(told.lowest, told.highest, allow_nan=False)


def tables(index: str) -> st.SearchStrategy[dict[str, Any]]:
    known = INDICES[index]
    asked = {place: values(told) for place, told in known.asks.items()}
    if index == "vasi":
        asked |= {place: st.floats(0, 16) for place in asked if place.endswith("hand_units")}
    asked |= dict.fromkeys(known.yes_no, st.booleans())
    return st.fixed_dictionaries(asked)


@st.composite
def worsened(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """An index, a table, and the same with one sign or area higher."""
    index = draw(st.sampled_from(tuple(INDICES)))
    before = draw(tables(index))
    place = draw(st.sampled_from([one for one in before if one != "age_years"]))
    if place in INDICES[index].yes_no:
        return index, before | {place: False}, before | {place: True}
    lower, higher = sorted((before[place], draw(tables(index))[place]))
    return index, before | {place: lower}, before | {place: higher}


def worked_out(index: str, flat: dict[str, Any]) -> Score:
    """Of entries that do not contradict one another: those are refused."""
    try:
        return score_of(index, nested(flat))[0]
    except ScoreContradicts:
        assume(False)
        raise


@QUICK
@given(worsened())
def test_every_score_keeps_its_range_and_is_the_sum_of_its_parts(
    case: tuple[str, dict[str, Any], dict[str, Any]],
) -> None:
    index, _, flat = case
    score = worked_out(index, flat)
    assert score.lowest <= score.total <= score.highest
    assert abs(sum(part.points for part in score.parts) - score.total) < 1e-5
    assert abs(sum(score.by_sign.values()) - score.total) < 1e-4
    assert abs(sum(score.by_region.values()) - score.total) < 1e-4


@QUICK
@given(worsened())
def test_no_index_falls_where_a_sign_or_an_area_rises(
    case: tuple[str, dict[str, Any], dict[str, Any]],
) -> None:
    index, before, after = case
    lower, higher = worked_out(index, before), worked_out(index, after)
    assert lower.total <= higher.total


@QUICK
@given(tables("scorad"))
def test_scorad_is_the_objective_one_and_what_is_felt(flat: dict[str, Any]) -> None:
    seen = {place: value for place, value in flat.items() if place not in ("itch", "sleep_loss")}
    whole, objective = worked_out("scorad", flat), worked_out("objective_scorad", seen)
    assert abs(whole.total - objective.total - flat["itch"] - flat["sleep_loss"]) < 1e-4
