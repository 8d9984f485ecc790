"""Pictures for page and report, from the bytes of a photo and the layers of its analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.engine import LayerStore
from skin_core.domain.photo import PhotoQuality
from skin_core.imaging import overlay
from skin_core.imaging.flaws import draw_flaws
from skin_core.imaging.load import load_photo
from skin_core.imaging.quality import measure_quality
from skin_core.imaging.rendered import read_samples
from skin_core.inference.explain import CAMS, ClassMaps
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.inference.progress import PhotoFile

__all__ = [
    "HeatLayer",
    "display_jpeg",
    "drawn_layer",
    "flaws_jpeg",
    "heat_layer",
    "heatmap_png",
    "load_photo",
    "mask_png",
    "measure_quality",
    "opened",
    "outline_layer",
    "photo_and_overlay",
    "printed_jpeg",
    "sample_ids",
    "sample_photos",
    "screen_jpeg",
]

DISPLAY_SIDE_PX = 1280
SCREEN_QUALITY = 90
LINE_SIDE_PX = 960
HEAT_SIDE_PX = 480  # a heatmap is smooth: the browser may enlarge it
_PRINTED_OPACITY = 0.5
_RIM = 0.97  # share of the long side that counts as all of it
_NO_LIMIT_MB = 10_000  # stored photos were checked when they came


@dataclass(frozen=True, slots=True)
class HeatLayer:
    """The heatmap of one disease as a picture of its own, to lie over the photo.

    png: clear where nothing spoke for the disease. seen: left, top, width and height of what the
    network looked at, in shares of the photo; None where that is all of it.
    """

    png: bytes
    seen: tuple[float, float, float, float] | None


def opened(read: Callable[[str], bytes]) -> Callable[[str], NDArray[np.uint8]]:
    """The pixels of stored photos by key, each decoded once for as long as this is held.

    read: the bytes of a file of the store. What it gives raises: FileDamaged, PhotoError.
    """
    return cache(lambda key: _pixels(read(key)))


def screen_jpeg(photo: bytes, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """The photo as a page shows it: upright, sRGB, no metadata. Raises: PhotoError."""
    return overlay.to_jpeg(overlay.fit(_pixels(photo), max_side_px), SCREEN_QUALITY)


def display_jpeg(photo: bytes, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """The photo as a report prints it. Raises: PhotoError."""
    return printed_jpeg(_pixels(photo), max_side_px)


def printed_jpeg(photo: NDArray[np.uint8], max_side_px: int) -> bytes:
    """The same of its pixels, RGB (H, W, 3)."""
    return overlay.to_jpeg(overlay.fit(photo, max_side_px))


def heat_layer(analysis: PhotoAnalysis, label: str, layers: LayerStore) -> HeatLayer:
    """The heatmap of one disease for the screen. Raises: FileDamaged."""
    height, width = analysis.height_px, analysis.width_px
    maps, share = _maps(analysis, layers), min(1.0, HEAT_SIDE_PX / max(height, width))
    heat = maps.heatmap(label, max(1, round(height * share)), max(1, round(width * share)))
    top, left, bottom, right = maps.seen(height, width)
    seen = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    is_whole = min(seen[2:]) >= _RIM
    return HeatLayer(overlay.to_layer_png(overlay.heat_layer(heat)), None if is_whole else seen)


def photo_and_overlay(
    photo: NDArray[np.uint8],
    analysis: PhotoAnalysis,
    label: str,
    layers: LayerStore,
    max_side_px: int = DISPLAY_SIDE_PX,
) -> tuple[bytes, bytes]:
    """A photo, RGB (H, W, 3), as a report prints it, plain and under the heatmap of one disease.

    What no network looked at is darker under the heatmap. Raises: FileDamaged.
    """
    shown, maps = overlay.fit(photo, max_side_px), _maps(analysis, layers)
    size = shown.shape[:2]
    heated = overlay.draw_heatmap(shown, maps.heatmap(label, *size), _PRINTED_OPACITY)
    dimmed = overlay.dim_unseen(heated, maps.seen(*size))
    return overlay.to_jpeg(shown), overlay.to_jpeg(dimmed)


def flaws_jpeg(photo: bytes, quality: PhotoQuality, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """A photo with what is wrong with it drawn on. Raises: PhotoError."""
    drawn = draw_flaws(overlay.fit(_pixels(photo), max_side_px), quality)
    return overlay.to_jpeg(drawn, SCREEN_QUALITY)


def heatmap_png(analysis: PhotoAnalysis, label: str, layers: LayerStore) -> bytes:
    """The heatmap alone at the photo's full size: a grey PNG, white where it is strongest."""
    maps = _maps(analysis, layers)
    return overlay.to_grey_png(maps.heatmap(label, analysis.height_px, analysis.width_px))


def outline_layer(analysis: PhotoAnalysis, layers: LayerStore) -> bytes | None:
    """The outline of the lesion as a PNG of its own, to lie over the photo, in the photo's shape.

    Clear but for the line and a faint tint where its edge is in doubt; None where no network
    outlined the photo. Raises: FileDamaged.
    """
    drawn = _outline(analysis, layers)
    if drawn is None:
        return None
    size = _line_size(analysis)
    return overlay.to_layer_png(overlay.contour_layer(drawn.mask(*size), *drawn.lines(*size)))


def drawn_layer(analysis: PhotoAnalysis, mask: NDArray[np.bool_]) -> bytes:
    """The same of a mask that the clinician drew, (H, W) of any size: it is in no doubt."""
    return overlay.to_layer_png(overlay.drawn_layer(mask, *_line_size(analysis)))


def _line_size(analysis: PhotoAnalysis) -> tuple[int, int]:
    height, width = analysis.height_px, analysis.width_px
    share = min(1.0, LINE_SIDE_PX / max(height, width))
    return max(1, round(height * share)), max(1, round(width * share))


def mask_png(analysis: PhotoAnalysis, layers: LayerStore) -> bytes | None:
    """The lesion at the photo's full size: a grey PNG, 255 inside the outline, else 0.

    All 0 where no lesion was found; None where no network outlined the photo. Raises: FileDamaged.
    """
    drawn = _outline(analysis, layers)
    if drawn is None:
        return None
    mask = drawn.mask(analysis.height_px, analysis.width_px)
    return overlay.to_grey_png(mask.astype(np.float32))


def _outline(analysis: PhotoAnalysis, layers: LayerStore) -> OutlineMap | None:
    key = analysis.layers.get(OUTLINE)
    return None if key is None else OutlineMap.from_bytes(layers.get(key))


def sample_photos() -> tuple[PhotoFile, ...]:
    """Rendered pictures for a first look, as files; their names are keys of "gate.sample"."""
    return tuple(PhotoFile(name, data) for name, data in read_samples().items())


@cache
def sample_ids() -> frozenset[str]:
    """The ids of these pictures, as of any photo by what it shows."""
    return frozenset(load_photo(one.data, one.name).photo_id for one in sample_photos())


def _maps(analysis: PhotoAnalysis, layers: LayerStore) -> ClassMaps:
    return ClassMaps.from_bytes(layers.get(analysis.layers[CAMS]))


def _pixels(photo: bytes) -> NDArray[np.uint8]:
    return load_photo(photo, "", _NO_LIMIT_MB).pixels
