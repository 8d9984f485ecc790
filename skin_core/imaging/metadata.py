"""Take a photo's metadata away and leave its compressed pixels as they are, byte for byte.

Kept: what decoding needs, the colour profile, and the orientation. Gone: place, time, camera,
maker notes, comments, thumbnails, and whatever a phone hangs behind the picture, such as a
short film with sound.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from skin_core.errors import PhotoAnimated, PhotoTruncated, PhotoUnreadable
from skin_core.imaging.formats import Format
from skin_core.imaging.orientation import UPRIGHT, read_orientation, write_orientation

_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"  # 1.1, square, no thumbnail
_EXIF = b"Exif\x00\x00"
_ICC = b"ICC_PROFILE\x00"
_SOS, _EOI, _COM, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xD9, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE

_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS iCCP sRGB gAMA cHRM cICP sBIT".split())
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ICCP"))
_WEBP_ANIMATED, _WEBP_EXIF, _WEBP_XMP = 0x02, 0x08, 0x04


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without metadata; what follows its end marker is dropped.

    Raises: PhotoTruncated, PhotoUnreadable.
    """
    kept: list[bytes] = []
    has_jfif, orientation = False, UPRIGHT
    for marker, segment in _jpeg_segments(data):
        body = segment[4:]
        if marker == _APP0 and body.startswith(b"JFIF"):
            has_jfif = True
        elif marker == _APP1 and body.startswith(_EXIF) and orientation == UPRIGHT:
            orientation = read_orientation(body[len(_EXIF) :])
        elif _is_needed(marker, body):
            kept.append(segment)
    start = [b"\xff\xd8"]
    if has_jfif:
        start.append(_JFIF)
    if orientation != UPRIGHT:
        block = _EXIF + write_orientation(orientation)
        start.append(b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    return b"".join(start + kept)


def _is_needed(marker: int, body: bytes) -> bool:
    if marker == _APP2:
        return body.startswith(_ICC)
    if marker == _APP14:
        return body.startswith(b"Adobe")  # says how the colours are coded
    return marker != _COM and not _APP0 <= marker <= 0xEF


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with their segments, a scan's coded data included, up to the end marker."""
    places = _markers(data)
    place, has_scan = 2, False
    while (start := _first_from(places, place)) is not None:
        marker = data[start + 1]
        if marker == _EOI:
            yield marker, b"\xff\xd9"
            return
        if marker == 0x01 or start + 4 > len(data):
            place = start + 2
            continue
        end = start + 2 + int(struct.unpack_from(">H", data, start + 2)[0])
        if end > len(data):
            raise PhotoTruncated
        if marker == _SOS:
            has_scan = True
            following = _first_from(places, end)
            end = len(data) if following is None else following
        yield marker, data[start:end]
        place = end
    if not has_scan:
        raise PhotoTruncated


def _markers(data: bytes) -> NDArray[np.intp]:
    """Where an FF is followed by anything but stuffing (00), a restart (D0-D7) or fill (FF)."""
    values = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(values[:-1] == 0xFF)
    after = values[places + 1]
    found: NDArray[np.intp] = places[
        (after != 0) & (after != 0xFF) & ((after < 0xD0) | (after > 0xD7))
    ]
    return found


def _first_from(places: NDArray[np.intp], start: int) -> int | None:
    found = int(np.searchsorted(places, start))
    return int(places[found]) if found < len(places) else None


def strip_png(data: bytes) -> bytes:
    """A PNG without metadata. Raises: PhotoAnimated, PhotoTruncated."""
    kept: list[bytes] = []
    orientation = UPRIGHT
    for kind, chunk in _png_chunks(data):
        if kind == b"acTL":
            raise PhotoAnimated
        if kind == b"eXIf":
            orientation = read_orientation(chunk[8:-4])
        if kind in _PNG_KEPT:
            kept.append(chunk)
    if orientation != UPRIGHT:
        kept.insert(1, png_chunk(b"eXIf", write_orientation(orientation)))
    return data[:8] + b"".join(kept)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kinds with whole chunks, up to the end chunk."""
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            break
        yield kind, data[place:end]
        if kind == b"IEND":
            return
        place = end
    raise PhotoTruncated


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG with its length and check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def strip_webp(data: bytes) -> bytes:
    """A WebP without metadata. Raises: PhotoAnimated, PhotoTruncated, PhotoUnreadable."""
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data):
        raise PhotoTruncated
    kept: list[bytes] = []
    header, orientation = b"", UPRIGHT
    for kind, body in _riff_chunks(data[: size + 8]):
        if kind in (b"ANIM", b"ANMF"):
            raise PhotoAnimated
        if kind == b"VP8X":
            header = body
        elif kind == b"EXIF":
            orientation = read_orientation(body.removeprefix(_EXIF))
        elif kind in _WEBP_KEPT:
            kept.append(_riff_chunk(kind, body))
    if header:
        turned = orientation != UPRIGHT
        flags = header[0] & ~(_WEBP_XMP | _WEBP_EXIF | _WEBP_ANIMATED) | _WEBP_EXIF * turned
        kept.insert(0, _riff_chunk(b"VP8X", bytes([flags]) + header[1:]))
        if turned:
            kept.append(_riff_chunk(b"EXIF", write_orientation(orientation)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, place + 4)
        if place + 8 + length > len(data):
            raise PhotoUnreadable
        yield data[place : place + 4], data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


STRIPPERS: Mapping[Format, Callable[[bytes], bytes]] = {
    Format.JPEG: strip_jpeg,
    Format.PNG: strip_png,
    Format.WEBP: strip_webp,
}
"""Formats that are kept in their own form; the others are stored anew, without loss."""
