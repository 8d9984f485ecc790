"""From the bytes of a file to a `Photo`: upright sRGB pixels, and bytes without metadata."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import numpy as np
from PIL import ExifTags, Image

from skin_core.domain.photo import Photo
from skin_core.errors import (
    PhotoAnimated,
    PhotoFileTooLarge,
    PhotoTooLarge,
    PhotoTooSmall,
)
from skin_core.imaging.decode import damage_named, decode_reduced, heif_size, open_picture, to_srgb
from skin_core.imaging.formats import Format, format_of
from skin_core.imaging.keep import encode_deep_tiff, encode_lossless, has_deep_colour
from skin_core.imaging.metadata import STRIPPERS
from skin_core.imaging.orientation import UPRIGHT, swaps_sides, upright

LIMIT_MP = 100
SMALLEST_SHOWN_PX = 8  # below this there is nothing to show, not even as a refused photo
WANTED_SIDE_PX = 64  # below this the gate refuses
LONGEST_NAME = 120
_MB = 1_000_000


def load_photo(data: bytes, name: str, limit_mb: float = 50) -> Photo:
    """The photo in a file: JPEG, PNG, WebP, HEIC, TIFF, BMP or a still GIF.

    JPEG, PNG and WebP keep their compressed pixels byte for byte; the others are stored anew,
    without loss. Size limits are checked before any pixel is decoded.
    Raises: PhotoFileTooLarge, PhotoEmpty, PhotoUnreadable, PhotoTruncated, PhotoAnimated,
    PhotoTooLarge, PhotoTooSmall.
    """
    if len(data) > limit_mb * _MB:
        raise PhotoFileTooLarge(size_mb=round(len(data) / _MB), limit_mb=round(limit_mb))
    found = format_of(data)
    if found in STRIPPERS:
        data = STRIPPERS[found](data)  # first of all, so that no decoder meets the metadata
    elif found is Format.HEIC:
        _check_size(*heif_size(data))  # opening it decodes it
    picture = open_picture(data, found)
    width, height = picture.size
    _check_size(width, height)
    orientation = _orientation(picture)
    pixels = decode_reduced(picture)
    if found in STRIPPERS:
        pixels = upright(pixels, orientation)
        stored, media_type = data, found.value
        if swaps_sides(orientation):
            width, height = height, width
    else:  # size and pixels are upright already
        stored, media_type = _store_anew(data, picture, orientation)
    return Photo(
        photo_id=hashlib.sha256(stored).hexdigest(),
        name=display_name(name),
        pixels=np.ascontiguousarray(pixels),
        stored=stored,
        media_type=media_type,
        width_px=width,
        height_px=height,
    )


def display_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no invisible characters, any script."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if len(visible) > LONGEST_NAME:
        stem, dot, suffix = visible.rpartition(".")
        visible = f"{stem[: LONGEST_NAME - len(suffix) - 2]}…{dot}{suffix[-8:]}"
    return visible or "photo"


def _check_size(width: int, height: int) -> None:
    if width * height > LIMIT_MP * _MB:
        raise PhotoTooLarge(width_px=width, height_px=height, limit_mp=LIMIT_MP)
    if min(width, height) < SMALLEST_SHOWN_PX:
        raise PhotoTooSmall(width_px=width, height_px=height, minimum_px=WANTED_SIDE_PX)


def _orientation(picture: Image.Image) -> int:
    with damage_named():
        if getattr(picture, "is_animated", False) and picture.format == "GIF":
            raise PhotoAnimated
        found = picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT)
    return found if found in range(1, 9) else UPRIGHT


def _store_anew(data: bytes, picture: Image.Image, orientation: int) -> tuple[bytes, str]:
    with damage_named():
        if has_deep_colour(picture):
            return encode_deep_tiff(data, orientation, picture.info.get("icc_profile"))
        if picture.mode in ("CMYK", "YCbCr", "LAB"):
            return encode_lossless(to_srgb(picture))  # no browser shows these
        return encode_lossless(picture)
