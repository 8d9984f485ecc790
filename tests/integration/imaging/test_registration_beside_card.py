"""Photos with a scale card are laid by the skin they show, and never by what the card shows."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.errors import CardBent, CardHidden, PhotosDiffer
from skin_core.imaging.registration import RegisteredBy, Side, register
from skin_core.imaging.rendered import render_skin
from skin_core.imaging.scale_card import find_card
from tests.integration.test_scale_card import PX_PER_MM, card, tilted

__all__ = ["card"]
Pixels = NDArray[np.uint8]
SIZE = (960, 720)
LESION = np.zeros(SIZE[::-1], np.bool_)
LESION[150:260, 420:540] = True


def site(seed: int) -> Pixels:
    """Skin of its own with marks of its own, without a card."""
    photo = render_skin("mole", "light", seed, SIZE)
    drawn = np.random.default_rng(seed)
    for _ in range(200):
        x, y, radius = drawn.integers(SIZE[0]), drawn.integers(SIZE[1]), drawn.integers(3, 8)
        colour = tuple(int(level) for level in drawn.integers(60, 170, 3))
        cv2.circle(photo, (int(x), int(y)), int(radius), colour, -1)
    return photo


def beside(photo: Pixels, card: Pixels, x: int, y: int) -> Pixels:
    seen = photo.copy()
    seen[y : y + card.shape[0], x : x + card.shape[1]] = card
    return seen


def half_covered(card: Pixels) -> Pixels:
    seen = card.copy()
    seen[:, round(0.55 * card.shape[1]) :] = (150, 110, 90)
    return seen


def bent(card: Pixels) -> Pixels:
    """One corner of it lies two millimetres off."""
    seen, (down, across) = card.copy(), (side // 2 for side in card.shape[:2])
    seen[down:, across:] = np.roll(seen[down:, across:], 2 * PX_PER_MM, axis=1)
    return seen


@pytest.mark.parametrize("tilt", [0, 30])
@pytest.mark.parametrize(("spoilt", "error"), [(half_covered, CardHidden), (bent, CardBent)])
def test_the_print_of_a_card_that_cannot_be_read_is_not_taken_for_skin(
    card: Pixels, spoilt: Callable[[Pixels], Pixels], error: type[Exception], tilt: int
) -> None:
    """Its greys and markers are alike on all photos, whatever skin they lie on."""
    printed = spoilt(card)
    first, other = beside(site(11), printed, 240, 440), beside(site(29), printed, 208, 456)
    for photo in (first, other):
        with pytest.raises(error):
            find_card(photo)
    with pytest.raises(PhotosDiffer):
        register(Side(first, LESION), Side(tilted(other, tilt, 40), LESION))
    nearer = cv2.getRotationMatrix2D((480, 360), 8, 1.1)
    later = cv2.warpAffine(site(11), nearer, SIZE, borderMode=cv2.BORDER_REFLECT)
    laid = register(Side(first), Side(beside(np.asarray(later, np.uint8), printed, 300, 430)))
    assert laid.by is RegisteredBy.SKIN
    assert np.linalg.norm(laid.onto[:2] @ np.vstack([nearer, [0, 0, 1]]) - np.eye(3)[:2]) < 3


def test_two_cards_do_not_lay_the_lesions_of_different_sites_over_each_other(card: Pixels) -> None:
    first, other = beside(site(11), card, 240, 440), beside(site(29), card, 208, 456)
    sides = [Side(one, LESION, find_card(one)) for one in (first, other)]
    assert all(side.card for side in sides)
    with pytest.raises(PhotosDiffer):
        register(*sides)
