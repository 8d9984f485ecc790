"""An area told in hands is the same area in per cent."""

from __future__ import annotations

import pytest

from skin_core.scoring.hands import hands_at, percent_of


@pytest.mark.parametrize(
    ("index", "place", "age", "whole"),
    [
        ("easi", "head.area_percent", 30, 10),
        ("easi", "head.area_percent", 7.9, 20),
        ("easi", "lower_limbs.area_percent", 8, 40),
        ("easi", "lower_limbs.area_percent", 3, 30),
        ("pasi", "trunk.area_percent", float("nan"), 30),
        ("scorad", "extent_percent", float("nan"), 100),
        ("easi", "head.area_percent", float("nan"), None),  # the age decides
        ("easi", "head.erythema", 30, None),
        ("vasi", "head.hand_units", 30, None),
    ],
)
def test_region_holds_as_many_hands_as_its_formula_counts_it_for(
    index: str, place: str, age: float, whole: float | None
) -> None:
    assert hands_at(index, place, age) == whole


def test_three_hands_of_the_trunk_are_a_tenth_of_it() -> None:
    assert percent_of(3, 30) == 10
    assert percent_of(1, 30) == pytest.approx(3.333333)
