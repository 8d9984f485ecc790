"""One lesion, without holes and crumbs; "none found" is an answer; the lines enclose each other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.imaging.frame import Box
from skin_core.inference.outline import OutlineMap

SIDE = 40


def disc(row: float, column: float, radius: float) -> NDArray[np.float32]:
    """Odds that fall off with the distance from the edge of a disc, 0 on it."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    return (radius - np.hypot(rows - row, columns - column)).astype(np.float32)


def drawn(
    odds: NDArray[np.float32], largest_only: bool = True, box: Box | None = None
) -> OutlineMap:
    return OutlineMap(odds, 2.0, -2.0, largest_only, 0.002, box or Box())


def test_the_area_is_that_of_the_disc_and_lies_between_the_lines() -> None:
    lesion = drawn(disc(20, 20, 10))
    least, most = lesion.interval
    area = lesion.share(lesion.likely)
    assert area == pytest.approx(np.pi * 100 / SIDE**2, rel=0.05)
    assert least == pytest.approx(np.pi * 64 / SIDE**2, rel=0.05)
    assert most == pytest.approx(np.pi * 144 / SIDE**2, rel=0.05)


def test_a_second_region_belongs_to_vitiligo_but_not_to_a_lesion() -> None:
    two = np.maximum(disc(12, 12, 8), disc(30, 30, 4))
    one, both = (float(drawn(two, only).likely.mean()) for only in (True, False))
    assert one == pytest.approx(np.pi * 64 / SIDE**2, rel=0.06)
    assert both == pytest.approx(np.pi * 80 / SIDE**2, rel=0.06)


def test_a_hole_is_filled() -> None:
    ring = np.minimum(disc(20, 20, 12), -disc(20, 20, 4))
    assert drawn(ring).likely[80, 80]


@pytest.mark.parametrize(
    "odds",
    [np.full((SIDE, SIDE), -5, np.float32), disc(20, 20, 0.6)],
)
def test_nothing_or_a_crumb_is_no_lesion(odds: NDArray[np.float32]) -> None:
    none = drawn(odds)
    assert not none.mask(300, 400).any()
    assert none.interval[0] == 0
    assert 0 <= none.confidence <= 1


def test_the_mask_has_the_photos_size_and_stays_within_its_part() -> None:
    lower_half = Box(top=0.5, height=0.5)
    mask = drawn(disc(20, 20, 10), box=lower_half).mask(600, 800)
    assert mask.shape == (600, 800)
    assert not mask[:300].any()
    assert mask.mean() == pytest.approx(np.pi * 100 / SIDE**2 / 2, rel=0.05)


@pytest.mark.parametrize("above", [0.0, 1.0, 3.0])
def test_the_higher_the_odds_the_smaller_the_outline(above: float) -> None:
    noise = np.random.default_rng(5).normal(0, 1.5, (SIDE, SIDE)).astype(np.float32)
    lesion = drawn(disc(20, 18, 9) + noise)
    inner, outer = lesion.within(above + 0.5), lesion.within(above - 3.5)
    assert not (inner & ~outer).any()
    assert not (lesion.likely & ~lesion.within(-0.5)).any()


def test_years_later_the_same_outline_is_drawn(all_of: Callable[[OutlineMap], object]) -> None:
    before = drawn(disc(15, 22, 7), largest_only=False, box=Box(0.1, 0.2, 0.8, 0.7))
    after = OutlineMap.from_bytes(before.to_bytes())
    assert all_of(after) == all_of(before)


@pytest.fixture
def all_of() -> Callable[[OutlineMap], object]:
    """What is drawn and said of a map."""

    def drawn_and_said(one: OutlineMap) -> object:
        return one.mask(120, 160).tobytes(), one.largest_only, one.box, one.smallest

    return drawn_and_said
