"""Which picture format a file has, told from its bytes and never from its name."""

from __future__ import annotations

from enum import StrEnum

from skin_core.errors import (
    PhotoAnimated,
    PhotoEmpty,
    PhotoOtherFormat,
    PhotoRaw,
    PhotoUnreadable,
)


class Format(StrEnum):
    """The formats that are read; the value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    TIFF = "image/tiff"
    BMP = "image/bmp"
    GIF = "image/gif"


SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif", ".hif"}
    | {".tif", ".tiff", ".bmp", ".dib", ".gif"}
)
"""Ends of names of picture files, for searching folders."""

_STARTS = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
    (b"BM", Format.BMP),
)
_RAW_STARTS = (b"FUJIFILMCCD-RAW", b"IIU\x00", b"IIRO", b"IIRS", b"MMOR", b"FOVb", b"\x00MRM")
_NAMED_STARTS = (
    (b"\x00\x00\x00\x0cjP  \r\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x00\x00\x00\x0cJXL \r\n", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"II\xbc\x01", "JPEG XR"),
    (b"8BPS", "Photoshop"),
)
_HEIF_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)


def format_of(data: bytes) -> Format:
    """The format of a picture file.

    Raises: PhotoEmpty, PhotoRaw, PhotoOtherFormat, PhotoAnimated for a film, PhotoUnreadable
    when it is no picture that is known at all.
    """
    if not data:
        raise PhotoEmpty
    for start, found in _STARTS:
        if data.startswith(start):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[4:8] == b"ftyp":
        return _box_format(data[8:12])
    if data.startswith(_RAW_STARTS):
        raise PhotoRaw
    for start, name in _NAMED_STARTS:
        if data.startswith(start):
            raise PhotoOtherFormat(name=name)
    raise PhotoUnreadable


def _box_format(brand: bytes) -> Format:
    """Of a file in boxes, as phones write photos and films alike."""
    if brand in _HEIF_BRANDS:
        return Format.HEIC
    if brand in (b"avif", b"avis"):
        raise PhotoOtherFormat(name="AVIF")
    if brand == b"crx ":  # Canon's raw files
        raise PhotoRaw
    raise PhotoAnimated
