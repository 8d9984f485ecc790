"""Pictures for page and report, from the bytes of a photo and the layers of its analysis."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.engine import LayerStore
from skin_core.domain.photo import Photo, PhotoQuality
from skin_core.imaging import overlay
from skin_core.imaging.flaws import draw_flaws
from skin_core.imaging.load import load_photo
from skin_core.imaging.rendered import read_samples
from skin_core.inference.explain import CAMS, ClassMaps
from skin_core.inference.progress import PhotoFile

__all__ = [
    "display_webp",
    "flaws_webp",
    "is_seen_whole",
    "load_photo",
    "overlay_jpeg",
    "overlay_png",
    "overlay_webp",
    "sample_photos",
    "thumbnail_jpeg",
]

DISPLAY_SIDE_PX = 1280
_RIM = 0.97  # share of the long side that counts as all of it
_NO_LIMIT_MB = 10_000  # stored photos were checked when they came


def display_webp(photo: bytes, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """The photo as a page shows it: upright, sRGB, no metadata. Raises: PhotoError."""
    return overlay.to_webp(overlay.fit(_pixels(photo), max_side_px))


def display_jpeg(photo: bytes, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """The photo as a report prints it. Raises: PhotoError."""
    return overlay.to_jpeg(overlay.fit(_pixels(photo), max_side_px))


def thumbnail_jpeg(photo: Photo, side_px: int = 240) -> bytes:
    """A small picture for lists, long side `side_px`."""
    return overlay.to_jpeg(overlay.fit(photo.pixels, side_px), quality=80)


def overlay_webp(
    photo: bytes,
    analysis: PhotoAnalysis,
    label: str,
    layers: LayerStore,
    opacity: float = 0.5,
    max_side_px: int = DISPLAY_SIDE_PX,
) -> bytes:
    """The photo with the heatmap of one disease over it. Raises: PhotoError, FileDamaged."""
    return overlay.to_webp(_overlaid(photo, analysis, label, layers, opacity, max_side_px))


def overlay_png(
    photo: bytes,
    analysis: PhotoAnalysis,
    label: str,
    layers: LayerStore,
    opacity: float = 0.5,
    max_side_px: int = DISPLAY_SIDE_PX,
) -> bytes:
    """As `overlay_webp`, without loss. Raises: PhotoError, FileDamaged."""
    return overlay.to_png(_overlaid(photo, analysis, label, layers, opacity, max_side_px))


def overlay_jpeg(
    photo: bytes,
    analysis: PhotoAnalysis,
    label: str,
    layers: LayerStore,
    opacity: float = 0.5,
    max_side_px: int = DISPLAY_SIDE_PX,
) -> bytes:
    """As `overlay_webp`, for reports. Raises: PhotoError, FileDamaged."""
    return overlay.to_jpeg(_overlaid(photo, analysis, label, layers, opacity, max_side_px))


def flaws_webp(photo: bytes, quality: PhotoQuality, max_side_px: int = DISPLAY_SIDE_PX) -> bytes:
    """A photo with what is wrong with it drawn on. Raises: PhotoError."""
    return overlay.to_webp(draw_flaws(overlay.fit(_pixels(photo), max_side_px), quality))


def heatmap_png(analysis: PhotoAnalysis, label: str, layers: LayerStore) -> bytes:
    """The heatmap alone at the photo's full size: a grey PNG, white where it is strongest."""
    maps = _maps(analysis, layers)
    return overlay.to_grey_png(maps.heatmap(label, analysis.height_px, analysis.width_px))


def is_seen_whole(analysis: PhotoAnalysis, layers: LayerStore) -> bool:
    """Whether the square that the network looked at is, but for a rim, the whole photo."""
    height, width = analysis.height_px, analysis.width_px
    _, _, side = _maps(analysis, layers).seen(height, width)
    return side >= _RIM * max(height, width)


def sample_photos() -> tuple[PhotoFile, ...]:
    """Rendered pictures for a first look, as files; their names are keys of "gate.sample"."""
    return tuple(PhotoFile(name, data) for name, data in read_samples().items())


def _overlaid(
    photo: bytes,
    analysis: PhotoAnalysis,
    label: str,
    layers: LayerStore,
    opacity: float,
    max_side_px: int,
) -> NDArray[np.uint8]:
    shown = overlay.fit(_pixels(photo), max_side_px)
    size = shown.shape[:2]
    maps = _maps(analysis, layers)
    heated = overlay.draw_heatmap(shown, maps.heatmap(label, *size), opacity)
    return overlay.dim_unseen(heated, maps.seen(*size))


def _maps(analysis: PhotoAnalysis, layers: LayerStore) -> ClassMaps:
    return ClassMaps.from_bytes(layers.get(analysis.layers[CAMS]))


@lru_cache(maxsize=4)  # the opacity slider asks for the same photo again and again
def _pixels(photo: bytes) -> NDArray[np.uint8]:
    pixels = load_photo(photo, "", _NO_LIMIT_MB).pixels
    pixels.setflags(write=False)
    return pixels
