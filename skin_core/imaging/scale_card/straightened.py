"""A photo as from straight above, under the white light that the card's greys tell."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from skin_core.errors import MaskEmpty
from skin_core.imaging.scale_card.found import Floats, FoundCard, Mask, Pixels, placed
from skin_core.imaging.scale_card.plan import PLAN

_SIDE_PX = 1200  # at most: of what is measured, the lesion with skin around it
_AROUND = 0.6  # of the lesion's longer side, on each side
_GREY = 128  # the patch by which white is set: the others are clipped too easily
_INNER = 0.5  # of a patch, from its middle
_CHANNEL = slice(30, 225)  # levels of a grey patch by which light may be told
_GAMMA = 2.2
_EDGES = np.array([[0, 0], [PLAN.width, 0], [PLAN.width, PLAN.height], [0, PLAN.height]])


@dataclass(frozen=True, slots=True, eq=False)
class Straightened:
    """Photo and lesion from straight above. photo: RGB (H, W, 3); lesion, card: (H, W).

    held: the same pixels as the file holds them, none averaged and none under another light.
    error_share: how far lengths may be off, as a share; of an area about twice as much.
    white_set: whether the grey of the card told the colour of the light.
    """

    photo: Pixels
    held: Pixels
    lesion: Mask
    card: Mask
    px_per_cm: float
    error_share: float
    white_set: bool


def straightened(photo: Pixels, lesion: Mask, card: FoundCard) -> Straightened:
    """The lesion and the skin around it without tilt, at one scale. lesion: (H, W) of the photo.

    Holds where the skin is as flat as the card and lies in its plane.
    Raises: MaskEmpty, CardOverLesion, CardAslant.
    """
    edges = _outline(lesion)
    card.check(lesion, (photo.shape[0], photo.shape[1]))
    reached = placed(edges, card.to_mm)
    low, high = reached.min(0), reached.max(0)
    finest = card.px_per_cm_at(*edges.mean(0)) / 10
    margin = _AROUND * max(float((high - low).max()), 1 / finest)  # a lesion may be one pixel
    low, high = low - margin, high + margin
    scale = min(finest, _SIDE_PX / float((high - low).max()))
    onto = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    size = tuple(int(np.ceil(side * scale)) for side in high - low)
    through = onto @ card.to_mm
    white = _light(photo, card)
    seen = np.asarray(cv2.warpPerspective(photo, through, size, flags=cv2.INTER_AREA), np.uint8)
    held = np.asarray(cv2.warpPerspective(photo, through, size, flags=cv2.INTER_NEAREST), np.uint8)
    mask = cv2.warpPerspective(lesion.astype(np.uint8), through, size, flags=cv2.INTER_NEAREST)
    pixels = seen if white is None else _under(seen, white)
    error = card.length_error(lesion, (photo.shape[0], photo.shape[1]))
    paper = _paper(placed(_EDGES, onto), (size[1], size[0]))
    return Straightened(pixels, held, mask > 0, paper, scale * 10, error, white is not None)


def _paper(corners: Floats, size: tuple[int, int]) -> Mask:
    """Within these corners, (4, 2), of a photo of that height and width."""
    covered = np.zeros(size, np.uint8)
    cv2.fillConvexPoly(covered, np.round(corners).astype(np.int32), 1)
    return np.asarray(covered > 0, np.bool_)


def _outline(lesion: Mask) -> Floats:
    """Points round the lesion, (N, 2), as x and y."""
    found, _ = cv2.findContours(lesion.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        raise MaskEmpty
    return np.concatenate(found).reshape(-1, 2).astype(np.float64)


def _light(photo: Pixels, card: FoundCard) -> Floats | None:
    """What multiplies red, green and blue light so that the grey is grey; None where unsure."""
    left, top = PLAN.patches[_GREY]
    rim = PLAN.patch_side * (1 - _INNER) / 2
    near, far = rim, PLAN.patch_side - rim
    square = np.array([[near, near], [far, near], [far, far], [near, far]]) + np.array([left, top])
    corners = placed(square, np.asarray(np.linalg.inv(card.to_mm), np.float64))
    pixels = photo[_paper(corners, (photo.shape[0], photo.shape[1]))]
    if len(pixels) < 4:
        return None
    told = np.median(pixels, axis=0)
    if told.min() < _CHANNEL.start or told.max() > _CHANNEL.stop:
        return None
    light = (told / 255) ** _GAMMA
    return np.asarray(light.mean() / light, np.float64)


def _under(photo: Pixels, white: Floats) -> Pixels:
    levels = np.arange(256) / 255
    tables = [255 * np.clip(levels * gain ** (1 / _GAMMA), 0, 1) for gain in white]
    table = np.stack(tables, axis=1).round().astype(np.uint8)[None]
    return np.asarray(cv2.LUT(photo, table), np.uint8)
