"""Whatever a phone or a camera writes is read right, or refused by name."""

from __future__ import annotations

import io
import struct

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms
from PIL.Image import Exif

from skin_core.errors import (
    PhotoAnimated,
    PhotoEmpty,
    PhotoFileTooLarge,
    PhotoTooLarge,
    PhotoTooSmall,
    PhotoTruncated,
    PhotoUnreadable,
)
from skin_core.imaging.load import display_name, load_photo
from skin_core.imaging.metadata import png_chunk

ORIENTATION = 0x0112


def scene(width: int = 240, height: int = 160) -> Image.Image:
    """A picture whose upper left corner is red and whose rest is smooth."""
    y, x = np.mgrid[0:height, 0:width]
    pixels = np.stack([120 + x * 0.3, 90 + y * 0.3, np.full_like(x, 80)], 2).astype(np.uint8)
    pixels[: height // 4, : width // 4] = (200, 20, 20)
    return Image.fromarray(pixels)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def difference(photo_pixels: np.ndarray, picture: Image.Image) -> float:
    wanted = np.asarray(picture.convert("RGB")).astype(int)
    return float(np.abs(photo_pixels.astype(int) - wanted).mean())


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF"])
def test_lossless_formats_are_read_exactly(kind: str) -> None:
    picture = scene().quantize(64).convert("RGB") if kind == "GIF" else scene()
    photo = load_photo(saved(picture, kind), "a")
    assert difference(photo.pixels, picture) < 0.5
    assert (photo.width_px, photo.height_px) == (240, 160)
    stored = Image.open(io.BytesIO(photo.stored))
    assert difference(np.asarray(stored.convert("RGB")), picture) < 0.5


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_lossy_formats_are_read_and_kept_in_their_own_form(kind: str, media_type: str) -> None:
    photo = load_photo(saved(scene(), kind, quality=95), "a")
    assert difference(photo.pixels, scene()) < 4
    assert photo.media_type == media_type


def test_heic_is_read_and_stored_without_loss() -> None:
    file = io.BytesIO()
    pillow_heif.from_pillow(scene()).save(file, quality=90)
    photo = load_photo(file.getvalue(), "IMG_1.HEIC")
    assert difference(photo.pixels, scene()) < 5
    assert difference(photo.pixels, Image.open(io.BytesIO(photo.stored))) == 0
    assert photo.media_type == "image/webp"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_turned_photo_stands_upright(kind: str, orientation: int) -> None:
    exif = Exif()
    exif[ORIENTATION] = orientation
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    data = saved(scene(), kind, exif=exif.tobytes(), **options)
    plain = Image.open(io.BytesIO(data))
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(plain)
    photo = load_photo(data, "a")
    assert photo.pixels.shape[:2] == upright.size[::-1]
    assert (photo.width_px, photo.height_px) == upright.size
    assert difference(photo.pixels, upright) < 2
    again = ImageOps.exif_transpose(Image.open(io.BytesIO(photo.stored)))
    assert difference(photo.pixels, again) < 2, "what is stored stands upright too"


def test_display_p3_becomes_srgb() -> None:
    """A profile with wider primaries: the same numbers mean stronger colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    assert profile  # LAB profiles are not for RGB pictures and are ignored
    photo = load_photo(saved(scene(), "PNG", icc_profile=profile.tobytes()), "a")
    assert difference(photo.pixels, scene()) < 0.5


def test_wide_colours_are_converted(wide_profile: bytes) -> None:
    red = Image.new("RGB", (100, 100), (200, 80, 80))
    photo = load_photo(saved(red, "PNG", icc_profile=wide_profile), "a")
    assert int(photo.pixels[50, 50, 0]) > 205
    assert int(photo.pixels[50, 50, 1]) < 78
    kept = Image.open(io.BytesIO(photo.stored))
    assert kept.info["icc_profile"] == wide_profile


def test_cmyk_is_not_inverted() -> None:
    photo = load_photo(saved(scene().convert("CMYK"), "JPEG", quality=95), "a")
    assert difference(photo.pixels, scene()) < 12
    tiff = load_photo(saved(scene().convert("CMYK"), "TIFF"), "a")
    assert difference(tiff.pixels, scene()) < 12


def test_sixteen_bits_become_eight() -> None:
    ramp = np.linspace(0, 65535, 100 * 100).astype(np.uint16).reshape(100, 100)
    photo = load_photo(saved(Image.fromarray(ramp), "PNG"), "a")
    assert np.abs(photo.pixels[..., 0].astype(int) - ramp // 257).max() <= 1


def test_sixteen_bits_per_colour_are_stored_as_they_are() -> None:
    import cv2

    deep = np.random.default_rng(1).integers(0, 65536, (90, 120, 3)).astype(np.uint16)
    data = cv2.imencode(".tiff", deep[..., ::-1])[1].tobytes()
    photo = load_photo(data, "a.tif")
    assert np.abs(photo.pixels.astype(int) - deep // 256).max() <= 1
    kept = cv2.imdecode(np.frombuffer(photo.stored, np.uint8), cv2.IMREAD_UNCHANGED)
    assert kept is not None
    assert (kept[..., ::-1] == deep).all()


def test_what_is_transparent_becomes_white() -> None:
    clear = scene().convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    photo = load_photo(saved(clear, "PNG"), "a")
    assert (photo.pixels[0] > 250).all()
    assert difference(photo.pixels[-1:], scene().crop((0, 159, 240, 160))) < 2


def test_huge_jpeg_is_decoded_small() -> None:
    photo = load_photo(saved(scene(4032, 3024), "JPEG", quality=80), "a")
    assert (photo.width_px, photo.height_px) == (4032, 3024)
    assert 960 <= max(photo.pixels.shape) <= 1920


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", PhotoEmpty),
        (b"not a picture", PhotoUnreadable),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoUnreadable),
        (b"%PDF-1.7 ...", PhotoUnreadable),
        (b"\xff\xd8\xff\xe0", PhotoTruncated),
        (b"\x89PNG\r\n\x1a\n", PhotoTruncated),
        (b"RIFF\x00\x01\x00\x00WEBPVP8 ", PhotoTruncated),
    ],
)
def test_what_is_no_photo_is_refused_by_name(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        load_photo(data, "a.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_cut_file_is_never_taken_for_a_whole_one(kind: str, share: float) -> None:
    file = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 255, (160, 240, 3), np.uint8)
    if kind == "HEIF":
        pillow_heif.from_pillow(Image.fromarray(noise)).save(file)
    else:
        Image.fromarray(noise).save(file, kind)
    data = file.getvalue()
    with pytest.raises((PhotoTruncated, PhotoUnreadable)):
        load_photo(data[: int(len(data) * share)], "a")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_picture_is_refused(kind: str) -> None:
    other = Image.new("RGB", (240, 160), "white")
    data = saved(scene(), kind, save_all=True, append_images=[other], duration=100)
    with pytest.raises(PhotoAnimated):
        load_photo(data, "a")


def test_a_moving_picture_of_one_frame_is_a_photo() -> None:
    png = saved(scene(), "PNG")
    header, frames = png[:33], struct.pack(">II", 1, 0)
    one = header + png_chunk(b"acTL", frames) + png_chunk(b"fcTL", bytes(26)) + png[33:]
    photo = load_photo(one, "a.png")
    assert (photo.pixels == load_photo(png, "a.png").pixels).all()
    assert b"acTL" not in photo.stored
    elsewhere = one.replace(png[-12:], png_chunk(b"fdAT", bytes(9)) + png[-12:])
    with pytest.raises(PhotoAnimated):
        load_photo(elsewhere, "a.png")


def test_limits_are_checked_before_decoding() -> None:
    with pytest.raises(PhotoFileTooLarge) as too_heavy:
        load_photo(bytes(3_000_000), "a", limit_mb=2)
    assert too_heavy.value.details == {"size_mb": 3, "limit_mb": 2}
    with pytest.raises(PhotoTooSmall):
        load_photo(saved(Image.new("RGB", (1, 1)), "PNG"), "a")


def test_bomb_is_refused_from_its_header(bomb: bytes) -> None:
    with pytest.raises(PhotoTooLarge) as refused:
        load_photo(bomb, "a.png")
    assert refused.value.details["width_px"] == 20000


def test_a_header_that_says_more_than_a_picture_can_have_is_refused() -> None:
    """Pillow's own limit is an error of no kind that files else raise."""
    gif = bytearray(saved(scene(), "GIF"))
    gif[6:10] = b"\xff" * 4
    with pytest.raises(PhotoTooLarge):
        load_photo(bytes(gif), "a.gif")
    turned = Exif()
    turned[ORIENTATION] = 6
    webp = saved(scene(), "WEBP", exif=turned.tobytes())
    canvas = webp.index(b"VP8X") + 12
    with pytest.raises(PhotoUnreadable):
        load_photo(webp[:canvas] + b"\xff\xff\x00" * 2 + webp[canvas + 6 :], "a.webp")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/피부.jpg", "피부.jpg"),
        ("C:\\Users\\doctor\\Zona thần kinh.jpg", "Zona thần kinh.jpg"),
        ("a\x00b\x1b[31m\u202egpj.jpg", "ab[31mgpj.jpg"),
        ("피부.jpg", "피부.jpg"),  # decomposed, as macOS writes it
        ("..", "photo"),
        ("", "photo"),
    ],
)
def test_names_are_safe_to_show(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_long_name_keeps_its_beginning_and_its_ending() -> None:
    name = display_name("x" * 500 + ".jpeg")
    assert len(name) <= 125
    assert name.endswith("….jpeg")
    assert display_name("병변" * 100).startswith("병변병변")
