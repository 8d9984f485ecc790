"""Nothing that tells of patient, place or phone is kept; no compressed pixel changes."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image
from PIL.Image import Exif
from PIL.PngImagePlugin import PngInfo

from skin_core.imaging.load import load_photo
from skin_core.imaging.metadata import png_chunk

SECRETS = (
    b"GPSSECRET",
    b"MAKERSECRET",
    b"COMMENTSECRET",
    b"XMPSECRET",
    b"FILMSECRET",
    b"TEXTSECRET",
)
GPS, MAKER_NOTE, ORIENTATION, EXIF = 0x8825, 0x927C, 0x0112, 0x8769


def exif_block(orientation: int = 6) -> bytes:
    exif = Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "MAKERSECRET"
    exif.get_ifd(EXIF)[MAKER_NOTE] = b"MAKERSECRET" * 20
    exif.get_ifd(GPS)[0x001D] = "GPSSECRET"
    return exif.tobytes()


def picture() -> Image.Image:
    noise = np.random.default_rng(3).integers(0, 255, (90, 120, 3), np.uint8)
    return Image.fromarray(noise)


def jpeg_with_everything(profile: bytes, **options: object) -> bytes:
    file = io.BytesIO()
    picture().save(
        file,
        "JPEG",
        exif=exif_block(),
        comment=b"COMMENTSECRET",
        icc_profile=profile,
        xmp=b"<x:xmpmeta>XMPSECRET</x:xmpmeta>",
        **options,
    )
    return file.getvalue() + b"\x00\x00ftypmp4 FILMSECRET with sound"


def coded_pixels(jpeg: bytes) -> bytes:
    """All that is not metadata: from the first quantisation table to the end marker."""
    end = (
        jpeg.rindex(b"\xff\xd9") + 2
        if b"FILM" not in jpeg
        else jpeg.index(b"\xff\xd9\x00\x00ftyp") + 2
    )
    return jpeg[jpeg.index(b"\xff\xdb") : end]


@pytest.mark.parametrize(
    "options", [{"quality": 80}, {"progressive": True}, {"restart_marker_rows": 1}]
)
def test_jpeg_loses_metadata_and_keeps_pixels(
    wide_profile: bytes, options: dict[str, object]
) -> None:
    data = jpeg_with_everything(wide_profile, **options)
    stored = load_photo(data, "a.jpg").stored
    assert all(secret in data for secret in SECRETS[:5])
    assert not any(secret in stored for secret in SECRETS)
    assert coded_pixels(stored) == coded_pixels(data)
    kept = Image.open(io.BytesIO(stored))
    assert kept.info["icc_profile"] == wide_profile
    assert dict(kept.getexif()) == {ORIENTATION: 6}


def test_png_loses_metadata_and_keeps_pixels(wide_profile: bytes) -> None:
    texts = PngInfo()
    texts.add_text("Author", "TEXTSECRET")
    texts.add_itxt("Note", "TEXTSECRET", zip=False)
    file = io.BytesIO()
    picture().save(file, "PNG", pnginfo=texts, exif=exif_block(), icc_profile=wide_profile)
    data = file.getvalue().replace(
        b"\x00\x00\x00\x00IEND", png_chunk(b"prVt", b"MAKERSECRET") + b"\x00\x00\x00\x00IEND"
    )
    stored = load_photo(data + b"FILMSECRET", "a.png").stored
    assert not any(secret in stored for secret in SECRETS)
    assert pixel_chunks(stored) == pixel_chunks(data)
    kept = Image.open(io.BytesIO(stored))
    assert kept.info["icc_profile"] == wide_profile
    assert dict(kept.getexif()) == {ORIENTATION: 6}


def pixel_chunks(png: bytes) -> list[bytes]:
    found, place = [], 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        if png[place + 4 : place + 8] == b"IDAT":
            found.append(png[place : place + 12 + length])
        place += 12 + length
    return found


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_loses_metadata_and_keeps_pixels(wide_profile: bytes, lossless: bool) -> None:
    file = io.BytesIO()
    picture().save(
        file,
        "WEBP",
        lossless=lossless,
        exif=exif_block(),
        xmp=b"XMPSECRET",
        icc_profile=wide_profile,
    )
    data = file.getvalue()
    stored = load_photo(data, "a.webp").stored
    assert not any(secret in stored for secret in SECRETS)
    kind = b"VP8L" if lossless else b"VP8 "
    (length,) = struct.unpack_from("<I", data, data.index(kind) + 4)
    coded = data[data.index(kind) : data.index(kind) + 8 + length]
    assert coded in stored
    kept = Image.open(io.BytesIO(stored))
    assert kept.info["icc_profile"] == wide_profile
    assert dict(kept.getexif()) == {ORIENTATION: 6}
    assert len(stored) == struct.unpack_from("<I", stored, 4)[0] + 8


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "GIF"])
def test_what_is_stored_anew_holds_no_metadata(kind: str) -> None:
    file = io.BytesIO()
    options: dict[str, object] = {}
    if kind == "TIFF":
        options = {"exif": exif_block(1), "description": "TEXTSECRET"}
    if kind == "GIF":
        options = {"comment": b"COMMENTSECRET"}
    picture().save(file, kind, **options)
    stored = load_photo(file.getvalue(), "a").stored
    assert not any(secret in stored for secret in SECRETS)


def test_same_pixels_with_other_metadata_are_the_same_photo() -> None:
    plain, tagged = io.BytesIO(), io.BytesIO()
    picture().save(plain, "JPEG")
    picture().save(tagged, "JPEG", comment=b"COMMENTSECRET")
    first, second = (load_photo(file.getvalue(), "a") for file in (plain, tagged))
    assert first.photo_id == second.photo_id


def test_picture_with_a_second_one_behind_it_is_one_photo() -> None:
    """Phones hang a gain map or a depth picture behind the photo (multi-picture format)."""
    file = io.BytesIO()
    picture().save(file, "MPO", save_all=True, append_images=[picture().resize((60, 45))])
    photo = load_photo(file.getvalue(), "a.jpg")
    assert photo.pixels.shape == (90, 120, 3)
    assert photo.stored.count(b"\xff\xd8\xff") == 1
