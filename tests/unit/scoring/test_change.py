"""Between two visits: EASI-50, -75 and -90, and change only where it is more than error."""

from __future__ import annotations

import pytest

from skin_core.errors import ScoreIncomplete, ScoreOutOfRange
from skin_core.scoring import Score, change


def score(index: str, total: float, highest: float = 72) -> Score:
    return Score(index, total, 0, highest, "", ())


@pytest.mark.parametrize(
    ("now", "reached"), [(11, ()), (10, (50,)), (5, (50, 75)), (2, (50, 75, 90)), (0, (50, 75, 90))]
)
def test_easi_responses_begin_at_their_share(now: float, reached: tuple[int, ...]) -> None:
    assert change(20, score("easi", now)).responses == reached


@pytest.mark.parametrize(("now", "counts"), [(13.4, True), (13.5, False), (26.6, True)])
def test_easi_must_differ_by_6_6(now: float, counts: bool) -> None:
    """Schram 2012; a worsening counts as an improvement does."""
    assert change(20, score("easi", now)).counts is counts


def test_an_unchanged_total_has_improved_by_0_per_cent_and_not_by_minus_0() -> None:
    assert str(change(20, score("easi", 20)).improvement_percent) == "0.0"


def test_pasi_100_is_clear_skin() -> None:
    assert change(12, score("pasi", 0)).responses == (50, 75, 90, 100)
    assert change(12, score("pasi", 0)).counts is None


def test_vasi_of_two_raters_must_differ_by_more() -> None:
    """Komen 2015: 4.7 points within one rater, 7.1 between two."""
    now = score("vasi", 15, 100)
    assert change(20, now, same_rater=True).counts is True
    assert change(20, now, same_rater=False).counts is False
    with pytest.raises(ScoreIncomplete) as refused:
        change(20, now)
    assert refused.value.missing == "same_rater"


@pytest.mark.parametrize("nothing", [0, 1e-320])  # the dust of another program is none, too
def test_clear_skin_cannot_improve_by_a_share(nothing: float) -> None:
    grown = change(nothing, score("easi", 8))
    assert grown.improvement_percent is None
    assert grown.responses == ()
    assert grown.counts is True


@pytest.mark.parametrize(("index", "highest"), [("iga", 4), ("hayashi", 3), ("seven_point", 10)])
def test_of_steps_in_an_order_no_per_cent_is_told(index: str, highest: float) -> None:
    told = change(2, score(index, 1, highest))
    assert (told.difference, told.improvement_percent) == (-1, None)


def test_an_impossible_earlier_total_is_refused() -> None:
    with pytest.raises(ScoreOutOfRange):
        change(80, score("easi", 8))
