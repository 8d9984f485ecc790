"""The figures of an outline on masks whose overlap is known, and lines that hold 9 of 10 areas."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from skin_core.evaluation.outline_limits import (
    fitted_temperature,
    height_of,
    limits_of,
    pixel_calibration_error,
)
from skin_core.evaluation.outline_metrics import (
    Mask,
    boundary_distance,
    dice,
    iou,
    thresholded_jaccard,
)
from skin_core.evaluation.outline_repeats import laid_over
from skin_core.inference.outline import OutlineMap


def box(left: int, right: int) -> Mask:
    mask = np.zeros((60, 80), bool)
    mask[20:40, left:right] = True
    return mask


def test_half_overlapping_boxes() -> None:
    drawn, wanted = box(20, 40), box(30, 50)
    assert dice(drawn, wanted) == pytest.approx(1 / 2)
    assert iou(drawn, wanted) == pytest.approx(1 / 3)
    assert thresholded_jaccard(1 / 3) == 0
    assert thresholded_jaccard(0.7) == 0.7


def test_equal_outlines_and_none_at_all_are_perfect_and_a_missed_lesion_counts_nothing() -> None:
    nothing = box(0, 0)
    for same in (box(20, 40), nothing):
        assert (dice(same, same), iou(same, same)) == (1, 1)
    assert (dice(nothing, box(20, 40)), iou(box(20, 40), nothing)) == (0, 0)
    assert np.isnan(boundary_distance(nothing, box(20, 40)))
    assert np.isnan(boundary_distance(~nothing, box(20, 40)))  # fills the photo: no edge


def test_the_distance_of_edges_is_a_share_of_the_diagonal() -> None:
    assert boundary_distance(box(20, 40), box(20, 40)) == 0
    wide = boundary_distance(box(20, 40), box(18, 42))
    assert 0 < wide < 2 / 100  # the diagonal is 100 px, and only two of four edges moved


def test_a_photo_s_height_is_where_its_line_encloses_the_true_area() -> None:
    rows, columns = np.mgrid[:40, :40]
    odds = (10 - np.hypot(rows - 20, columns - 20)).astype(np.float32)
    drawn = OutlineMap(odds, 1.0, -1.0, True, 0.001)
    for radius in (7, 10, 14):
        area = np.pi * radius**2 / 1600
        assert height_of(drawn, area) == pytest.approx(10 - radius, abs=0.7)
    assert height_of(drawn, 0.0) == np.inf


def test_between_the_lines_lie_nine_of_ten_new_photos_of_every_collection() -> None:
    rng = np.random.default_rng(3)
    large, small = rng.normal(0, 1, 4000), rng.normal(0.5, 2, 400)
    inner, outer = limits_of(
        np.concatenate([large, small]), ["large"] * len(large) + ["small"] * len(small)
    )
    fresh = np.concatenate([rng.normal(0, 1, 20000), rng.normal(0.5, 2, 20000)])
    assert np.mean((fresh < inner) & (fresh > outer)) == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize("patients", [21, 49, 95])
def test_lines_found_on_few_hold_nine_of_ten_new_ones_too(patients: int) -> None:
    """One step too narrow, lines of 21 patients held 82 of 100."""
    rng, held = np.random.default_rng(6), []
    for _ in range(1000):
        *known, fresh = rng.normal(0, 4, patients + 1)
        inner, outer = limits_of(np.array(known), ["one"] * patients)
        held.append(outer <= fresh <= inner)
    assert 0.88 < np.mean(held) < 0.95


def test_a_network_twice_too_sure_is_found_out() -> None:
    rng = np.random.default_rng(4)
    right = rng.normal(0, 2, (30, 40, 40))
    truth = (rng.random(right.shape) < 1 / (1 + np.exp(-right))).astype(np.float64)
    temperature = fitted_temperature(list(2 * right), list(truth))
    assert temperature == pytest.approx(2, rel=0.1)
    assert pixel_calibration_error(list(right), list(truth)) < 0.01
    assert pixel_calibration_error(list(2 * right), list(truth)) > 0.03


def test_a_picture_that_comes_again_is_laid_over_itself_and_another_one_is_not() -> None:
    rng = np.random.default_rng(5)
    blots = cv2.GaussianBlur(rng.normal(0, 1, (2, 160, 160)).transpose(1, 2, 0), (0, 0), 2)
    grey = np.clip(128 + 300 * blots, 0, 255).astype(np.uint8)
    outline = np.zeros((160, 160), np.uint8)
    outline[60:100, 50:90] = 255
    first, other = (np.dstack([grey[..., k]] * 3 + [outline]) for k in (0, 1))
    turned = np.ascontiguousarray(np.rot90(first))
    laid = laid_over(first, turned)
    assert laid is not None
    assert dice(laid[1], turned[..., 3] > 0) > 0.95
    assert laid_over(first, other) is None
