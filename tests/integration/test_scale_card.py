"""The card as it is printed, laid beside a drawn lesion: sizes hold through tilt and cast."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from skin_core.domain.photo import PhotoKind
from skin_core.errors import CardAslant, CardBent, CardHidden, CardMissing, CardOverLesion
from skin_core.imaging.rendered import render_skin
from skin_core.imaging.scale_card import PLAN, FoundCard, find_card, straightened
from skin_core.services.scale_card import measured_by_card, scale_card_pdf

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

PX_PER_MM = 8
GREY = 128  # of a patch
FIELD_MM = (120, 90)
CARD_AT, LESION_AT, LESION_MM = (30, 55), (60, 25), (15, 9)  # a lesion's half axes
AREA_CM2 = math.pi * LESION_MM[0] * LESION_MM[1] / 100


@pytest.fixture(scope="module")
def card() -> Pixels:
    """One card cut out of the printed page."""
    page = pypdfium2.PdfDocument(scale_card_pdf("en", datetime(2026, 1, 1, tzinfo=UTC)))[0]
    sheet = np.asarray(page.render(scale=PX_PER_MM * 25.4 / 72).to_numpy(), np.uint8)
    grey = (sheet == GREY).all(axis=2).astype(np.uint8)
    patches = np.argwhere(cv2.erode(grey, np.ones((9, 9), np.uint8)))  # no rim of a letter
    top, left = patches.min(0) - 4 - np.array(PLAN.patches[GREY])[::-1] * PX_PER_MM
    height, width = int(PLAN.height * PX_PER_MM), int(PLAN.width * PX_PER_MM)
    return sheet[round(top) : round(top) + height, round(left) : round(left) + width]


def scene(card: Pixels) -> tuple[Pixels, Mask]:
    """From straight above."""
    width, height = (side * PX_PER_MM for side in FIELD_MM)
    corner = render_skin("mole", "light", 3, (320, 240))[:60, :80]  # without its lesion
    photo = np.asarray(cv2.resize(corner, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    x, y = (place * PX_PER_MM for place in CARD_AT)
    photo[y : y + card.shape[0], x : x + card.shape[1]] = card
    lesion = np.zeros((height, width), np.uint8)
    middle = tuple(place * PX_PER_MM for place in LESION_AT)
    axes = tuple(half * PX_PER_MM for half in LESION_MM)
    cv2.ellipse(lesion, middle, axes, 20, 0, 360, 1, -1)
    photo[lesion > 0] = (120, 70, 60)
    return photo, lesion > 0


def tilted(photo: NDArray[np.uint8], degrees: float, about: float) -> NDArray[np.uint8]:
    """As a camera 30 cm away sees it that does not stand straight above."""
    height, width = photo.shape[:2]
    angle, turn = math.radians(degrees), math.radians(about)
    far = 300 * PX_PER_MM
    middle = np.array([width / 2, height / 2])
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    corners = (np.array([[0, 0], [width, 0], [width, height], [0, height]]) - middle) @ spin
    depth = far + corners[:, 1] * math.sin(angle)
    seen = np.stack([corners[:, 0], corners[:, 1] * math.cos(angle)], 1) * far / depth[:, None]
    onto = (seen @ spin.T + middle).astype(np.float32)
    start = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    through = cv2.getPerspectiveTransform(start, onto)
    return np.asarray(cv2.warpPerspective(photo, through, (width, height)), np.uint8)


@pytest.mark.parametrize(("degrees", "about"), [(0, 0), (20, 0), (35, 0), (35, 40), (35, 90)])
def test_area_in_centimetres_holds_whatever_the_tilt(
    card: Pixels, degrees: float, about: float
) -> None:
    photo, lesion = scene(card)
    mask = tilted(lesion.astype(np.uint8), degrees, about) > 0
    told = measured_by_card(tilted(photo, degrees, about), mask, PhotoKind.CLINICAL)
    assert told.measures.area_cm2 == pytest.approx(AREA_CM2, rel=0.03)
    assert told.measures.diameter_cm == pytest.approx(2 * LESION_MM[0] / 10, rel=0.03)
    assert told.length_error < 0.03


def test_the_same_area_is_told_of_a_smaller_mask(card: Pixels) -> None:
    """As an outline on the page has it."""
    photo, lesion = scene(card)
    seen, mask = tilted(photo, 35, 40), tilted(lesion.astype(np.uint8), 35, 40)
    found = find_card(seen)
    assert found is not None
    half = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST) > 0
    for one in (mask > 0, half):
        assert found.area_cm2(one, seen.shape[:2]) == pytest.approx(AREA_CM2, rel=0.03)


def test_a_yellow_lamp_is_evened_out_by_the_grey(card: Pixels) -> None:
    photo, lesion = scene(card)
    yellow = (photo * np.array([1.0, 0.92, 0.7])).astype(np.uint8)
    seen = [
        straightened(one, lesion, found) for one in (photo, yellow) if (found := find_card(one))
    ]
    first, second = (one.photo[one.lesion].mean(0) for one in seen)
    assert all(one.white_set for one in seen)
    assert np.abs(first / first.mean() - second / second.mean()).max() < 0.03


def test_a_card_that_is_missing_covered_or_moved_is_refused(card: Pixels) -> None:
    photo, lesion = scene(card)
    without = photo.copy()
    x, y = (place * PX_PER_MM for place in CARD_AT)
    without[y : y + card.shape[0], x : x + card.shape[1]] = (200, 160, 140)
    with pytest.raises(CardMissing):
        measured_by_card(without, lesion, PhotoKind.CLINICAL)
    half = photo.copy()
    half[y : y + card.shape[0], x : x + card.shape[1] // 2] = (200, 160, 140)
    with pytest.raises(CardHidden) as covered:
        find_card(half)
    assert covered.value.seen == 2
    bent = photo.copy()
    left, top = (round((a + b) * PX_PER_MM) for a, b in zip(CARD_AT, PLAN.markers[2], strict=True))
    side = round(PLAN.marker_side * PX_PER_MM)
    marker = bent[top : top + side, left : left + side].copy()
    bent[top : top + side, left : left + side] = 255
    bent[top - 14 : top - 14 + side, left : left + side] = marker
    with pytest.raises(CardBent):
        find_card(bent)


def test_no_size_is_told_of_what_the_card_says_nothing_about(card: Pixels) -> None:
    photo, lesion = scene(card)
    found = find_card(photo)
    assert found is not None
    size = photo.shape[0], photo.shape[1]
    x, y = (place * PX_PER_MM for place in CARD_AT)
    half_on_card = lesion.copy()
    half_on_card[y : y + 100, x : x + 300] = True
    with pytest.raises(CardOverLesion):
        measured_by_card(photo, half_on_card, PhotoKind.CLINICAL)
    assert found.area_cm2(half_on_card, size) is None

    flat_look = np.array([[1, 0, 0], [0, 1, 0], [0, 0.003, 0.2]]) @ found.to_mm
    aslant = FoundCard(flat_look, found.off_mm)
    with pytest.raises(CardAslant):
        straightened(photo, lesion, aslant)
    assert aslant.area_cm2(lesion, size) is None


def test_two_cards_are_refused_and_a_dot_is_measured(card: Pixels) -> None:
    photo, lesion = scene(card)
    dot = np.zeros_like(lesion)
    dot[LESION_AT[1] * PX_PER_MM, LESION_AT[0] * PX_PER_MM] = True
    told = measured_by_card(photo, dot, PhotoKind.CLINICAL)
    assert told.measures.area_cm2 == pytest.approx(0.01 / PX_PER_MM**2, rel=4)
    small = np.asarray(cv2.resize(card, None, fx=0.6, fy=0.6), np.uint8)
    photo[: small.shape[0], : small.shape[1]] = small
    with pytest.raises(CardBent):
        find_card(photo)
