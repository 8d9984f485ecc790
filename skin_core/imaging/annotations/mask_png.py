"""Masks as PNG: white on black."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from skin_core.errors import AnnotationUnreadable, MaskIsPhoto
from skin_core.imaging.annotations.outline import Mask, check_size

PNG_START = b"\x89PNG\r\n\x1a\n"
_WHITE_FROM = 128
_BLACK_TO, _WHITE_TO = 16, 239  # greys between are soft edges, and few
_MOST_BETWEEN = 0.05
_MOST_LABELS = 32  # colours of a palette that name things; more are those of a photo
_FLAT = 0.75  # of neighbours that are alike in a picture of labels; in a photo few are


def mask_of_png(data: bytes) -> Mask:
    """The mask in a PNG file, (H, W): what is white, or not 0 where there are only two values.

    Flat areas of low levels (1, 2, ...) are labels, and each but 0 belongs to the mask. An indexed
    picture is read by the greys of its palette; one of coloured labels by its index, of which 0 is
    outside and black or transparent. What is transparent does not belong to it.
    Raises: AnnotationUnreadable, AnnotationTooLarge, MaskIsPhoto.
    """
    if not data.startswith(PNG_START):
        raise AnnotationUnreadable
    try:
        with PngImageFile(io.BytesIO(data)) as picture:  # Image.open has a size check of its own
            check_size(picture.height, picture.width)
            return _mask_of(picture)
    except (OSError, ValueError, EOFError, SyntaxError) as error:
        raise AnnotationUnreadable from error


def png_of_mask(mask: Mask) -> bytes:
    """A mask (H, W) as a grey PNG: 0 outside, 255 inside."""
    out = io.BytesIO()
    Image.fromarray(np.where(mask, np.uint8(255), np.uint8(0))).save(out, "PNG", optimize=True)
    return out.getvalue()


def _mask_of(picture: Image.Image) -> Mask:
    if picture.mode == "P":
        return _of_palette(picture)
    if picture.mode in ("1", "L") or picture.mode.startswith("I"):
        return _of_levels(np.asarray(picture))
    layered = np.asarray(picture.convert("RGBA"))
    colours, opacity = layered[..., :3], layered[..., 3]
    if np.ptp(colours[opacity > 0], axis=-1).max(initial=0) > _BLACK_TO:
        raise MaskIsPhoto
    return _of_levels(colours[..., 0].astype(np.uint16) * opacity // 255)


def _of_palette(picture: Image.Image) -> Mask:
    index = np.asarray(picture)
    colours, opacity = _palette_of(picture)
    used = np.flatnonzero(np.bincount(index.ravel(), minlength=256))
    levels = colours[:, 0] * opacity // 255
    seen = colours[used[opacity[used] > 0]]
    if np.ptp(seen, axis=-1).max(initial=0) <= _BLACK_TO and (
        used.size == 1 or np.ptp(levels[used])
    ):
        return _of_levels(levels.astype(np.uint8)[index])
    is_outside = not opacity[0] or colours[0].max() <= _BLACK_TO
    if not is_outside or used.size > _MOST_LABELS or not _is_flat(index):
        raise MaskIsPhoto
    return np.asarray((index != 0) & (opacity[index] > 0), np.bool_)


def _palette_of(picture: Image.Image) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Red, green and blue (256, 3) and opacity (256,) of each index, 0 to 255."""
    colours, opacity = np.zeros((256, 3), np.int64), np.full(256, 255, np.int64)
    told = np.asarray(picture.getpalette() or [], np.int64).reshape(-1, 3)[:256]
    colours[: len(told)] = told
    clear = picture.info.get("transparency")
    if isinstance(clear, bytes):
        opacity[: len(clear)] = list(clear[:256])
    elif isinstance(clear, int):
        opacity[clear] = 0
    return colours, opacity


def _of_levels(levels: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Mask:
    narrow = np.uint8 if levels.dtype.itemsize == 1 else np.int32
    grey: NDArray[np.integer] = levels.astype(narrow)
    lowest, highest = int(grey.min()), int(grey.max())
    if np.isin(grey, (lowest, highest)).all():
        return np.asarray(grey > (0 if lowest in (0, highest) else lowest), np.bool_)
    if highest < _WHITE_FROM:
        if not _is_flat(grey):
            raise MaskIsPhoto
        return np.asarray(grey != 0, np.bool_)
    if highest > 255:
        grey = grey * 255 // highest
    between = (grey > _BLACK_TO) & (grey < _WHITE_TO)
    if between.mean() > _MOST_BETWEEN:
        raise MaskIsPhoto
    return np.asarray(grey >= _WHITE_FROM, np.bool_)


def _is_flat(values: NDArray[np.integer]) -> bool:
    """Whether most neighbours in a row are alike, as in a picture of labels."""
    return bool((values[:, 1:] == values[:, :-1]).mean() >= _FLAT) if values.shape[1] > 1 else True
