"""The judged picture is the stored picture is the shown picture, whatever the file.

Every format × depth × orientation × colour space, and every format × way to be cut.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from skin_core.domain.photo import Photo
from skin_core.errors import PhotoColours, PhotoError, PhotoRaw, PhotoTruncated, PhotoUnreadable
from skin_core.imaging.load import load_photo
from skin_core.services.pictures import screen_jpeg
from tests import picture_files as files
from tests.integration.imaging.conftest import DISPLAY_P3, rgb_profile

SCENE = files.scene()
DEEP = SCENE.astype(np.uint16) * 257
GREY = SCENE[..., 1]
P3 = rgb_profile("Display P3", DISPLAY_P3)

Make = Callable[[int], bytes]
TURNED: dict[str, Make] = {
    "jpeg": lambda o: files.saved(SCENE, "JPEG", o, subsampling=0),
    "jpeg-progressive": lambda o: files.saved(SCENE, "JPEG", o, progressive=True, subsampling=0),
    "png": lambda o: files.saved(SCENE, "PNG", o),
    "png-16": lambda o: files.deep_png(DEEP, o),
    "webp": lambda o: files.saved(SCENE, "WEBP", o),
    "webp-lossless": lambda o: files.saved(SCENE, "WEBP", o, lossless=True),
    "tiff": lambda o: files.tiff([SCENE], o),
    "tiff-big-endian": lambda o: files.tiff([SCENE], o, order=">"),
    "tiff-long": lambda o: files.tiff([SCENE], o, kind=4, order=">"),
    "tiff-deflate": lambda o: files.saved(SCENE, "TIFF", o, compression="tiff_adobe_deflate"),
    "tiff-16": lambda o: files.tiff([DEEP], o),
    "tiff-16-big-endian": lambda o: files.tiff([DEEP], o, order=">"),
    "heic": lambda o: files.saved(SCENE, "HEIF", o),
    "heic-exif-only": lambda o: files.heic_with_exif_only(SCENE, o),
}
GREYS: dict[str, Make] = {
    "png-grey-16": lambda o: files.deep_png(GREY.astype(np.uint16) * 257, o),
    "tiff-grey-16": lambda o: files.tiff([GREY.astype(np.uint16) * 257], o),
    "tiff-grey-16-big-endian": lambda o: files.tiff([GREY.astype(np.uint16) * 257], o, order=">"),
    "tiff-grey": lambda o: files.tiff([GREY], o),
}


def difference(pixels: np.ndarray, wanted: np.ndarray) -> float:
    assert pixels.shape == wanted.shape
    return float(np.abs(pixels.astype(int) - wanted).mean())


def check(data: bytes, wanted: np.ndarray, most: float = 3.0) -> Photo:
    """Judged: what the file shows. Stored: the same to the bit. Shown: the same but for JPEG."""
    photo = load_photo(data, "a")
    again = load_photo(photo.stored, "a")
    assert (again.pixels == photo.pixels).all()
    assert again.photo_id == photo.photo_id
    assert (again.width_px, again.height_px) == (photo.width_px, photo.height_px)
    assert (photo.height_px, photo.width_px) == wanted.shape[:2]
    assert difference(photo.pixels, wanted) < most
    shown = np.asarray(Image.open(io.BytesIO(screen_jpeg(photo.stored))).convert("RGB"))
    assert difference(shown, photo.pixels) < 4
    return photo


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", [*TURNED, *GREYS])
def test_every_format_and_depth_stands_upright(kind: str, orientation: int) -> None:
    wanted = SCENE if kind in TURNED else np.repeat(GREY[..., None], 3, 2)
    check((TURNED | GREYS)[kind](orientation), wanted)


def test_grey_of_sixteen_bits_whose_zero_is_white_is_no_negative() -> None:
    negative = 65535 - GREY.astype(np.uint16) * 257
    wanted = np.repeat(GREY[..., None], 3, 2)
    check(files.tiff([negative], more=[[(262, 3, 0)]]), wanted)


@pytest.mark.parametrize("mode", [np.int32, np.float32])
def test_numbers_of_which_no_white_is_told_are_refused(mode: type[np.generic]) -> None:
    file = io.BytesIO()
    Image.fromarray(GREY.astype(mode)).save(file, "TIFF")
    with pytest.raises(PhotoUnreadable):
        load_photo(file.getvalue(), "a.tif")


@pytest.mark.parametrize("kind", ["BMP", "GIF"])
def test_formats_without_orientation(kind: str) -> None:
    check(files.saved(SCENE, kind), SCENE, most=8 if kind == "GIF" else 0.1)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("kind", [1, 3, 4, 6, 8, 9])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_orientation_may_be_any_integer(form: str, kind: int, order: str) -> None:
    coded = Image.fromarray(np.asarray(files.turned(SCENE, 6)))
    file, options = io.BytesIO(), {} if form == "PNG" else {"quality": 95}
    block = files.exif_of_type(6, kind, order)
    if form != "PNG":
        block = b"Exif\x00\x00" + block
    coded.save(file, form, exif=block, **options)
    check(file.getvalue(), SCENE)


def test_orientation_in_xmp_counts_where_no_exif_says_one() -> None:
    coded = Image.fromarray(np.asarray(files.turned(SCENE, 8)))
    xmp = b'<x:xmpmeta><rdf:Description tiff:Orientation="8"/></x:xmpmeta>'
    for form in ("JPEG", "WEBP"):
        file = io.BytesIO()
        coded.save(file, form, quality=95, xmp=xmp)
        check(file.getvalue(), SCENE)


# --- colour ---

WIDE: dict[str, Callable[[np.ndarray], bytes]] = {
    "jpeg-icc": lambda p: files.saved(p, "JPEG", subsampling=0, icc_profile=P3),
    "png-icc": lambda p: files.with_profile(files.saved(p, "PNG"), P3),
    "png-16-icc": lambda p: files.with_profile(files.deep_png(p.astype(np.uint16) * 257), P3),
    "png-cicp": lambda p: files.with_cicp(files.saved(p, "PNG"), 12, 13),
    "webp-icc": lambda p: files.saved(p, "WEBP", lossless=True, icc_profile=P3),
    "tiff-icc": lambda p: files.saved(p, "TIFF", icc_profile=P3),
    "heic-nclx": lambda p: files.saved(p, "HEIF", color_primaries=12, transfer_characteristics=13),
}


def linear(pixels: np.ndarray) -> np.ndarray:
    share = pixels / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


# Columns: red, green and blue of sRGB in linear light of the wider space.
IN_P3 = np.array([[0.82246, 0.17754, 0.0], [0.03319, 0.96681, 0.0], [0.01708, 0.07240, 0.91052]])
IN_2020 = np.array(
    [[0.62740, 0.32930, 0.04330], [0.06910, 0.91950, 0.01140], [0.0164, 0.088, 0.8956]]
)


@pytest.mark.parametrize("kind", list(WIDE))
def test_wide_colours_become_srgb_whoever_names_them(kind: str) -> None:
    light = linear(SCENE) @ IN_P3.T
    coded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    data = WIDE[kind](np.rint(coded * 255).astype(np.uint8))
    check(data, SCENE, most=4.5)  # the profile of the tests has a plain gamma


def pq(nits: np.ndarray) -> np.ndarray:
    powered = (nits / 10000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * powered) / (1 + 2392 / 128 * powered)) ** (2523 / 32)


def hlg(nits: np.ndarray) -> np.ndarray:
    """As a display of 1000 nits shows them: the inverse of its system gamma and of the curve."""
    luminance = (nits @ np.array([0.2627, 0.6780, 0.0593]))[..., None] / 1000
    scene = nits / 1000 * luminance ** (1 / 1.2 - 1)
    log = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), log)


@pytest.mark.parametrize(("curve", "encode"), [(16, pq), (18, hlg)])
def test_hdr_is_shown_as_its_white_paper_is(
    curve: int, encode: Callable[[np.ndarray], np.ndarray]
) -> None:
    signal = encode(linear(SCENE) @ IN_2020.T * 203)  # ITU-R BT.2408: white paper has 203 nits
    deep = np.rint(signal * 65535).astype(np.uint16)
    check(files.with_cicp(files.deep_png(deep), 9, curve), SCENE, most=4)
    import pillow_heif

    file = io.BytesIO()
    heif = pillow_heif.from_bytes("RGB;16", (files.WIDTH, files.HEIGHT), deep.tobytes())
    heif.save(
        file, quality=95, chroma=444, color_primaries=9, transfer_characteristics=curve,
        matrix_coefficients=9,
    )  # fmt: skip
    check(file.getvalue(), SCENE, most=4)


def test_colours_that_are_not_known_are_refused_with_a_sentence() -> None:
    with pytest.raises(PhotoColours):
        load_photo(files.with_cicp(files.saved(SCENE, "PNG"), 22, 13), "a.png")
    with pytest.raises(PhotoColours):
        load_photo(files.with_cicp(files.saved(SCENE, "PNG"), 1, 17), "a.png")


def test_png_with_a_profile_of_megabytes_is_read() -> None:
    rng = np.random.default_rng(1)
    large = rgb_profile("Printer", DISPLAY_P3) + rng.integers(0, 4, 3_000_000, np.uint8).tobytes()
    large = struct.pack(">I", len(large)) + large[4:]
    photo = load_photo(files.with_profile(files.saved(SCENE, "PNG"), large), "a.png")
    assert (load_photo(photo.stored, "a").pixels == photo.pixels).all()


# --- wholeness ---

WHOLE: dict[str, Callable[[np.ndarray], bytes]] = {
    "jpeg": lambda p: files.saved(p, "JPEG"),
    "jpeg-optimised": lambda p: files.saved(p, "JPEG", optimize=True),
    "jpeg-progressive": lambda p: files.saved(p, "JPEG", progressive=True),
    "jpeg-restarts": lambda p: files.saved(p, "JPEG", restart_marker_rows=1),
    "png": lambda p: files.saved(p, "PNG"),
    "webp": lambda p: files.saved(p, "WEBP"),
    "webp-lossless": lambda p: files.saved(p, "WEBP", lossless=True),
    "tiff": lambda p: files.tiff([p]),
    "tiff-jpeg": lambda p: files.saved(p, "TIFF", compression="jpeg"),
    "tiff-deflate": lambda p: files.saved(p, "TIFF", compression="tiff_adobe_deflate"),
    "bmp": lambda p: files.saved(p, "BMP"),
    "gif": lambda p: files.saved(p, "GIF"),
    "heic": lambda p: files.saved(p, "HEIF"),
}
END = b"\xff\xd9"
CUTS: dict[str, Callable[[bytes, int], bytes]] = {
    "cut": lambda data, n: data[:n],
    "zeros": lambda data, n: data[:n] + bytes(len(data) - n),
    "erased": lambda data, n: data[:n] + b"\xff" * (len(data) - n),
    "cut, with an end": lambda data, n: data[:n] + END,
    "zeros, with an end": lambda data, n: data[:n] + bytes(len(data) - n - 2) + END,
}


# Only JPEG has an end marker that decoders trust.
CUT_FILES = [(k, w) for k in WHOLE for w in CUTS if "end" not in w or k.startswith("jpeg")]


@pytest.mark.parametrize("share", [0.31, 0.62, 0.87])
@pytest.mark.parametrize(("kind", "way"), CUT_FILES)
def test_half_a_photo_is_never_taken_for_a_whole_one(kind: str, way: str, share: float) -> None:
    data = WHOLE[kind](SCENE)
    with pytest.raises(PhotoError):
        load_photo(CUTS[way](data, int(len(data) * share)), "a")


@pytest.mark.parametrize("way", ["zeros", "erased"])
@pytest.mark.parametrize("kind", ["tiff", "bmp"])
def test_plain_rows_that_stop_close_to_the_end_of_one_are_missed(kind: str, way: str) -> None:
    whole = WHOLE[kind](SCENE)
    row = 3 * SCENE.shape[1]
    for left in (8, 20, 31):  # bytes of the fortieth row; the pixels end the file
        with pytest.raises(PhotoTruncated):
            load_photo(CUTS[way](whole, len(whole) - 40 * row - left), "a")


@pytest.mark.parametrize("way", ["cut", "zeros", "erased"])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff", "bmp", "heic"])
def test_a_file_that_was_not_copied_whole_is_called_so(kind: str, way: str) -> None:
    data = WHOLE[kind](SCENE)
    with pytest.raises(PhotoTruncated):
        load_photo(CUTS[way](data, int(len(data) * 0.52)), "a")


@pytest.mark.parametrize("kind", list(WHOLE))
def test_even_surfaces_are_no_missing_part(kind: str) -> None:
    """A white page, a black bar, the grey that decoders put for what is missing."""
    for tone in (0, 128, 255):
        framed = np.full((90, 120, 3), tone, np.uint8)
        framed[:45] = SCENE[:45]
        assert load_photo(WHOLE[kind](framed), "a").height_px == 90


@pytest.mark.parametrize("kind", ["jpeg", "jpeg-progressive", "jpeg-optimised"])
def test_jpeg_without_its_end_marker_is_read(kind: str) -> None:
    data = WHOLE[kind](SCENE)
    photo = check(data[:-2], load_photo(data, "a").pixels, most=0.01)
    assert photo.stored.endswith(END)


def test_png_without_its_end_chunk_and_webp_with_cut_metadata_are_read() -> None:
    check(files.saved(SCENE, "PNG")[:-12], SCENE)
    file = io.BytesIO()
    Image.fromarray(SCENE).save(file, "WEBP", quality=95, xmp=b"x" * 500)
    check(file.getvalue()[:-100], SCENE)


# --- containers ---


def test_raw_files_and_pyramids_are_never_judged_by_their_thumbnail() -> None:
    small = SCENE[::4, ::4].copy()
    thumbnail = [(254, 4, 1)]
    camera = [(50706, 4, 1025)]
    with pytest.raises(PhotoRaw):
        load_photo(files.tiff([small], more=[[*thumbnail, *camera]], below=GREY), "photo.jpg")
    with pytest.raises(PhotoRaw):
        load_photo(files.tiff([small, GREY], more=[thumbnail, [(262, 3, 32803)]]), "photo.dng")
    with pytest.raises(PhotoRaw):
        load_photo(files.tiff([small], below=SCENE), "pyramid.tif")
    check(files.tiff([small, SCENE], more=[thumbnail]), SCENE, most=0.1)
    check(files.tiff([SCENE, small], more=[[], thumbnail]), SCENE, most=0.1)
    check(files.tiff([small, DEEP], orientation=6, more=[thumbnail]), SCENE, most=0.1)
