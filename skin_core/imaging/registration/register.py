"""Two photos of one lesion laid over each other by what is seen on them."""

from __future__ import annotations

import cv2
import numpy as np

from skin_core.errors import PhotosDiffer, TooFewMarks
from skin_core.imaging.registration.found import (
    Floats,
    Mask,
    Registered,
    RegisteredBy,
    Side,
    length_error,
    moved_by,
    root_mean_square,
)
from skin_core.imaging.registration.marks import WORK_SIDE_PX, marks_of, on_both
from skin_core.imaging.registration.points import agreeing, similarity
from skin_core.imaging.registration.refined import refined
from skin_core.imaging.scale_card import PLAN, FoundCard, seen_cards

_FEWEST_AGREEING = 12  # photos of different lesions reach 6 (docs/decisions/0023-follow-up.md)
_NARROW = 0.21  # across by along, of a band of marks: a ruler's is 3 by 15 cm; 45 photos: 0.5 up
_OFF_PX = 4.0  # at working size: what one affine map may leave of a homography and of soft skin
_SCALES = (0.2, 5.0)  # of lengths between two photos of one lesion
_MOST_SKEW = 2.0  # the longer axis of a circle laid over, by the shorter one


def register(reference: Side, moved: Side) -> Registered:
    """How `moved` lies on `reference`.

    By marks of the skin; where both show a scale card, lengths are those that the cards tell,
    unless the skin contradicts them; and where the skin has too few marks the photos are laid over
    each other by the cards and the lesions' middles alone.
    Raises: TooFewMarks where the skin shows too little to compare; PhotosDiffer where it shows
    enough and nothing of it agrees, as on photos of different sites.
    """
    cards = reference.card and moved.card and (reference.card, moved.card)
    try:
        pairs = _pairs(reference, moved)
    except TooFewMarks:
        if cards and reference.lesion is not None and moved.lesion is not None:
            return _by_scale(reference, moved, *cards)
        raise
    if cards:
        return _by_cards(reference, moved, *cards, *pairs)
    return _by_skin(reference, moved, *pairs)


def _pairs(reference: Side, moved: Side) -> tuple[Floats, Floats]:
    """Places on both that one map brings together.

    Raises: TooFewMarks, PhotosDiffer; also where they lie along one narrow band alone: two sites
    with one ruler beside them agree along it.
    """
    first, second = on_both(
        marks_of(reference.pixels, _card_of(reference)), marks_of(moved.pixels, _card_of(moved))
    )
    off = _OFF_PX * max(1.0, max(reference.size) / WORK_SIDE_PX)
    inside = agreeing(first, second, off)
    if inside.sum() < _FEWEST_AGREEING or _is_band(first[inside]):
        raise PhotosDiffer
    return first[inside], second[inside]


def _is_band(places: Floats) -> bool:
    along, across = np.linalg.svd(places - places.mean(axis=0), compute_uv=False)
    return bool(across < _NARROW * along)


def _by_skin(reference: Side, moved: Side, first: Floats, second: Floats) -> Registered:
    through, *_ = np.linalg.lstsq(np.c_[second, np.ones(len(second))], first, rcond=None)
    affine = np.vstack([through.T, [0, 0, 1]])
    _check(affine)
    onto = refined(reference.pixels, moved.pixels, affine)
    coarse, apart = (root_mean_square(moved_by(second, one) - first) for one in (affine, onto))
    if apart > 2 * coarse:  # it followed the light, or the lesion that has changed
        onto, apart = affine, coarse
    error = length_error(apart, first)
    return Registered(onto, RegisteredBy.SKIN, apart, error, reference.size[0])


def _check(affine: Floats) -> None:
    """Raises: PhotosDiffer for a map that no camera before the same skin makes."""
    longer, shorter = np.linalg.svd(affine[:2, :2], compute_uv=False)
    possible = _SCALES[0] < shorter and longer < _SCALES[1] and longer < _MOST_SKEW * shorter
    if not possible or np.linalg.det(affine[:2, :2]) < 0:
        raise PhotosDiffer


def _by_cards(
    reference: Side,
    moved: Side,
    card: FoundCard,
    other: FoundCard,
    first: Floats,
    second: Floats,
) -> Registered:
    """In millimetres only a turn and a shift are left, since a card lies elsewhere each time.

    Where the same skin is of another size by the one card than by the other, one of them tells
    wrong, and nobody knows which: then the skin alone counts.
    """
    here, there = moved_by(first, card.to_mm), moved_by(second, other.to_mm)
    free = similarity(here, there)
    times = np.sqrt(abs(np.linalg.det(free[:2, :2])))
    left = length_error(root_mean_square(moved_by(there, free) - here), here)
    errors = _card_error(reference, card), _card_error(moved, other)
    most = (1 + errors[0]) * (1 + errors[1]) * (1 + left)
    if not 1 / most <= times <= most:
        return _by_skin(reference, moved, first, second)
    onto = np.linalg.inv(card.to_mm) @ similarity(here, there, 1.0) @ other.to_mm
    apart = root_mean_square(moved_by(second, onto) - first)
    return Registered(onto / onto[2, 2], RegisteredBy.CARD, apart, sum(errors), reference.size[0])


def _by_scale(reference: Side, moved: Side, card: FoundCard, other: FoundCard) -> Registered:
    """As large as they are, upright as they were taken, the middles of the lesions together."""
    (here, along), (there, other_along) = _upright(reference, card), _upright(moved, other)
    turn = along - other_along
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    rigid = np.eye(3)
    rigid[:2, :2], rigid[:2, 2] = spin, here - spin @ there
    onto = np.linalg.inv(card.to_mm) @ rigid @ other.to_mm
    error = _card_error(reference, card) + _card_error(moved, other)
    return Registered(onto / onto[2, 2], RegisteredBy.SCALE, None, error, reference.size[0])


def _upright(side: Side, card: FoundCard) -> tuple[Floats, float]:
    """The middle of a lesion in millimetres, and which way the photo's rows run there, radians."""
    assert side.lesion is not None
    shape, size = np.array(side.lesion.shape[::-1]), np.array(side.size)
    middle = np.argwhere(side.lesion)[:, ::-1].mean(axis=0) * size / shape
    place, beside = moved_by(np.stack([middle, middle + np.array([1.0, 0.0])]), card.to_mm)
    across, down = beside - place
    return place, float(np.arctan2(down, across))


def _card_error(side: Side, card: FoundCard) -> float:
    """Of lengths: half of what an area is said to be off by beside it."""
    there = np.ones((1, 1), np.bool_) if side.lesion is None else side.lesion  # else the middle
    return card.area_error(there, side.size[::-1]) / 2


def _card_of(side: Side) -> Mask | None:
    """Where the card lies, with a rim, so that its marks are not taken for the skin's.

    A card that is covered or bent tells nothing, but has marks too.
    """
    if side.card is None:
        return seen_cards(side.pixels)
    rim = 3.0  # mm
    corners = np.array(
        [[-rim, -rim], [PLAN.width + rim, -rim], [PLAN.width + rim, PLAN.height + rim],
         [-rim, PLAN.height + rim]]
    )  # fmt: skip
    seen = moved_by(corners, np.asarray(np.linalg.inv(side.card.to_mm), np.float64))
    covered = np.zeros(side.pixels.shape[:2], np.uint8)
    cv2.fillConvexPoly(covered, np.round(seen).astype(np.int32), 1)
    return covered > 0
