"""The one thing of a photo's Exif block that is kept: which way is up."""

from __future__ import annotations

import re
import struct
from typing import Any

from numpy.typing import NDArray

UPRIGHT = 1
_TAG = 0x0112
_SHORT = 3
# Cameras write a SHORT, programs any integer: byte, short, long, and the same with a sign.
_INTEGERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i"}
_IN_XMP = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])")


def read_orientation(exif: bytes) -> int | None:
    """Orientation 1..8 of an Exif block, a TIFF header with its first directory; None if none."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for place in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, many = struct.unpack_from(f"{order}HHI", exif, place)
            if tag == _TAG and kind in _INTEGERS:
                return _value(exif, order, _INTEGERS[kind], many, place + 8)
    except (KeyError, struct.error):
        return None  # a damaged block: phones write whole ones
    return None


def _value(exif: bytes, order: str, form: str, many: int, place: int) -> int | None:
    if many * struct.calcsize(form) > 4:  # it lies elsewhere
        (place,) = struct.unpack_from(f"{order}I", exif, place)
    (value,) = struct.unpack_from(f"{order}{form}", exif, place)
    return int(value) if 1 <= value <= 8 else None


def orientation_in_xmp(xmp: bytes) -> int | None:
    """Orientation 1..8 of an XMP block, which counts where no Exif says one; None if none."""
    found = _IN_XMP.search(xmp)
    return int(found[1]) if found else None


def write_orientation(orientation: int) -> bytes:
    """The smallest Exif block that holds an orientation, 26 bytes."""
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return b"MM\x00*\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + bytes(4)


def upright(pixels: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Pixels (H, W, ...) turned and mirrored so that up is up: a view, H and W may swap."""
    turned = pixels
    if orientation in (2, 3):
        turned = turned[:, ::-1]
    if orientation in (3, 4):
        turned = turned[::-1]
    if orientation in (5, 6, 7, 8):
        turned = turned.swapaxes(0, 1)
    if orientation in (6, 7):
        turned = turned[:, ::-1]
    if orientation in (7, 8):
        turned = turned[::-1]
    return turned


def swaps_sides(orientation: int) -> bool:
    """Whether width and height change places."""
    return orientation in (5, 6, 7, 8)
