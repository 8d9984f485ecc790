"""Masks as annotation tools export them are read as they are meant, or refused."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from skin_core.errors import MaskIsPhoto
from skin_core.imaging.annotations.mask_png import mask_of_png

LABELS = np.zeros((100, 100), np.uint8)
LABELS[30:50, 30:50] = 1
LABELS[60:70, 60:70] = 2
WHITE = np.where(LABELS > 0, np.uint8(255), np.uint8(0))
NOISE = np.random.default_rng(1).integers(0, 256, (100, 100, 3), np.uint8)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def indexed(
    index: NDArray[np.uint8], *colours: tuple[int, int, int], clear: int | None = None
) -> bytes:
    picture = Image.fromarray(index, mode="P")
    picture.putpalette([level for colour in colours for level in colour])
    if clear is not None:
        picture.info["transparency"] = clear
    return png(picture)


@pytest.mark.parametrize(
    "file",
    [
        png(Image.fromarray(LABELS)),
        png(Image.fromarray(LABELS.astype(np.uint16))),
        png(Image.fromarray(LABELS * 20)),
        png(Image.fromarray(WHITE).convert("RGB").quantize(2)),
        indexed(LABELS, (0, 0, 0), (200, 0, 0), (0, 200, 0)),
        indexed(LABELS, (90, 0, 90), (200, 0, 0), (0, 200, 0), clear=0),
        indexed(LABELS, *[(7, 7, 7)] * 3),
        indexed(1 - (LABELS > 0).astype(np.uint8), (255, 255, 255), (0, 0, 0)),
    ],
    ids=["8 bit", "16 bit", "0 20 40", "white first", "colours", "clear", "one", "two"],
)
def test_each_label_but_the_background_is_outlined(file: bytes) -> None:
    assert (mask_of_png(file) == (LABELS > 0)).all()


@pytest.mark.parametrize(
    "picture",
    [
        Image.fromarray(NOISE).quantize(256),
        Image.fromarray(NOISE).quantize(8),
        Image.fromarray(NOISE[..., 0]).convert("P"),
        Image.fromarray(NOISE[..., 0] // 10),
    ],
    ids=["256 colours", "8 colours", "greys", "dark"],
)
def test_a_photo_of_few_or_dark_colours_is_no_mask(picture: Image.Image) -> None:
    with pytest.raises(MaskIsPhoto):
        mask_of_png(png(picture))


def test_colours_without_a_known_background_are_not_guessed() -> None:
    with pytest.raises(MaskIsPhoto):
        mask_of_png(indexed(LABELS, (255, 255, 255), (200, 0, 0), (0, 200, 0)))
