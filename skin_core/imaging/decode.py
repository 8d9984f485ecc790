"""From the kept bytes of a photo to upright sRGB pixels: the one decoder.

What is judged, what is shown and what a report prints all come from here and from the same bytes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, PngImagePlugin
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from skin_core.errors import PhotoTooLarge, PhotoTooSmall, PhotoTruncated, PhotoUnreadable
from skin_core.imaging.colour import CODING, ColourCoding, to_srgb
from skin_core.imaging.formats import Format
from skin_core.imaging.jpeg_scans import decode_whole, why_unreadable
from skin_core.imaging.metadata import WEBP_PIXELS, png_chunks, riff_chunks, riff_file
from skin_core.imaging.orientation import UPRIGHT, swaps_sides, upright

WORKING_SIDE_PX = 960
"""Photos are decoded at no less than this long side and no more than twice that."""
LIMIT_MP = 100
SMALLEST_SHOWN_PX = 8  # below this there is nothing to show, not even as a refused photo
WANTED_SIDE_PX = 64  # below this the gate refuses
LARGEST_PROFILE = 16_000_000  # bytes: tables of printers have some millions

# Pillow's own limit refuses a PNG for its colour profile; all texts are gone before it reads one.
PngImagePlugin.MAX_TEXT_CHUNK = LARGEST_PROFILE

# The format's own reader, never Image.open: its size check comes before ours and cannot be worded,
# and it would try every format it knows.
_OPENERS: Mapping[Format, Callable[[io.BytesIO], Image.Image]] = {
    Format.JPEG: JpegImageFile,
    Format.PNG: PngImageFile,
    Format.WEBP: WebPImageFile,
}
# What Pillow and libheif raise at damaged files.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    MemoryError,
    Image.DecompressionBombError,  # a WebP says more than any can have
    struct.error,
)
_ENDS_EARLY = ("truncated", "end of file", "cannot read", "not enough")
_SIXTEEN_BITS = ("I", "I;16", "I;16L", "I;16B", "I;16N")
_HOLE = bytes(32)  # what a copy leaves that stopped; some coders write as many for even surfaces
_ERASED = b"\xff" * 64  # the same on a card
_FACTORS = (8, 4, 2, 1)  # those at which JPEG can be decoded; the others are reduced alike


@dataclass(frozen=True, slots=True)
class Decoded:
    """pixels: RGB (H, W, 3) uint8, upright sRGB. width_px, height_px: before any reduction."""

    pixels: NDArray[np.uint8]
    width_px: int
    height_px: int


def decode(stored: bytes, found: Format, loaded: Image.Image | None = None) -> Decoded:
    """The pixels of a photo in one of the kept formats, at reduced scale if huge.

    16 bits per channel become 8; what is transparent becomes white; every colour space that
    the file names becomes sRGB. Size limits are checked before any pixel is decoded.
    loaded: the decoded picture, where it is known already.
    Raises: PhotoTooLarge, PhotoTooSmall, PhotoTruncated, PhotoUnreadable.
    """
    with damage_named(stored, found):
        picture = _OPENERS[found](io.BytesIO(stored))
        width, height = picture.size
        check_size(width, height)
        orientation = picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT)
        loaded = loaded or _loaded(stored, found, picture)
        pixels = np.asarray(to_srgb(_reduced(_eight_bits(loaded), (width, height))), np.uint8)
    if swaps_sides(orientation):
        width, height = height, width
    return Decoded(np.ascontiguousarray(upright(pixels, orientation)), width, height)


def check_size(width: int, height: int) -> None:
    """Whether a photo of this size may be decoded. Raises: PhotoTooLarge, PhotoTooSmall."""
    if width * height > LIMIT_MP * 1_000_000:
        raise PhotoTooLarge(width_px=width, height_px=height, limit_mp=LIMIT_MP)
    if min(width, height) < SMALLEST_SHOWN_PX:
        raise PhotoTooSmall(width_px=width, height_px=height, minimum_px=WANTED_SIDE_PX)


@contextmanager
def damage_named(data: bytes, found: Format) -> Iterator[None]:
    """Turn a decoder's complaint into ours. Raises: PhotoTruncated, PhotoUnreadable."""
    try:
        yield
    except _DAMAGE as error:
        if found is Format.JPEG and (why := why_unreadable(data)):
            raise why from error
        complaint = str(error).lower()
        ends_early = isinstance(error, EOFError) or any(words in complaint for words in _ENDS_EARLY)
        if ends_early or _HOLE in data or _ERASED in data:
            raise PhotoTruncated from error
        raise PhotoUnreadable from error


def _loaded(stored: bytes, found: Format, picture: Image.Image) -> Image.Image:
    if found is Format.JPEG:
        return decode_whole(stored, _decode_jpeg, _open_jpeg)
    if found is Format.WEBP and _has_hole(stored):
        raise PhotoTruncated
    picture.load()
    if found is Format.PNG and (coding := _png_coding(stored)):
        picture.info[CODING] = coding
    return picture


def _decode_jpeg(data: bytes) -> Image.Image:
    """Raises: PhotoTruncated, PhotoUnreadable."""
    with damage_named(data, Format.JPEG):
        picture = _open_jpeg(data)
        picture.load()
    return picture


def _open_jpeg(data: bytes) -> JpegImageFile:
    picture = JpegImageFile(io.BytesIO(data))
    factor = reduction(picture.size)
    wanted = (picture.width // factor, picture.height // factor)
    picture.draft(None, wanted)  # libjpeg skips the finest detail
    return picture


def _has_hole(webp: bytes) -> bool:
    """Whether the last part of a WebP was never filled in.

    Zeros may be what an even surface is coded as, but then none of them is left over.
    """
    for kind, body in riff_chunks(webp):
        if kind in WEBP_PIXELS and body.endswith(_HOLE):
            try:
                WebPImageFile(io.BytesIO(riff_file(kind, body[: -len(_HOLE) // 2]))).load()
            except _DAMAGE:
                return False
            return True
    return False


def _png_coding(png: bytes) -> ColourCoding | None:
    """The colours that a PNG's cICP chunk names, which count before any profile."""
    for kind, chunk in png_chunks(png):
        if kind == b"cICP":
            primaries, curve, _, full_range = chunk[8:12]
            return ColourCoding(primaries, curve, bool(full_range))
        if kind == b"IDAT":
            break
    return None


def reduction(size: tuple[int, int]) -> int:
    """By which factor a picture is made smaller before it is looked at: 1, 2, 4 or 8."""
    most = max(size) // WORKING_SIDE_PX
    return next(factor for factor in _FACTORS if factor <= max(1, most))


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode in _SIXTEEN_BITS:
        grey = np.asarray(picture)
        return Image.fromarray((np.clip(grey, 0, 65535) // 257).astype(np.uint8))
    if picture.mode == "F":
        raise PhotoUnreadable  # what its numbers mean is not said
    return picture


def _reduced(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """size: of the whole picture, of which a JPEG decoder may already have left some out."""
    factor = reduction(size) * max(picture.size) // max(size)
    if factor < 2:
        return picture
    clear = picture.has_transparency_data
    known = ("L", "RGB", "CMYK", "RGBA")
    plain = picture if picture.mode in known else picture.convert("RGBA" if clear else "RGB")
    reduced = plain.reduce(factor)
    reduced.info.update(picture.info)
    return reduced
