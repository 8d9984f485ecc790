"""Whatever is dropped on the page is analysed right, or refused with a sentence that helps."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from PIL.Image import Exif

from skin_core import errors
from skin_core.domain.photo import GateReason
from skin_core.i18n import LANGUAGES, error_text
from skin_core.imaging.rendered import render_skin
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import CaseOutcome, PhotoFile, analyse_case, run_to_end
from tests.fake_networks import FakeNetworks
from tests.integration.imaging.conftest import png_bomb

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SKIN = Image.fromarray(render_skin("mole", "tan", 9, (320, 240)))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(file, quality=90)
    else:
        picture.save(file, kind, **options)
    return file.getvalue()


def analysed(*files: PhotoFile) -> CaseOutcome:
    return run_to_end(analyse_case(files, {}, FakeNetworks(), MemoryLayers(), NOW))


def moving(kind: str) -> bytes:
    return saved(SKIN, kind, save_all=True, append_images=[SKIN.rotate(90)], duration=90)


def turned() -> bytes:
    exif = Exif()
    exif[0x0112] = 6
    return saved(SKIN.rotate(90, expand=True), "JPEG", exif=exif.tobytes(), quality=95)


def sixteen_bits() -> bytes:
    grey = np.asarray(SKIN.convert("L")).astype(np.uint16) * 257
    return saved(Image.fromarray(grey), "PNG")


def see_through() -> bytes:
    clear = SKIN.convert("RGBA")
    clear.putalpha(Image.new("L", SKIN.size, 255))
    return saved(clear, "PNG")


REFUSED: dict[str, tuple[Callable[[], bytes], type[errors.PhotoError]]] = {
    "empty.jpg": (lambda: b"", errors.PhotoEmpty),
    "text.jpg": (lambda: b"Dear colleague, ...", errors.PhotoUnreadable),
    "truncated.jpg": (lambda: saved(SKIN, "JPEG")[:5000], errors.PhotoTruncated),
    "bomb.png": (png_bomb, errors.PhotoTooLarge),
    "moving.gif": (lambda: moving("GIF"), errors.PhotoAnimated),
    "moving.webp": (lambda: moving("WEBP"), errors.PhotoAnimated),
    "one.png": (lambda: saved(Image.new("RGB", (1, 1)), "PNG"), errors.PhotoTooSmall),
    "heavy.jpg": (lambda: b"\xff\xd8\xff" + bytes(60_000_000), errors.PhotoFileTooLarge),
}
ANALYSED: dict[str, Callable[[], bytes]] = {
    "cmyk.jpg": lambda: saved(SKIN.convert("CMYK"), "JPEG", quality=95),
    "rgba.png": see_through,
    "turned.jpg": turned,
    "phone.heic": lambda: saved(SKIN, "HEIF"),
    "scan.tif": lambda: saved(SKIN, "TIFF"),
    "old.bmp": lambda: saved(SKIN, "BMP"),
    "../../피부 사진 'x'.webp": lambda: saved(SKIN, "WEBP", quality=90),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_bad_file_is_refused_with_what_to_do_and_the_next_one_is_analysed(name: str) -> None:
    make, error = REFUSED[name]
    outcome = analysed(PhotoFile(name, make()), PhotoFile("good.png", saved(SKIN, "PNG")))
    assert [type(failure.error) for failure in outcome.failures] == [error]
    assert outcome.case.top is not None
    for language in LANGUAGES:
        text = error_text(outcome.failures[0].error, language)
        assert len(text) > 20
        assert "{" not in text


@pytest.mark.parametrize("name", list(ANALYSED))
def test_unusual_file_is_analysed_as_the_plain_photo_is(name: str) -> None:
    outcome = analysed(PhotoFile(name, ANALYSED[name]()))
    assert not outcome.failures
    assert outcome.case.top is not None
    photo = outcome.loaded[0]
    assert (photo.width_px, photo.height_px) == SKIN.size
    difference = np.abs(photo.pixels.astype(int) - np.asarray(SKIN)).mean()
    assert difference < 8
    assert "/" not in photo.name


def test_sixteen_bit_photo_is_analysed() -> None:
    photo = analysed(PhotoFile("deep.png", sixteen_bits())).loaded[0]
    grey = np.asarray(SKIN.convert("L")).astype(int)
    assert np.abs(photo.pixels[..., 1].astype(int) - grey).max() <= 1


def test_hangul_name_survives_and_folders_do_not() -> None:
    photo = analysed(PhotoFile("../../피부 사진.png", saved(SKIN, "PNG"))).loaded[0]
    assert photo.name == "피부 사진.png"


def test_small_photo_is_refused_by_the_gate_with_retake_advice() -> None:
    small = saved(SKIN.resize((60, 45)), "PNG")
    case = analysed(PhotoFile("small.png", small)).case
    assert GateReason.TOO_SMALL in case.photos[0].gate.reasons
