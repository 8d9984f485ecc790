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


def mask_of_png(data: bytes) -> Mask:
    """The mask in a PNG file, (H, W): what is white, or not 0 where there are only two values.

    Of an indexed picture every index but 0 belongs to it; what is transparent does not.
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
    if picture.mode == "P" and "transparency" not in picture.info:
        return np.asarray(np.asarray(picture) != 0, np.bool_)
    if picture.mode in ("1", "L") or picture.mode.startswith("I"):
        return _of_levels(np.asarray(picture))
    layered = np.asarray(picture.convert("RGBA"))
    colours, opacity = layered[..., :3], layered[..., 3]
    if np.ptp(colours[opacity > 0], axis=-1).max(initial=0) > _BLACK_TO:
        raise MaskIsPhoto
    return _of_levels(colours[..., 0].astype(np.uint16) * opacity // 255)


def _of_levels(levels: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Mask:
    narrow = np.uint8 if levels.dtype.itemsize == 1 else np.int32
    grey: NDArray[np.integer] = levels.astype(narrow)
    lowest, highest = int(grey.min()), int(grey.max())
    if np.isin(grey, (lowest, highest)).all():
        return np.asarray(grey > (0 if lowest in (0, highest) else lowest), np.bool_)
    if highest > 255:
        grey = grey * 255 // highest
    between = (grey > _BLACK_TO) & (grey < _WHITE_TO)
    if between.mean() > _MOST_BETWEEN:
        raise MaskIsPhoto
    return np.asarray(grey >= _WHITE_FROM, np.bool_)
