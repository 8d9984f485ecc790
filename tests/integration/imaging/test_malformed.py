"""Malformed outlines are refused with the place, in a sentence; nothing is guessed or crashes."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from skin_core.errors import (
    AnnotationBoxOnly,
    AnnotationError,
    AnnotationFormatUnknown,
    AnnotationLabelMissing,
    AnnotationMalformed,
    AnnotationOutside,
    AnnotationSeveral,
    AnnotationShapeUnknown,
    AnnotationTooLarge,
    AnnotationUnreadable,
    MaskIsPhoto,
)
from skin_core.i18n import LANGUAGES, error_text
from skin_core.imaging.annotations import Lost, format_for, read_outlines
from skin_core.imaging.annotations.mask_png import mask_of_png, png_of_mask
from tests.unit.imaging.annotations.test_labelme import SQUARE, labelme, shape


def refused(data: bytes, image: str | None = None) -> AnnotationError:
    with pytest.raises(AnnotationError) as caught:
        read_outlines(data, image)
    for language in LANGUAGES:
        assert "{" not in error_text(caught.value, language)
    return caught.value


def png(pixels: Any, mode: str | None = None) -> bytes:
    out = io.BytesIO()
    picture = Image.fromarray(np.asarray(pixels))
    (picture.convert(mode) if mode else picture).save(out, "PNG")
    return out.getvalue()


def data_set(**changes: Any) -> bytes:
    told = {
        "images": [{"id": 1, "file_name": "a.jpg", "height": 6, "width": 5}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[0, 0, 3, 0, 3, 3]]}
        ],
        "categories": [{"id": 1, "name": "lesion"}],
    }
    return json.dumps(told | changes).encode()


def run_lengths(size: object, counts: object) -> bytes:
    return json.dumps({"size": size, "counts": counts}).encode()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff\xfe", b"{}", b"[" * 100_000, b"\x89PNG\r\n\x1a\nxx", b"%PDF-1.7"],
)
def test_what_is_no_file_of_outlines_is_said_so(data: bytes) -> None:
    assert isinstance(refused(data), AnnotationUnreadable)


def with_mask(mask: str, points: list[list[float]]) -> bytes:
    return labelme(shape("mask", points) | {"mask": mask})


WHITE = base64.b64encode(png_of_mask(np.ones((3, 3), np.bool_))).decode()
WRONG = {
    "shapes": labelme(shapes=None),
    "shapes[0]": labelme(shapes=["x"]),
    "shapes[0].label": labelme({"points": SQUARE}),
    "shapes[0].points": labelme(shape("polygon", SQUARE[:2])),
    "shapes[0].points[1]": labelme(shape("polygon", [[0, 0], [1], [2, 2]])),
    "shapes[0].points[0]": labelme(shape("polygon", [[float("nan"), 0], [1, 1], [2, 2]])),
    "shapes[1].points": labelme(shape("polygon", SQUARE), shape("circle", SQUARE)),
    "shapes[0].mask": with_mask(WHITE, [[0, 0], [4, 4]]),
    "imageHeight": labelme(imageHeight=-3),
    "imageWidth": labelme(imageWidth="wide"),
    "imageData": labelme(imageHeight=None, imageData="no photo"),
    "size": run_lengths([6], [30]),
    "counts": run_lengths([6, 5], [10, 10]),
    "annotations[0].segmentation": data_set(
        annotations=[{"image_id": 1, "segmentation": [[0, 0, 3]]}]
    ),
    "annotations[0].segmentation.size": data_set(
        annotations=[{"image_id": 1, "segmentation": {"size": [2, 2], "counts": [4]}}]
    ),
    "categories[0].name": data_set(categories=[{"id": 1}]),
    "images": data_set(images=[]),
}


@pytest.mark.parametrize("place", WRONG)
def test_the_wrong_place_is_named(place: str) -> None:
    error = refused(WRONG[place])
    assert isinstance(error, AnnotationMalformed)
    assert error.place == place


@pytest.mark.parametrize(
    "counts", ["é", "00", "o", "o" * 40, "~~", [30, -1, 1], [30.0], [True] * 30, [10**30]]
)
def test_no_run_lengths_are_guessed(counts: object) -> None:
    assert isinstance(refused(run_lengths([6, 5], counts)), AnnotationMalformed)


def test_a_box_beyond_the_photo_and_a_broken_mask_are_refused() -> None:
    assert isinstance(refused(with_mask(WHITE, [[99, 0], [101, 2]])), AnnotationMalformed)
    assert isinstance(refused(with_mask("%%%", [[0, 0], [2, 2]])), AnnotationMalformed)


def test_an_unknown_shape_is_named() -> None:
    error = refused(labelme(shape("spline", SQUARE)))
    assert isinstance(error, AnnotationShapeUnknown)
    assert error.shape == "spline"


def test_a_huge_photo_is_refused_before_anything_is_drawn() -> None:
    assert isinstance(refused(labelme(imageHeight=90_000, imageWidth=90_000)), AnnotationTooLarge)
    assert isinstance(refused(run_lengths([90_000, 90_000], [1])), AnnotationTooLarge)


def test_what_would_draw_for_minutes_or_cannot_be_written_is_refused() -> None:
    far = shape("circle", [[0, 0], [1e6, 1e6]])
    assert isinstance(refused(labelme(far)), AnnotationMalformed)
    half = shape("polygon", SQUARE, "\ud800")
    assert isinstance(refused(labelme(half)), AnnotationUnreadable)


def test_several_photos_ask_for_a_name() -> None:
    photos = [{"id": n, "file_name": f"{n}.jpg", "height": 6, "width": 5} for n in (1, 2)]
    file = data_set(images=photos)
    error = refused(file)
    assert isinstance(error, AnnotationSeveral)
    assert error.names == "1.jpg, 2.jpg"
    assert read_outlines(file, "1.jpg").whole().any()
    assert not read_outlines(file, "2.jpg").whole().any()
    assert isinstance(refused(file, "3.jpg"), AnnotationSeveral)
    assert read_outlines(data_set(), "renamed.jpg").whole().any()


def test_a_box_is_no_outline() -> None:
    drawn = {"id": 1, "image_id": 1, "segmentation": [[0, 0, 3, 0, 3, 3]]}
    boxes = [
        {"id": 2, "image_id": 1, "segmentation": [], "bbox": [0, 0, 5, 6]},
        {"id": 3, "image_id": 1, "bbox": [0, 0, 5.5, 6]},
    ]
    assert isinstance(refused(data_set(annotations=boxes)), AnnotationBoxOnly)
    found = read_outlines(data_set(annotations=[*boxes, drawn]))
    assert found.count_lost(Lost.BOX) == 2
    assert found.whole().sum() < 12
    none = {"id": 4, "image_id": 1, "segmentation": []}
    assert isinstance(refused(data_set(annotations=[drawn, none])), AnnotationMalformed)


def test_polygons_outside_the_photo_are_said_so_and_run_lengths_of_nothing_mean_no_lesion() -> None:
    far = [{"id": 1, "image_id": 1, "segmentation": [[20, 20, 25, 20, 25, 25]]}]
    assert isinstance(refused(data_set(annotations=far)), AnnotationOutside)
    assert not read_outlines(data_set(annotations=[])).whole().any()
    assert not read_outlines(run_lengths([6, 5], [30])).whole().any()


def test_a_label_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(AnnotationLabelMissing) as caught:
        read_outlines(labelme(shape("polygon", SQUARE))).whole("scar")
    assert caught.value.labels == "lesion"


def test_a_photo_is_no_mask() -> None:
    grey = np.arange(64, dtype=np.uint8).repeat(64).reshape(64, 64) * 4
    assert isinstance(refused(png(grey)), MaskIsPhoto)
    red = np.zeros((8, 8, 3), np.uint8)
    red[..., 0] = 200
    assert isinstance(refused(png(red)), MaskIsPhoto)


@pytest.mark.parametrize(
    "make",
    [
        lambda mask: png(mask.astype(np.uint8) * 255),
        lambda mask: png(mask.astype(np.uint8)),
        lambda mask: png(mask),
        lambda mask: png(mask.astype(np.uint16) * 65535),
        lambda mask: png(mask.astype(np.uint8) * 255, "RGB"),
        lambda mask: png(np.where(mask, 255, 0).astype(np.uint8), "RGBA"),
        lambda mask: png(mask.astype(np.uint8) * 3, "P"),
    ],
)
def test_masks_of_every_depth_are_understood(make: Callable[[Any], bytes]) -> None:
    mask = np.zeros((7, 9), np.bool_)
    mask[2:5, 3:8] = True
    assert (mask_of_png(make(mask)) == mask).all()


def test_the_ending_must_tell_the_format() -> None:
    with pytest.raises(AnnotationFormatUnknown):
        format_for("mask.jpg")


KEYS = st.sampled_from(
    ["shapes", "label", "points", "shape_type", "mask", "imageHeight", "imageWidth", "imageData",
     "size", "counts", "images", "annotations", "categories", "segmentation", "id", "image_id",
     "height", "width", "name", "file_name"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 300) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, JSON, max_size=8))
def test_no_file_does_anything_but_be_read_or_refused(told: dict[str, Any]) -> None:
    try:
        found = read_outlines(json.dumps(told).encode())
    except AnnotationError:
        return
    assert found.whole().shape == (found.height_px, found.width_px)
