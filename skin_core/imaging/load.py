"""From the bytes of a file to a `Photo`: upright sRGB pixels, and bytes without metadata."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from skin_core.domain.photo import Photo
from skin_core.errors import PhotoFileTooLarge
from skin_core.imaging.decode import decode
from skin_core.imaging.formats import format_of
from skin_core.imaging.keep import Kept, keep_anew
from skin_core.imaging.metadata import STRIPPERS

LONGEST_NAME, LONGEST_ENDING = 120, 8
_MB = 1_000_000


def load_photo(data: bytes, name: str, limit_mb: float = 50) -> Photo:
    """The photo in a file: JPEG, PNG, WebP, HEIC, TIFF, BMP or a still GIF.

    JPEG, PNG and WebP keep their compressed pixels byte for byte; the others are stored anew,
    without loss. The pixels are decoded from what is stored, so that a photo read again is the
    same photo. Size limits are checked before any pixel is decoded.
    Raises: PhotoFileTooLarge, PhotoEmpty, PhotoUnreadable and its kinds, PhotoTruncated,
    PhotoAnimated, PhotoTooLarge, PhotoTooSmall.
    """
    if len(data) > limit_mb * _MB:
        raise PhotoFileTooLarge(size_mb=round(len(data) / _MB), limit_mb=round(limit_mb))
    found = format_of(data)
    strip = STRIPPERS.get(found)  # first of all, so that no decoder meets the metadata
    kept = Kept(strip(data), found) if strip else keep_anew(data, found)
    decoded = decode(kept.stored, kept.format, kept.picture)
    return Photo(
        photo_id=hashlib.sha256(kept.stored).hexdigest(),
        name=display_name(name),
        pixels=decoded.pixels,
        stored=kept.stored,
        media_type=kept.format.value,
        width_px=decoded.width_px,
        height_px=decoded.height_px,
    )


def display_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no invisible characters, any script."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if len(visible) > LONGEST_NAME:
        _, dot, suffix = visible.rpartition(".")
        ending = f"{dot}{suffix}" if dot and len(suffix) <= LONGEST_ENDING else ""
        visible = f"{visible[: LONGEST_NAME - len(ending) - 1]}…{ending}"
    return visible or "photo"
