"""The judged picture is the stored one, however its file says it lies; a cut one is refused."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from skin_core.errors import PhotoTruncated
from skin_core.imaging.load import load_photo
from skin_core.imaging.rendered import render_skin

SKIN = render_skin("mole", "light", 5, (320, 240))
ORIENTATION, TURNED = 274, 6  # Exif tag; to be turned a quarter clockwise
END = b"\xff\xd9"


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def turned(kind: str, mode: str) -> bytes:
    """A photo that its file says is to be turned."""
    picture = Image.fromarray(SKIN).convert("RGB")
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    if kind == "TIFF":
        return encoded(picture, kind, tiffinfo={ORIENTATION: TURNED})
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    return encoded(picture, kind, exif=exif)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("PNG", "RGB"), ("WEBP", "RGB"), ("TIFF", "RGB"), ("TIFF", "I;16")],
)
def test_what_is_judged_is_what_is_stored_and_lies_as_the_file_says(kind: str, mode: str) -> None:
    photo = load_photo(turned(kind, mode), f"photo.{kind.lower()}")
    assert (photo.width_px, photo.height_px) == (240, 320)
    again = load_photo(photo.stored, "stored")
    np.testing.assert_array_equal(again.pixels, photo.pixels)


def test_half_a_jpeg_is_refused_even_with_an_end_and_a_whole_one_is_read_without() -> None:
    whole = encoded(Image.fromarray(SKIN), "JPEG", quality=92)
    with pytest.raises(PhotoTruncated):
        load_photo(whole[: len(whole) // 2] + END, "half.jpg")
    assert load_photo(whole.removesuffix(END), "whole.jpg").width_px == 320
