"""A photo and whether it can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class PhotoKind(StrEnum):
    """How the photo was taken; each kind has its own network."""

    CLINICAL = "clinical"
    DERMOSCOPIC = "dermoscopic"


class GateReason(StrEnum):
    """Why a photo is refused, or what is wrong with one that is not.

    BLURRED, TOO_DARK, TOO_BRIGHT, TOO_SMALL, FRAMING, NOT_SKIN refuse it. COLOURED_LIGHT, such as
    a Wood's lamp, and NOT_A_PHOTO, a page, screenshot or collage, make its answer uncertain.
    OUT_OF_SCOPE: skin, but unlike anything the networks were trained on.
    """

    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TOO_SMALL = "too_small"
    FRAMING = "framing"
    NOT_SKIN = "not_skin"
    COLOURED_LIGHT = "coloured_light"
    NOT_A_PHOTO = "not_a_photo"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo, ready for the networks and the store.

    pixels: RGB, (H, W, 3) uint8, sRGB, upright; a huge photo is decoded at reduced scale.
    stored: the bytes to keep: compressed pixels untouched, metadata removed.
    name: the file's own name, for display only; never used as a path.
    photo_id: SHA-256 of `stored`, hexadecimal.
    width_px, height_px: size of the whole photo, upright, before any reduction.
    media_type: of `stored`, such as "image/jpeg".
    """

    photo_id: str
    name: str
    pixels: NDArray[np.uint8]
    stored: bytes
    media_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class PhotoQuality:
    """How well the photo was taken.

    sharpness: variance-of-Laplacian measure, larger is sharper; exposure: mean lightness L*, 0-100;
    clipped: share of pixels too dark or too bright to hold detail, 0..1.
    concerns: what is wrong, worst first; `refused`: those that make it not gradable.
    """

    sharpness: float
    exposure: float
    clipped: float
    short_side_px: int
    concerns: tuple[GateReason, ...] = ()
    refused: tuple[GateReason, ...] = ()
