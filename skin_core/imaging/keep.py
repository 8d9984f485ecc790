"""The bytes of a photo that are kept where its own format cannot be: lossless, no metadata."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
from PIL import Image

from skin_core.imaging.decode import damage_named
from skin_core.imaging.metadata import png_chunk
from skin_core.imaging.orientation import upright

_WEBP_SIDE_PX = 16383
_PNG_HEADER_BYTES = 33  # signature and IHDR
_BITS_PER_SAMPLE = 258


def encode_lossless(picture: Image.Image) -> tuple[bytes, str]:
    """The same pixels with their colour profile, and their media type.

    The picture is upright and loaded. CMYK, which no browser shows, becomes RGB by the caller.
    """
    profile = picture.info.get("icc_profile")
    file = io.BytesIO()
    if picture.mode in ("RGB", "RGBA") and max(picture.size) <= _WEBP_SIDE_PX:
        picture.save(
            file, "WEBP", lossless=True, quality=0, method=0, exact=True, icc_profile=profile
        )
        return file.getvalue(), "image/webp"
    plain = picture if picture.mode in ("1", "L", "LA", "P", "I;16") else picture.convert("RGB")
    plain.save(file, "PNG", compress_level=1, icc_profile=profile, exif=b"")
    return file.getvalue(), "image/png"


def has_deep_colour(picture: Image.Image) -> bool:
    """Whether a TIFF holds 16 bits per colour, of which Pillow reads eight."""
    bits = getattr(picture, "tag_v2", {}).get(_BITS_PER_SAMPLE, ())
    return picture.mode in ("RGB", "RGBA") and 16 in tuple(np.atleast_1d(bits))


def encode_deep_tiff(data: bytes, orientation: int, profile: bytes | None) -> tuple[bytes, str]:
    """A TIFF of 16 bits per colour as a PNG of as many, upright, with its profile.

    Raises: PhotoUnreadable.
    """
    flags = cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION
    with damage_named():
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
        if pixels is None:
            raise ValueError("no pixels")
        turned = np.ascontiguousarray(upright(np.asarray(pixels), orientation))
        png = cv2.imencode(".png", turned, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()
    if not profile:
        return png, "image/png"
    chunk = png_chunk(b"iCCP", b"icc\x00\x00" + zlib.compress(profile))
    return png[:_PNG_HEADER_BYTES] + chunk + png[_PNG_HEADER_BYTES:], "image/png"
