"""Which kind of JPEG it is, and whether its coded pixels are all there.

The end marker proves nothing: a half-copied file may have one and a whole file may lack it. The
decoder is asked instead whether it missed anything.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from skin_core.errors import (
    JpegArithmetic,
    JpegDeep,
    JpegLossless,
    PhotoError,
    PhotoOtherFormat,
    PhotoTruncated,
)

Decoder = Callable[[bytes], Image.Image]
Opener = Callable[[bytes], JpegImageFile]

END = b"\xff\xd9"
_SOS, _SCAN = 0xDA, b"\xff\xda"
_HUFFMAN_SEQUENTIAL = (0xC0, 0xC1)
_PROGRESSIVE = (0xC2, 0xCA)
_LOSSLESS = (0xC3, 0xC7, 0xCB, 0xCF)
_ARITHMETIC = (0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_JPEG_LS = 0xF7
_FRAMES = frozenset((*range(0xC0, 0xD0), _JPEG_LS)) - {0xC4, 0xC8, 0xCC}
# What a decoder looks ahead beyond the last pixel: without it, it would ask for more data.
_LOOK_AHEAD = bytes(16)
_ZEROS = 16  # bytes in a row that an encoder hardly ever writes
_PROBE = 8  # single bytes: within a scan a decoder takes several at once or none
_FILL = b"\xff"  # may stand before a marker, and is what an erased card holds
_UNLIKELY = b"\xfe"  # a long code in every table, so that no scan ends with it by chance


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """What the header says.

    kind: frame marker. first_scan, start: where the first scan and its coded data begin.
    """

    kind: int
    bits: int
    components: frozenset[int]
    first_scan: int
    start: int


def frame_of(data: bytes) -> JpegFrame | None:
    """The frame of a JPEG, or None where the header is damaged."""
    kind, bits, components = 0, 8, frozenset[int]()
    for marker, place, end in _header_segments(data):
        if marker in _FRAMES and end - place >= 10:
            kind, bits, count = marker, data[place + 4], data[place + 9]
            components = frozenset(data[place + 10 : place + 10 + 3 * count : 3])
        if marker == _SOS:
            return JpegFrame(kind, bits, components, place, end)
    return None


def why_unreadable(data: bytes) -> PhotoError | None:
    """Which kind of JPEG a decoder could not read, or None where its kind is not the reason."""
    frame = frame_of(data)
    if frame is None:
        return None
    if frame.kind == _JPEG_LS:
        return PhotoOtherFormat(name="JPEG-LS")
    if frame.kind in _LOSSLESS:
        return JpegLossless()
    if frame.bits != 8:
        return JpegDeep(bits=frame.bits)
    return JpegArithmetic() if frame.kind in _ARITHMETIC else None


def decode_whole(data: bytes, decode: Decoder, opened: Opener) -> Image.Image:
    """The decoded picture of a JPEG that ends with its end marker, if none of it is made up.

    decode: decodes such bytes, and raises where it wants more of them than there are.
    opened: the same picture before a pixel of it is decoded.
    Raises: PhotoTruncated, OSError, and what `decode` and `opened` raise.
    """
    frame = frame_of(data)
    if frame is None:
        raise PhotoTruncated
    in_first_scan = data[frame.first_scan + 4]
    if frame.kind in _HUFFMAN_SEQUENTIAL and in_first_scan == len(frame.components):
        return _decode_one_scan(data, decode)
    if not _has_all_scans(data, frame):
        raise PhotoTruncated
    return _decode_scans(data, opened(data))


def _decode_one_scan(data: bytes, decode: Decoder) -> Image.Image:
    """Without an end marker the decoder cannot make up what is missing: it asks for more."""
    coded = data[:-2]
    picture = decode(coded + _LOOK_AHEAD)
    bare = coded.rstrip(b"\x00")
    has_zeros = len(coded) - len(bare) >= _ZEROS
    # Zeros may be what an even surface is coded as, but then none of them is left over.
    if has_zeros and not _decodes(bare + _LOOK_AHEAD, decode) and _decodes(coded[:-_ZEROS], decode):
        raise PhotoTruncated
    return picture


def _decode_scans(data: bytes, picture: JpegImageFile) -> Image.Image:
    """Before the end marker is given, the decoder must be looking for one: no scan wants more."""
    feed = _Feed(picture)
    feed.give(data[:-2].rstrip(_FILL) + _UNLIKELY * _PROBE)
    if not feed.seeks_marker():
        raise PhotoTruncated
    feed.give(END)
    if feed.error:
        raise OSError(feed.error)
    return picture


class _Feed:
    """Gives a decoder its bytes bit by bit and watches how many it takes."""

    def __init__(self, picture: JpegImageFile) -> None:
        picture.load_prepare()
        name, extents, _, arguments = picture.tile[0]
        picture.tile = []  # so that it counts as loaded
        self._decoder = Image._getdecoder(
            picture.mode, name, arguments, getattr(picture, "decoderconfig", ())
        )
        self._decoder.setimage(picture.im, extents)
        self._waiting = b""
        self.error = 0

    def give(self, data: bytes) -> None:
        """Let it decode as much as it can."""
        self._waiting += data
        taken, error = self._decoder.decode(self._waiting)
        self.error = self.error or error
        self._waiting = self._waiting[taken:] if taken >= 0 else b""

    def seeks_marker(self) -> bool:
        """Whether it skips what it is given, as between two scans."""
        for _ in range(_PROBE):
            self.give(_UNLIKELY)
            if self._waiting:
                return False
        return True


def _decodes(data: bytes, decode: Decoder) -> bool:
    try:
        decode(data)
    except PhotoError:
        return False
    return True


def _has_all_scans(data: bytes, frame: JpegFrame) -> bool:
    """Whether some scan brings every component, and of a progressive one every coefficient."""
    wanted = {(one, band) for one in frame.components for band in ("DC", "AC")}
    finest: set[tuple[int, str]] = set()
    place = frame.first_scan
    while place >= 0:
        finest |= set(_brought(data, place, frame))
        place = data.find(_SCAN, place + 2)
    return wanted <= finest


def _brought(data: bytes, place: int, frame: JpegFrame) -> Iterator[tuple[int, str]]:
    """Component and band that a scan brings to full precision."""
    count = data[place + 4]
    components = data[place + 5 : place + 5 + 2 * count : 2]
    first, last, step = data[place + 5 + 2 * count : place + 8 + 2 * count]
    if frame.kind not in _PROGRESSIVE:
        first, last, step = 0, 63, 0
    if step & 15:
        return
    for one in components:
        if first == 0:
            yield one, "DC"
        if last == 63:
            yield one, "AC"


def _header_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, place and end of each segment up to the first scan."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD8:
            place += 1 if marker == 0xFF else 2
            continue
        end = place + 2 + int(struct.unpack_from(">H", data, place + 2)[0])
        yield marker, place, end
        if marker == _SOS:
            return
        place = end
