"""Photos made small enough for a report that can be mailed."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from skin_core.reporting.blocks import Picture

LARGE_PX = 900  # about 250 dots per inch at the size it is printed
SMALL_PX = 320
LOGO_PX = 480
LARGE_BYTES = 300_000  # two of them, six small ones, a logo and the fonts stay under 1 MB
SMALL_BYTES = 30_000
QUALITIES = (85, 75, 60, 45, 30, 15)


def large_picture(data: bytes, caption: str) -> Picture:
    """A photo to look at closely. Raises: OSError for no picture."""
    return _picture(data, LARGE_PX, LARGE_BYTES, caption)


def small_picture(data: bytes, caption: str) -> Picture:
    """A photo to be recognised by. Raises: OSError for no picture."""
    return _picture(data, SMALL_PX, SMALL_BYTES, caption)


def logo_picture(data: bytes, caption: str) -> Picture:
    """A clinic's logo; transparent parts become paper. Raises: OSError for no picture."""
    return _picture(data, LOGO_PX, SMALL_BYTES, caption)


def _picture(data: bytes, side_px: int, limit_bytes: int, caption: str) -> Picture:
    """The picture as JPEG, as good as the limits allow; it is never enlarged."""
    with Image.open(BytesIO(data)) as opened:
        if opened.format == "JPEG" and opened.mode == "RGB" and not opened.getexif():
            if max(opened.size) <= side_px and len(data) <= limit_bytes:
                return Picture(data, opened.width, opened.height, caption)
            opened.draft("RGB", (side_px, side_px))
        image = _on_paper(ImageOps.exif_transpose(opened))
    image.thumbnail((side_px, side_px), reducing_gap=2.0)
    for quality in QUALITIES:
        jpeg = _jpeg(image, quality)
        if len(jpeg) <= limit_bytes:
            break
    return Picture(jpeg, image.width, image.height, caption)


def _on_paper(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()
