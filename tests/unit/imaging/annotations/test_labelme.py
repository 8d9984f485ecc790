"""Files of labelme mean here what they mean there."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import numpy as np
import pytest

from skin_core.errors import AnnotationOutside
from skin_core.imaging.annotations import Lost, read_outlines
from skin_core.imaging.annotations.mask_png import png_of_mask
from skin_core.imaging.overlay import to_jpeg

HEIGHT, WIDTH = 80, 100


def labelme(*shapes: dict[str, Any], **changes: Any) -> bytes:
    told = {"version": "5.8.1", "shapes": list(shapes), "imagePath": "a.jpg", "imageData": None}
    return json.dumps(told | {"imageHeight": HEIGHT, "imageWidth": WIDTH} | changes).encode()


def shape(kind: str | None, points: list[list[float]], label: str = "lesion") -> dict[str, Any]:
    return {"label": label, "points": points, "shape_type": kind, "group_id": None, "flags": {}}


SQUARE = [[10.0, 20.0], [50.0, 20.0], [50.0, 60.0], [10.0, 60.0]]


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("polygon", SQUARE),
        (None, SQUARE),
        ("oriented_rectangle", SQUARE),
        ("rectangle", [[50.0, 60.0], [10.0, 20.0]]),
    ],
)
def test_four_ways_to_draw_one_square(kind: str | None, points: list[list[float]]) -> None:
    mask = read_outlines(labelme(shape(kind, points))).whole()
    expected = np.zeros((HEIGHT, WIDTH), np.bool_)
    expected[20:61, 10:51] = True
    assert (mask == expected).all()


def test_a_turned_rectangle_stands_on_its_corner() -> None:
    corners = [[50.0, 20.0], [70.0, 40.0], [50.0, 60.0], [30.0, 40.0]]
    mask = read_outlines(labelme(shape("oriented_rectangle", corners))).whole()
    assert mask.sum() == pytest.approx(800, rel=0.06)
    assert mask[40, 31]
    assert not mask[22, 32]


def test_a_circle_is_a_centre_and_a_point_of_its_border() -> None:
    mask = read_outlines(labelme(shape("circle", [[50.0, 40.0], [70.0, 40.0]]))).whole()
    assert mask.sum() == pytest.approx(math.pi * 20.5**2, rel=0.03)
    assert mask[40, 50]
    assert mask[40, 69]
    assert not mask[40, 72]


def test_lines_are_ten_pixels_wide_and_points_small_discs() -> None:
    path = [[10.0, 40.0], [60.0, 40.0], [60.0, 70.0]]
    strip = read_outlines(labelme(shape("linestrip", path))).whole()
    assert 9 <= strip[:, 30].sum() <= 11
    assert strip[60, 60]
    dots = read_outlines(labelme(shape("points", [[20.0, 20.0], [70.0, 50.0]]))).whole()
    assert dots.sum() == pytest.approx(2 * math.pi * 5.5**2, rel=0.05)


def test_a_mask_lies_where_its_box_is() -> None:
    part = np.zeros((11, 21), np.bool_)
    part[0], part[-1], part[:, 0], part[:, -1] = True, True, True, True
    drawn = shape("mask", [[30.0, 40.0], [50.0, 50.0]])
    drawn["mask"] = base64.b64encode(png_of_mask(part)).decode()
    mask = read_outlines(labelme(drawn)).whole()
    assert mask.sum() == part.sum()
    assert mask[40:51, 30:51].sum() == part.sum()


def test_what_reaches_beyond_the_photo_is_cut_at_its_border() -> None:
    far = [[-50.0, -50.0], [500.0, -50.0], [500.0, 30.0], [-50.0, 30.0]]
    mask = read_outlines(labelme(shape("polygon", far))).whole()
    assert mask[:31].all()
    assert not mask[31:].any()


def test_outlines_of_another_size_of_the_photo_are_not_taken_for_no_lesion() -> None:
    gone = shape("circle", [[900.0, 900.0], [905.0, 900.0]], "scar")
    with pytest.raises(AnnotationOutside):
        read_outlines(labelme(gone))
    some = read_outlines(labelme(shape("polygon", SQUARE), gone))
    assert some.whole().any()
    assert some.count_lost(Lost.OUTSIDE) == 1
    with pytest.raises(AnnotationOutside):
        some.whole("scar")
    assert not read_outlines(labelme()).whole().any()  # a doctor who drew nothing meant it


def test_labels_are_kept_apart() -> None:
    found = read_outlines(
        labelme(
            shape("polygon", SQUARE, "병변"), shape("circle", [[80.0, 70.0], [84.0, 70.0]], "ruler")
        )
    )
    assert found.whole("병변").sum() < found.whole().sum()
    assert found.name == "a.jpg"


def test_size_comes_from_the_photo_where_the_file_does_not_tell_it() -> None:
    photo = base64.b64encode(to_jpeg(np.zeros((HEIGHT, WIDTH, 3), np.uint8))).decode()
    file = labelme(shape("polygon", SQUARE), imageData=photo, imageHeight=None, imageWidth=None)
    assert read_outlines(file).whole().shape == (HEIGHT, WIDTH)
