"""Open a picture of a known format and turn it into upright sRGB pixels."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from skin_core.errors import PhotoTruncated, PhotoUnreadable
from skin_core.imaging.formats import Format

WORKING_SIDE_PX = 960
"""Photos are decoded at no less than this long side and no more than twice that."""

Opener = Callable[[io.BytesIO], Image.Image]

# The format's own reader, never Image.open: its size check comes before ours and cannot be worded,
# and it would try every format it knows.
_OPENERS: Mapping[Format, Opener] = {
    Format.JPEG: JpegImageFile,
    Format.PNG: PngImageFile,
    Format.WEBP: WebPImageFile,
    Format.TIFF: TiffImageFile,
    Format.BMP: BmpImageFile,
    Format.GIF: GifImageFile,
    Format.HEIC: lambda file: pillow_heif.open_heif(file).to_pillow(),
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
)
_ENDS_EARLY = ("truncated", "end of file", "cannot read", "not enough")
_SIXTEEN_BITS = ("I", "I;16", "I;16L", "I;16B", "I;16N")


@contextmanager
def damage_named() -> Iterator[None]:
    """Turn a decoder's complaint into ours. Raises: PhotoTruncated, PhotoUnreadable."""
    try:
        yield
    except _DAMAGE as error:
        complaint = str(error).lower()
        if isinstance(error, EOFError) or any(words in complaint for words in _ENDS_EARLY):
            raise PhotoTruncated from error
        raise PhotoUnreadable from error


def heif_size(data: bytes) -> tuple[int, int]:
    """Width and height of a HEIC photo, upright, from its header. Raises: PhotoError."""
    with damage_named():
        width, height = pillow_heif.open_heif(io.BytesIO(data)).size
    return int(width), int(height)


def open_picture(data: bytes, found: Format) -> Image.Image:
    """A picture of which only the header is read (HEIC: decoded). Raises: PhotoError."""
    with damage_named():
        return _OPENERS[found](io.BytesIO(data))


def decode_reduced(picture: Image.Image) -> NDArray[np.uint8]:
    """The pixels in sRGB, (H, W, 3) uint8, not yet upright, at reduced scale if huge.

    16 bits per channel become 8; what is transparent becomes white; CMYK and other colour
    spaces become sRGB by the profile in the file. Raises: PhotoTruncated, PhotoUnreadable.
    """
    with damage_named():
        if isinstance(picture, JpegImageFile):
            picture.draft(None, working_size(picture.size))  # libjpeg skips the finest detail
        picture.load()
        return np.asarray(to_srgb(_reduced(_eight_bits(picture))), np.uint8)


def working_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size at which a photo is looked at: long side at most the working side."""
    share = min(1.0, WORKING_SIDE_PX / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def to_srgb(picture: Image.Image) -> Image.Image:
    """The same picture in RGB, over white where it is transparent, by the profile it carries."""
    plain, profile = _opaque(picture), picture.info.get("icc_profile")
    if profile and _space_of(profile) == plain.mode:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        try:
            converted = ImageCms.profileToProfile(plain, source, target, outputMode="RGB")
        except ImageCms.PyCMSError:
            converted = None  # a profile that cannot be used: the plain conversion below
        if converted is not None:
            return converted
    return plain.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode in _SIXTEEN_BITS:
        grey = np.asarray(picture)
        return Image.fromarray((np.clip(grey, 0, 65535) // 257).astype(np.uint8))
    if picture.mode == "F":
        raise PhotoUnreadable  # what its numbers mean is not said
    return picture


def _reduced(picture: Image.Image) -> Image.Image:
    factor = max(picture.size) // WORKING_SIDE_PX
    if factor < 2:
        return picture
    clear = picture.has_transparency_data
    known = ("L", "RGB", "CMYK", "RGBA")
    plain = picture if picture.mode in known else picture.convert("RGBA" if clear else "RGB")
    reduced = plain.reduce(factor)
    reduced.info.update(picture.info)
    return reduced


def _opaque(picture: Image.Image) -> Image.Image:
    """In one of the modes L, RGB and CMYK."""
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


@lru_cache(maxsize=32)
def _space_of(profile: bytes) -> str:
    """Mode of the pictures a profile is for; "" for sRGB itself, or one that cannot be read."""
    try:
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    except OSError:
        return ""
    if "srgb" in (read.profile_description or "").lower():
        return ""
    return {"RGB ": "RGB", "CMYK": "CMYK"}.get(read.xcolor_space, "")
