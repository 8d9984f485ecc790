"""A photo that was warped is found where it was put; photos of different skin are refused."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.errors import PhotosDiffer, PointsTooClose, TooFewMarks
from skin_core.imaging.registration import (
    Registered,
    RegisteredBy,
    Side,
    in_the_light_of,
    register,
)
from skin_core.imaging.registration.found import moved_by
from skin_core.imaging.registration.points import register_by_points
from skin_core.imaging.rendered import render_skin
from skin_core.imaging.scale_card import CARD_AREA_ERROR, FoundCard

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
SIZE = (480, 360)
PHOTO = render_skin("plaque", "tan", 3, SIZE)
INNER = np.array([(x, y) for x in (120, 240, 360) for y in (90, 180, 270)], np.float64)
SQUARE = np.array([[100, 100], [300, 100], [100, 260]], np.float64)


def warp(degrees: float, times: float, tilt: float = 0.0) -> Floats:
    """From the photo to a later one: turned about its middle, larger, and seen aslant."""
    turn = np.vstack([cv2.getRotationMatrix2D((240, 180), degrees, times), [0, 0, 1]])
    turn[2, 0] = tilt
    return np.asarray(turn, np.float64)


def seen(onto: Floats) -> Pixels:
    """The photo through a warp, in another light and with the noise of a camera."""
    later = cv2.warpPerspective(PHOTO, onto, SIZE, borderMode=cv2.BORDER_REFLECT)
    noisy = later * 0.9 + np.random.default_rng(0).normal(6, 3, later.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def off_px(found: Registered, put: Floats) -> float:
    """How far the registration is from the truth over the inner half, at most."""
    apart = moved_by(INNER, found.onto @ put) - INNER
    return float(np.hypot(*apart.T).max())


def skin(number: int) -> Pixels:
    """Skin with marks of its own, 1000 x 750."""
    rng = np.random.default_rng(number)
    marks = cv2.GaussianBlur(rng.normal(0, 60, (750, 1000)), (0, 0), 6)
    return np.clip(np.dstack([205 + marks, 160 + marks, 135 + marks]), 0, 255).astype(np.uint8)


def with_ruler(photo: Pixels) -> Pixels:
    """A strip with a scale along the lower edge, the same on every photo."""
    ruled = photo.copy()
    cv2.rectangle(ruled, (0, 660), (1000, 750), (245, 245, 245), -1)
    for x in range(0, 1000, 10):
        cv2.line(ruled, (x, 660), (x, 710 if x % 50 == 0 else 690), (0, 0, 0), 1)
    for number in range(20):
        where = (number * 50 + 5, 740)
        cv2.putText(ruled, str(number), where, cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2)
    return ruled


def test_one_ruler_beside_two_sites_makes_them_no_one_site() -> None:
    with pytest.raises(PhotosDiffer):
        register(Side(with_ruler(skin(1))), Side(with_ruler(skin(2))))
    again = register(Side(with_ruler(skin(1))), Side(with_ruler(skin(1))))
    assert again.residual_share == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("put", [warp(0, 1), warp(12, 1.1), warp(-8, 0.85, 1e-4)])
def test_a_warped_photo_is_laid_back_and_the_residual_tells_how_well(put: Floats) -> None:
    found = register(Side(PHOTO), Side(seen(put)))
    assert found.by is RegisteredBy.SKIN
    assert found.residual_px is not None
    assert off_px(found, put) < 1.5
    assert found.residual_px < 1.5
    assert found.residual_share == found.residual_px / SIZE[0]
    lesion = np.zeros((36, 48), np.bool_)  # a mask may be smaller than its photo
    lesion[12:24, 18:30] = True
    square = np.array([[180, 120], [300, 120], [300, 240], [180, 240]], np.float64)
    truth = (
        cv2.contourArea(
            moved_by(square, np.asarray(np.linalg.inv(put), np.float64)).astype(np.float32)
        )
        / 120**2
    )
    assert found.area_times(lesion, SIZE) == pytest.approx(truth, rel=0.05)


def test_photos_of_different_skin_are_refused_and_so_is_skin_without_a_mark() -> None:
    with pytest.raises(PhotosDiffer):
        register(Side(PHOTO), Side(render_skin("mole", "light", 11, SIZE)))
    with pytest.raises(TooFewMarks):
        register(Side(PHOTO), Side(np.full_like(PHOTO, 170)))


def card(px_per_mm: float, degrees: float = 0.0) -> FoundCard:
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    to_mm = np.eye(3)
    to_mm[:2, :2] = turn / px_per_mm
    to_mm[:2, 2] = (-200.0, -200.0)  # it lies outside the photo
    return FoundCard(to_mm, 0.05)


def test_two_cards_tell_the_scale_although_they_lie_elsewhere() -> None:
    put = warp(10, 1.1)
    found = register(Side(PHOTO, card=card(4)), Side(seen(put), card=card(4.4, 35)))
    assert found.by is RegisteredBy.CARD
    assert off_px(found, put) < 2
    assert found.length_error == pytest.approx(CARD_AREA_ERROR)  # half of it by each card


@pytest.mark.parametrize("wrong", [0.85, 1.25, 2])
def test_cards_that_the_skin_contradicts_tell_no_scale(wrong: float) -> None:
    """By the later card the same skin is of another size: then it lies as the skin alone tells."""
    put = warp(10, 1.1)
    found = register(Side(PHOTO, card=card(4)), Side(seen(put), card=card(4.4 * wrong, 35)))
    assert found.by is RegisteredBy.SKIN
    assert off_px(found, put) < 2


def test_cards_alone_lay_the_middles_of_the_lesions_together_and_claim_no_more() -> None:
    bare, lesion = np.full_like(PHOTO, 170), np.zeros((360, 480), np.bool_)
    lesion[100:140, 100:140] = True
    other = np.roll(lesion, (50, 80), (0, 1))
    found = register(Side(bare, lesion, card(4)), Side(bare, other, card(8, 20)))
    assert (found.by, found.residual_px, found.is_common_field) == (RegisteredBy.SCALE, None, False)
    middle = np.array([[199.5, 169.5], [207.5, 169.5]])
    laid = moved_by(middle, found.onto)
    assert laid[0] == pytest.approx((119.5, 119.5), abs=0.01)
    assert laid[1] - laid[0] == pytest.approx((4, 0), abs=0.01)  # half as large, and upright


def test_three_points_leave_a_residual_known_by_hand() -> None:
    exact = register_by_points(SQUARE, SQUARE * 2 + 7, SIZE, (960, 720))
    assert exact.residual_px == pytest.approx(0, abs=1e-9)
    assert moved_by(SQUARE * 2 + 7, exact.onto) == pytest.approx(SQUARE)
    # A triangle whose one corner was set 6 px off: after the best turn and shift it is still there.
    off = SQUARE + np.array([[0, 0], [6, 0], [0, 0]])
    told = register_by_points(SQUARE, off, SIZE, SIZE)
    assert told.residual_px is not None
    assert 1 < told.residual_px < 6


def test_points_that_agree_by_chance_err_by_no_less_than_a_hand() -> None:
    """On both photos the points lie 121 px from their middle, and a hand is off by 4.8 of 480."""
    exact = register_by_points(SQUARE, SQUARE, SIZE, SIZE)
    assert exact.residual_px == pytest.approx(0, abs=1e-9)
    assert exact.length_error == pytest.approx(math.sqrt(2) * 4.8 / 120.74, abs=1e-4)
    # Each 1 % of the width farther out on the later photo: a lesion seems smaller by that much.
    middle = SQUARE.mean(axis=0)
    outwards = (SQUARE - middle) / np.linalg.norm(SQUARE - middle, axis=1)[:, None]
    told = register_by_points(SQUARE, SQUARE + 4.8 * outwards, SIZE, SIZE)
    assert abs(np.linalg.det(told.onto)) * (1 + 2 * told.length_error) > 1
    # Points 4 % of the width from their middle: of their scale nothing can be told.
    close = middle + (SQUARE - middle) * 0.04 * 480 / 120.74
    with pytest.raises(PointsTooClose):
        register_by_points(close, close, SIZE, SIZE)


@pytest.mark.parametrize(
    ("moved", "error"),
    [
        (SQUARE[[0, 1, 1]], PointsTooClose),
        (np.array([[10.0, 10], [200, 110], [390, 210]]), PointsTooClose),
        (SQUARE[:2], PointsTooClose),
        (SQUARE * [1.0, np.nan], PointsTooClose),
        (SQUARE[::-1] * [1.0, 0.4], PhotosDiffer),
    ],
    ids=["twice the same", "in a line", "two only", "no number", "another triangle"],
)
def test_points_that_tell_nothing_are_refused(moved: Floats, error: type[Exception]) -> None:
    with pytest.raises(error):
        register_by_points(SQUARE, moved, SIZE, SIZE)


def test_a_flat_triangle_set_in_mirror_image_is_refused_although_its_points_lie_near() -> None:
    """40 px high in 1000: laid over its mirror image it is 3.8 % of the width off at most."""
    flat = np.array([[100, 500], [900, 500], [500, 540]], np.float64)
    size, turned = (1000, 500), cv2.getRotationMatrix2D((500, 500), 70, 0.8)
    assert register_by_points(flat, moved_by(flat, np.vstack([turned, [0, 0, 1]])), size, size)
    mirrored = np.array([[100, 500], [900, 500], [500, 460]], np.float64)
    assert register_by_points(mirrored, mirrored, size, size)
    with pytest.raises(PhotosDiffer):
        register_by_points(flat, mirrored, size, size)


def test_a_later_photo_is_shown_in_the_light_of_the_earlier_and_its_lesion_stays_changed() -> None:
    lesion = np.hypot(*(np.mgrid[:360, :480] - np.array([180, 240])[:, None, None])) < 60
    skin = np.full((360, 480, 3), (200, 150, 125), np.uint8)
    before, paler = skin.copy(), skin.copy()
    before[lesion], paler[lesion] = (120, 70, 60), (160, 110, 90)
    dim = (paler * (0.9, 0.8, 0.65)).astype(np.uint8)
    matched = in_the_light_of(before, dim, lesion)
    assert matched is not None
    assert np.abs(matched.astype(int) - paler).max() <= 3
    assert in_the_light_of(before, dim, np.ones_like(lesion)) is None  # no healthy skin
    assert in_the_light_of(before, dim // 4, lesion) is None  # no light makes that of it
