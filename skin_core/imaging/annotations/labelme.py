"""Files of labelme, read and written by code of our own: labelme itself is copyleft."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from skin_core.errors import AnnotationError, AnnotationMalformed, AnnotationShapeUnknown
from skin_core.imaging.annotations import drawing
from skin_core.imaging.annotations.mask_png import mask_of_png, png_of_mask
from skin_core.imaging.annotations.outline import Annotated, Outline, check_size, outline_of
from skin_core.imaging.annotations.told import (
    Point,
    list_at,
    points_at,
    side_at,
    table_at,
    text_at,
)

Size = tuple[int, int]
_VERSION = "5.8.1"  # the newest whose files hold no more than is written here


class _Kind(NamedTuple):
    """How a kind of shape is drawn, and of how many points it is made."""

    draw: Callable[[str, Sequence[Point], Size], Outline]
    least: int
    most: int | None


_KINDS: Mapping[str, _Kind] = {
    "polygon": _Kind(drawing.polygon, 3, None),
    "rectangle": _Kind(drawing.rectangle, 2, 2),
    "oriented_rectangle": _Kind(drawing.polygon, 4, 4),
    "circle": _Kind(drawing.circle, 2, 2),
    "line": _Kind(drawing.line, 2, 2),
    "linestrip": _Kind(drawing.line, 2, None),
    "point": _Kind(drawing.dots, 1, 1),
    "points": _Kind(drawing.dots, 1, None),
}
_MASK = "mask"


def read_labelme(told: Mapping[str, Any]) -> Annotated:
    """The outlines of a labelme file.

    Lines are drawn 10 pixels wide and points as discs of radius 5, as labelme does.
    Raises: AnnotationMalformed, AnnotationShapeUnknown, AnnotationTooLarge.
    """
    size = _size_of(told)
    outlines = [
        _outline(table_at(shape, f"shapes[{number}]"), f"shapes[{number}]", size)
        for number, shape in enumerate(list_at(told.get("shapes"), "shapes"))
    ]
    name = told.get("imagePath")
    return Annotated(*size, tuple(outlines), name if isinstance(name, str) else "")


def labelme_of(annotated: Annotated) -> bytes:
    """The same outlines as a labelme file, each as a mask: exact, pixel by pixel."""
    shapes = [_shape(one) for one in annotated.outlines if one.mask.size]
    told: dict[str, Any] = {
        "version": _VERSION,
        "flags": {},
        "shapes": shapes,
        "imagePath": annotated.name,
        "imageData": None,
        "imageHeight": annotated.height_px,
        "imageWidth": annotated.width_px,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _size_of(told: Mapping[str, Any]) -> Size:
    if told.get("imageHeight") is None and told.get("imageData"):
        size = _size_of_photo(text_at(told["imageData"], "imageData"))
    else:
        size = (
            side_at(told.get("imageHeight"), "imageHeight"),
            side_at(told.get("imageWidth"), "imageWidth"),
        )
    check_size(*size)
    return size


def _size_of_photo(data: str) -> Size:
    """Height and width of the photo that stands in the file; only its head is read."""
    try:
        with Image.open(io.BytesIO(base64.b64decode(data, validate=True))) as photo:
            return photo.height, photo.width
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise AnnotationMalformed(place="imageData") from error


def _outline(shape: Mapping[str, Any], place: str, size: Size) -> Outline:
    label = text_at(shape.get("label"), f"{place}.label")
    kind = shape.get("shape_type") or "polygon"  # early versions knew nothing else
    if kind == _MASK:
        return _outline_of_mask(shape, label, place, size)
    known = _KINDS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise AnnotationShapeUnknown(place=place, shape=str(kind)[:40])
    points = points_at(shape.get("points"), f"{place}.points", known.least, known.most)
    return known.draw(label, points, size)


def _outline_of_mask(shape: Mapping[str, Any], label: str, place: str, size: Size) -> Outline:
    """A mask by its bounding box, both corners included, and a PNG of that size."""
    corners = points_at(shape.get("points"), f"{place}.points", 2, 2)
    (left, top), (right, bottom) = ((round(x), round(y)) for x, y in corners)
    if not (0 <= left <= right < size[1] and 0 <= top <= bottom < size[0]):
        raise AnnotationMalformed(place=f"{place}.points")
    try:
        png = base64.b64decode(text_at(shape.get("mask"), f"{place}.mask"), validate=True)
        mask = mask_of_png(png)
    except (ValueError, AnnotationError) as error:
        raise AnnotationMalformed(place=f"{place}.mask") from error
    if mask.shape != (bottom - top + 1, right - left + 1):
        raise AnnotationMalformed(place=f"{place}.mask")
    return outline_of(label, mask, left, top)


def _shape(one: Outline) -> dict[str, Any]:
    height, width = one.mask.shape
    corners = [[one.left, one.top], [one.left + width - 1, one.top + height - 1]]
    return {
        "label": one.label,
        "points": [[float(x), float(y)] for x, y in corners],
        "group_id": None,
        "description": "",
        "shape_type": _MASK,
        "flags": {},
        "mask": base64.b64encode(png_of_mask(np.asarray(one.mask, np.bool_))).decode(),
    }
