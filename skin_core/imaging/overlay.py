"""Layers drawn over a photo, and pictures turned into bytes for page and report."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.errors import PhotoUnreadable

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

_COLOURS = cv2.COLORMAP_VIRIDIS  # ordered by lightness, readable by colour-blind eyes, unlike skin
_UNSEEN = 0.55  # brightness of what no network looked at
_LINE, _RIM = (255, 255, 255), (20, 20, 20)  # of an outline
_DOUBT = 60  # opacity, of 255, of what may or may not belong to the lesion
_FAINT = 0.2  # heat below it stays invisible, so that the skin does not turn violet all over


def draw_heatmap(photo: Pixels, heat: Floats, opacity: float) -> Pixels:
    """A heatmap over a photo, both of one size; where it is 0 the photo is untouched.

    photo: RGB (H, W, 3). heat: (H, W), 0..1. opacity: of the strongest place, 0..1.
    """
    share = (opacity * _strength(heat))[..., None]
    return np.asarray(np.rint(photo * (1 - share) + _colours(heat) * share), np.uint8)


def heat_layer(heat: Floats) -> Pixels:
    """A heatmap to lie over a photo by itself, as `draw_heatmap` at full opacity would draw it.

    heat: (H, W), 0..1. Returns: RGBA (H, W, 4), clear where the photo is to be seen.
    """
    cover = np.rint(_strength(heat) * 255).astype(np.uint8)
    return np.dstack([_colours(heat), cover])


def _colours(heat: Floats) -> Pixels:
    levels = (np.clip(heat, 0, 1) * 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(cv2.applyColorMap(levels, _COLOURS), cv2.COLOR_BGR2RGB))


def _strength(heat: Floats) -> Floats:
    return np.asarray(np.clip((heat - _FAINT) / (0.7 - _FAINT), 0, 1), np.float32)


def dim_unseen(photo: Pixels, seen: tuple[int, int, int, int]) -> Pixels:
    """The photo, darker outside what a network looked at.

    seen: its top, left, bottom and right in pixels.
    """
    top, left, bottom, right = seen
    drawn = np.asarray(cv2.LUT(photo, np.rint(np.arange(256) * _UNSEEN).astype(np.uint8)), np.uint8)
    inside = np.s_[top:bottom, left:right]
    drawn[inside] = photo[inside]
    return drawn


def fit(photo: Pixels, max_side_px: int) -> Pixels:
    """The photo no larger than `max_side_px` on its long side; never enlarged."""
    share = max_side_px / max(photo.shape[:2])
    if share >= 1:
        return photo
    size = (max(1, round(photo.shape[1] * share)), max(1, round(photo.shape[0] * share)))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)


def contour_layer(likely: Mask, narrow: Mask, wide: Mask) -> Pixels:
    """An outline to lie over a photo by itself: a light line with a dark rim, seen on any skin.

    likely, narrow, wide: filled masks (H, W); between narrow and wide lies a faint tint.
    Returns: RGBA (H, W, 4), clear where the photo is to be seen.
    """
    layer = np.zeros((*likely.shape, 4), np.uint8)
    layer[wide & ~narrow] = (*_LINE, _DOUBT)
    edges, _ = cv2.findContours(likely.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    width = max(1, round(min(likely.shape) / 250))
    for colour, thickness in ((_RIM, width + 2), (_LINE, width)):
        cv2.drawContours(layer, edges, -1, (*colour, 255), thickness, cv2.LINE_AA)
    return layer


def drawn_layer(mask: Mask, height: int, width: int) -> Pixels:
    """A mask drawn by hand as an outline to lie over a photo of this size. RGBA."""
    cover = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    drawn = np.asarray(cover >= 0.5, np.bool_)
    return contour_layer(drawn, drawn, drawn)


def draw_mask(photo: Pixels, mask: Mask, colour: tuple[int, int, int]) -> Pixels:
    """A photo with the outline and a light tint of a mask, both of one size."""
    drawn = photo.copy()
    drawn[mask] = np.rint(0.65 * photo[mask] + 0.35 * np.array(colour)).astype(np.uint8)
    outlines, _ = cv2.findContours(
        mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    width = max(1, round(min(mask.shape) / 200))
    cv2.drawContours(drawn, outlines, -1, colour, width, cv2.LINE_AA)
    return drawn


def to_grey_png(heat: Floats) -> bytes:
    """A heatmap as a grey PNG: 0 black, 1 white."""
    return _encoded(".png", np.rint(np.clip(heat, 0, 1) * 255).astype(np.uint8), [])


def to_layer_png(layer: Pixels) -> bytes:
    """RGBA pixels as PNG."""
    return _encoded(".png", layer[..., [2, 1, 0, 3]], [])


def to_jpeg(photo: Pixels, quality: int = 85) -> bytes:
    """RGB pixels as JPEG."""
    return _encoded(".jpg", photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encoded(ending: str, pixels: Pixels, options: list[int]) -> bytes:
    done, data = cv2.imencode(ending, np.ascontiguousarray(pixels), options)
    if not done:
        raise PhotoUnreadable
    return data.tobytes()
