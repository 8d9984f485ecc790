"""Pictures in a report are small, and true."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from skin_core.imaging.overlay import to_jpeg
from skin_core.reporting.pictures import (
    LARGE_BYTES,
    LARGE_PX,
    SMALL_BYTES,
    large_picture,
    logo_picture,
    small_picture,
)
from tests.sample_cases import rendered_skin


def test_ready_photo_is_embedded_as_it_is() -> None:
    data = to_jpeg(rendered_skin())
    assert large_picture(data, "Photo").jpeg == data


def test_noise_of_any_size_fits_the_limits() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1200, 1800, 3), dtype=np.uint8)
    large, small = (make(to_jpeg(noise, 98), "") for make in (large_picture, small_picture))
    assert len(large.jpeg) <= LARGE_BYTES
    assert len(small.jpeg) <= SMALL_BYTES
    assert (large.width_px, large.height_px) == (LARGE_PX, 600)


def test_transparent_logo_stands_on_paper() -> None:
    file = BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(file, "PNG")
    logo = logo_picture(file.getvalue(), "Clinic")
    with Image.open(BytesIO(logo.jpeg)) as opened:
        assert np.asarray(opened.convert("L")).min() > 250


def test_photo_is_never_enlarged() -> None:
    tiny = to_jpeg(rendered_skin(height=60, width=80))
    assert large_picture(tiny, "").width_px == 80


def test_no_picture_is_an_error() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        large_picture(b"text", "")
