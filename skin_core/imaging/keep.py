"""The bytes of a photo that are kept where its own format cannot be: lossless, no metadata."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.TiffImagePlugin import TiffImageFile

from skin_core.errors import PhotoAnimated, PhotoTruncated, PhotoUnreadable
from skin_core.imaging.colour import CODING, ColourCoding, coded_to_srgb, to_srgb
from skin_core.imaging.decode import check_size, damage_named
from skin_core.imaging.formats import Format
from skin_core.imaging.heif_boxes import lacks_data, read_heif
from skin_core.imaging.metadata import png_chunk
from skin_core.imaging.orientation import UPRIGHT, read_orientation, upright
from skin_core.imaging.tiff_pages import (
    Page,
    ends_in_a_hole,
    lacks_rows,
    photo_page,
    without_orientation,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes to keep. picture: what a decoder would make of them, where that is known."""

    stored: bytes
    format: Format
    picture: Image.Image | None = None


_WEBP_SIDE_PX = 16383
_PNG_HEADER_BYTES = 33  # signature and IHDR
_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262
_UNSAID = ("I", "F")  # numbers of 32 bits: what is white among them is not told


def keep_anew(data: bytes, found: Format) -> Kept:
    """A HEIC, TIFF, BMP or GIF photo, upright and without loss, as a PNG or WebP.

    Raises: PhotoError.
    """
    with damage_named(data, found):
        if found is Format.HEIC:
            return _encode(_heif_picture(data))
        if found is Format.TIFF:
            return _keep_tiff(data)
        picture = _gif_picture(data) if found is Format.GIF else _bmp_picture(data)
        return _encode(picture)


def _heif_picture(data: bytes) -> Image.Image:
    photo = read_heif(data)
    if lacks_data(data, photo):
        raise PhotoTruncated
    opened = pillow_heif.open_heif(io.BytesIO(data))
    check_size(*opened.size)
    coding, profile = _nclx(opened), opened.info.get("icc_profile")
    if coding.is_hdr:
        deep = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=False)
        picture = Image.fromarray(coded_to_srgb(np.asarray(deep)[..., :3], coding))
    else:
        picture = opened.to_pillow()
        picture.info = {"icc_profile": profile} if profile else {CODING: coding}
    exif = (opened.info.get("exif") or b"").removeprefix(b"Exif\x00\x00")
    turn = UPRIGHT if photo.is_turned else read_orientation(exif) or UPRIGHT
    return _turned(picture, turn)


def _nclx(opened: pillow_heif.HeifFile) -> ColourCoding:
    """libheif makes the range full; primaries and curve remain as they are coded."""
    said = opened.info.get("nclx_profile") or {}
    unsaid = 2
    return ColourCoding(
        int(said.get("color_primaries", unsaid)), int(said.get("transfer_characteristics", unsaid))
    )


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    if orientation == UPRIGHT:
        return picture
    pixels = np.ascontiguousarray(upright(np.asarray(picture), orientation))
    turned = Image.fromarray(pixels, picture.mode)
    turned.info = picture.info
    return turned


def _bmp_picture(data: bytes) -> Image.Image:
    picture = BmpImageFile(io.BytesIO(data))
    check_size(*picture.size)
    start, compression = *struct.unpack_from("<I", data, 10), *struct.unpack_from("<I", data, 30)
    picture.load()
    row_bytes = (len(data) - start) // picture.height
    if compression in (0, 3) and ends_in_a_hole(data[start:], row_bytes):
        raise PhotoTruncated
    return picture


def _gif_picture(data: bytes) -> Image.Image:
    check_size(*struct.unpack_from("<HH", data, 6))  # before Pillow's own, which cannot be worded
    picture = GifImageFile(io.BytesIO(data))
    if picture.is_animated:
        raise PhotoAnimated
    picture.load()
    return picture


def _keep_tiff(data: bytes) -> Kept:
    page = photo_page(data)
    if lacks_rows(data, page):
        raise PhotoTruncated
    picture = TiffImageFile(io.BytesIO(data))
    if page.number:
        picture.seek(page.number)
    check_size(*picture.size)
    orientation = int(picture.tag_v2.get(ExifTags.Base.Orientation, UPRIGHT))
    is_deep = 16 in tuple(np.atleast_1d(picture.tag_v2.get(_BITS_PER_SAMPLE, 1)))
    picture.load()  # which turns it upright
    if is_deep and picture.mode in ("RGB", "RGBA"):
        deep = _sixteen_bits(data, page, orientation)
        # What is judged must be what Pillow and every viewer show: else its eight bits are kept.
        if deep is not None and np.array_equal(deep >> 8, np.asarray(picture)):
            return Kept(_encode_deep(deep, picture.info.get("icc_profile")), Format.PNG)
    return _encode(_white_at_most(picture))


def _white_at_most(picture: TiffImageFile) -> Image.Image:
    """Grey of 16 bits whose zero is white, turned over: Pillow does so with 8 bits alone."""
    if picture.mode.startswith("I;16") and picture.tag_v2.get(_PHOTOMETRIC) == 0:
        return Image.fromarray(65535 - np.asarray(picture))
    return picture


def _sixteen_bits(data: bytes, page: Page, orientation: int) -> NDArray[np.uint16] | None:
    """Colours of 16 bits, (H, W, 3 or 4), upright, of which Pillow reads eight; None if unread."""
    coded = np.frombuffer(without_orientation(data, page), np.uint8)
    try:
        place = (page.number, page.number + 1)
        _, found = cv2.imdecodemulti(coded, cv2.IMREAD_UNCHANGED, range=place)
    except cv2.error:
        return None
    if not found or found[0].dtype != np.uint16 or found[0].ndim != 3:
        return None
    colours = found[0][..., [2, 1, 0, 3][: found[0].shape[2]]]
    return np.ascontiguousarray(upright(colours, orientation))


def _encode(picture: Image.Image) -> Kept:
    """The same pixels with their colour profile, as a format that every browser shows."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("CMYK", "YCbCr", "LAB") or CODING in picture.info:
        picture, profile = to_srgb(picture), None
        picture.info = {}
    if picture.mode in _UNSAID:
        raise PhotoUnreadable
    if picture.mode.startswith("I;16"):  # the other order of bytes would be clipped to white
        picture = Image.fromarray(np.asarray(picture).astype(np.uint16))
    file = io.BytesIO()
    if picture.mode in ("RGB", "RGBA") and max(picture.size) <= _WEBP_SIDE_PX:
        picture.save(
            file, "WEBP", lossless=True, quality=0, method=0, exact=True, icc_profile=profile
        )
        return Kept(file.getvalue(), Format.WEBP, picture)  # bit for bit
    plain = picture if picture.mode in ("1", "L", "LA", "P", "I;16") else picture.convert("RGB")
    plain.save(file, "PNG", compress_level=1, icc_profile=profile, exif=b"")
    return Kept(file.getvalue(), Format.PNG)


def _encode_deep(pixels: NDArray[np.uint16], profile: bytes | None) -> bytes:
    """A PNG of 16 bits per colour, with its profile."""
    order = [2, 1, 0, 3][: pixels.shape[2]]
    options = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    png = cv2.imencode(".png", pixels[..., order], options)[1].tobytes()
    if not profile:
        return png
    chunk = png_chunk(b"iCCP", b"icc\x00\x00" + zlib.compress(profile))
    return png[:_PNG_HEADER_BYTES] + chunk + png[_PNG_HEADER_BYTES:]
