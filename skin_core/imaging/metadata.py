"""Take a photo's metadata away and leave its compressed pixels as they are, byte for byte.

Kept: what decoding needs, the colour profile, and the orientation. Gone: place, time, camera,
maker notes, comments, thumbnails, and whatever a phone hangs behind the picture, such as a
short film with sound.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from skin_core.errors import PhotoAnimated, PhotoTruncated
from skin_core.imaging.formats import Format
from skin_core.imaging.jpeg_scans import END
from skin_core.imaging.orientation import (
    UPRIGHT,
    orientation_in_xmp,
    read_orientation,
    write_orientation,
)

_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"  # 1.1, square, no thumbnail
_EXIF = b"Exif\x00\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_ICC = b"ICC_PROFILE\x00"
_SOS, _EOI, _COM, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xD9, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE

_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS iCCP sRGB gAMA cHRM cICP sBIT".split())
_ONE_FRAME = struct.pack(">I", 1)  # of an APNG that does not move: IDAT is that frame
WEBP_PIXELS = frozenset((b"VP8 ", b"VP8L"))
_WEBP_KEPT = WEBP_PIXELS | {b"ALPH", b"ICCP"}
_WEBP_ANIMATED, _WEBP_EXIF, _WEBP_XMP = 0x02, 0x08, 0x04
_LARGEST_TEXT = 1 << 20  # bytes of an Exif block written as text


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without metadata; what follows its end marker is dropped, a missing one is added.

    Raises: PhotoTruncated.
    """
    kept: list[bytes] = []
    has_jfif, exif, xmp = False, None, None
    for marker, segment in _jpeg_segments(data):
        body = segment[4:]
        if marker == _APP0 and body.startswith(b"JFIF"):
            has_jfif = True
        elif marker == _APP1 and body.startswith(_EXIF):
            exif = exif or read_orientation(body[len(_EXIF) :])
        elif marker == _APP1 and body.startswith(_XMP):
            xmp = xmp or orientation_in_xmp(body)
        elif _is_needed(marker, body):
            kept.append(segment)
    start, orientation = [b"\xff\xd8"], exif or xmp or UPRIGHT
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
            break
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
    yield _EOI, END


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
    exif, xmp = None, None
    for kind, chunk in png_chunks(data):
        if kind == b"fdAT" or (kind == b"acTL" and chunk[8:12] != _ONE_FRAME):
            raise PhotoAnimated
        if kind == b"eXIf":
            exif = exif or read_orientation(chunk[8:-4])
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            exif = exif or read_orientation(_exif_in_text(kind, chunk[8:-4]))
            xmp = xmp or orientation_in_xmp(chunk)
        if kind == b"IDAT" and not _is_intact(chunk):  # Pillow would not look
            raise PhotoTruncated
        if kind in _PNG_KEPT:
            kept.append(chunk)
    orientation = exif or xmp or UPRIGHT
    if orientation != UPRIGHT:
        kept.insert(1, png_chunk(b"eXIf", write_orientation(orientation)))
    return data[:8] + b"".join(kept)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kinds with whole chunks; the end chunk is added where it is missing."""
    place, has_pixels = 8, False
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if kind == b"IEND" or not kind.isalpha():
            break
        if end > len(data):
            if kind == b"IDAT" or not has_pixels:
                raise PhotoTruncated
            break  # only what is said about the photo is cut
        yield kind, data[place:end]
        has_pixels = has_pixels or kind == b"IDAT"
        place = end
    if not has_pixels:
        raise PhotoTruncated
    yield b"IEND", png_chunk(b"IEND", b"")


def _is_intact(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:])


def _exif_in_text(kind: bytes, body: bytes) -> bytes:
    """An Exif block that ImageMagick and others write as hexadecimal text; b"" if none."""
    keyword, _, rest = body.partition(b"\x00")
    if keyword not in (b"Raw profile type exif", b"Raw profile type APP1"):
        return b""
    try:
        text = zlib.decompressobj().decompress(rest[1:], _LARGEST_TEXT) if kind == b"zTXt" else rest
        block = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except (ValueError, zlib.error):
        return b""
    return block.removeprefix(_EXIF)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG with its length and check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def strip_webp(data: bytes) -> bytes:
    """A WebP without metadata. Raises: PhotoAnimated, PhotoTruncated."""
    (size,) = struct.unpack_from("<I", data, 4)
    kept: list[bytes] = []
    header, exif, xmp = b"", None, None
    for kind, body in riff_chunks(data[: size + 8]):
        if kind in (b"ANIM", b"ANMF"):
            raise PhotoAnimated
        if kind == b"VP8X":
            header = body
        elif kind == b"EXIF":
            exif = exif or read_orientation(body.removeprefix(_EXIF))
        elif kind == b"XMP ":
            xmp = xmp or orientation_in_xmp(body)
        elif kind in _WEBP_KEPT:
            kept.append(_riff_chunk(kind, body))
    if not kept:
        raise PhotoTruncated
    orientation = exif or xmp or UPRIGHT
    if header:
        turned = orientation != UPRIGHT
        flags = header[0] & ~(_WEBP_XMP | _WEBP_EXIF | _WEBP_ANIMATED) | _WEBP_EXIF * turned
        kept.insert(0, _riff_chunk(b"VP8X", bytes([flags]) + header[1:]))
        if turned:
            kept.append(_riff_chunk(b"EXIF", write_orientation(orientation)))
    return _riff(kept)


def riff_file(kind: bytes, body: bytes) -> bytes:
    """A WebP file of this one chunk."""
    return _riff([_riff_chunk(kind, body)])


def _riff(chunks: Iterable[bytes]) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kinds and bodies of a WebP's chunks. Raises: PhotoTruncated."""
    place = 12
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > len(data):
            if kind in _WEBP_KEPT:
                raise PhotoTruncated
            return  # only what is said about the photo is cut
        yield kind, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


STRIPPERS: Mapping[Format, Callable[[bytes], bytes]] = {
    Format.JPEG: strip_jpeg,
    Format.PNG: strip_png,
    Format.WEBP: strip_webp,
}
"""Formats that are kept in their own form; the others are stored anew, without loss."""
