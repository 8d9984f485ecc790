"""COCO: run lengths alone, or a data set of photos with polygons and run lengths."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from skin_core.errors import AnnotationMalformed, AnnotationSeveral
from skin_core.imaging.annotations.drawing import polygon
from skin_core.imaging.annotations.outline import (
    Annotated,
    Lost,
    Mask,
    Outline,
    check_size,
    lost_outline,
    outline_of,
)
from skin_core.imaging.annotations.rle import (
    compressed,
    counts_of,
    counts_of_text,
    mask_of_counts,
)
from skin_core.imaging.annotations.told import coordinate_at, list_at, side_at, table_at, text_at

LABEL = "lesion"
"""What a mask without a name is called."""

_NAMES_SHOWN = 5


def is_run_lengths(told: Mapping[str, Any]) -> bool:
    """Whether this is one mask by its run lengths."""
    return "counts" in told and "size" in told


def is_data_set(told: Mapping[str, Any]) -> bool:
    """Whether this is a COCO data set."""
    return "annotations" in told and "images" in told


def read_run_lengths(told: Mapping[str, Any]) -> Annotated:
    """One mask by its run lengths, compressed or not. Raises: AnnotationMalformed."""
    mask = _mask_of(told, "")
    height, width = mask.shape
    return Annotated(height, width, (outline_of(LABEL, mask),))


def run_lengths_of(mask: Mask, compress: bool = True) -> dict[str, Any]:
    """A mask (H, W) as run lengths."""
    counts = counts_of(mask)
    size = [int(side) for side in mask.shape]
    return {"size": size, "counts": compressed(counts) if compress else counts}


def read_data_set(told: Mapping[str, Any], image: str | None = None) -> Annotated:
    """The outlines of one photo of a data set: its only one, or the one whose file is named.

    A box without an outline is lost: a lesion is no rectangle.
    Raises: AnnotationSeveral, AnnotationMalformed, AnnotationTooLarge.
    """
    about = _photo(told, image)
    size = (
        side_at(about.get("height"), "images.height"),
        side_at(about.get("width"), "images.width"),
    )
    check_size(*size)
    names = _categories(told)
    outlines = [
        outline
        for number, one in enumerate(list_at(told["annotations"], "annotations"))
        for outline in _outlines(
            table_at(one, f"annotations[{number}]"), f"annotations[{number}]", about, names, size
        )
    ]
    return Annotated(*size, tuple(outlines), str(about.get("file_name") or ""))


def data_set_of(annotated: Annotated) -> bytes:
    """The same outlines as a COCO data set of one photo, by compressed run lengths."""
    labels = sorted({one.label for one in annotated.outlines})
    annotations = [
        _annotation(number, one, annotated, labels.index(one.label) + 1)
        for number, one in enumerate(annotated.outlines, start=1)
        if one.mask.size
    ]
    photo = {
        "id": 1,
        "file_name": annotated.name,
        "height": annotated.height_px,
        "width": annotated.width_px,
    }
    categories = [{"id": number, "name": name} for number, name in enumerate(labels, start=1)]
    told = {"images": [photo], "annotations": annotations, "categories": categories}
    return json.dumps(told, ensure_ascii=False).encode()


def _photo(told: Mapping[str, Any], image: str | None) -> Mapping[str, Any]:
    photos = [
        table_at(one, f"images[{number}]")
        for number, one in enumerate(list_at(told["images"], "images"))
    ]
    if not photos:
        raise AnnotationMalformed(place="images")
    meant = [one for one in photos if len(photos) == 1 or one.get("file_name") == image]
    if len(meant) != 1:
        names = [str(one.get("file_name")) for one in photos[:_NAMES_SHOWN]]
        more = " …" if len(photos) > _NAMES_SHOWN else ""
        raise AnnotationSeveral(count=len(photos), names=", ".join(names) + more)
    return meant[0]


def _categories(told: Mapping[str, Any]) -> dict[Any, str]:
    found = {}
    for number, one in enumerate(list_at(told.get("categories") or [], "categories")):
        place = f"categories[{number}]"
        about = table_at(one, place)
        if not isinstance(about.get("id"), int):
            raise AnnotationMalformed(place=f"{place}.id")
        found[about["id"]] = text_at(about.get("name"), f"{place}.name")
    return found


def _outlines(
    one: Mapping[str, Any],
    place: str,
    photo: Mapping[str, Any],
    names: Mapping[Any, str],
    size: tuple[int, int],
) -> list[Outline]:
    if one.get("image_id") != photo.get("id"):
        return []
    category = one.get("category_id")
    label = names.get(category, LABEL) if isinstance(category, int) else LABEL
    shape, place = one.get("segmentation"), f"{place}.segmentation"
    if isinstance(shape, dict):
        mask = _mask_of(shape, place)
        if mask.shape != size:
            raise AnnotationMalformed(place=f"{place}.size")
        return [outline_of(label, mask)]
    if not shape and _is_box(one.get("bbox")):
        return [lost_outline(label, Lost.BOX)]
    return _of_polygons(label, list_at(shape, place), place, size)


def _is_box(told: object) -> bool:
    if not isinstance(told, list) or len(told) != 4:
        return False
    return all(isinstance(one, int | float) for one in told)


def _of_polygons(label: str, parts: Any, place: str, size: tuple[int, int]) -> list[Outline]:
    """The parts of one thing as one outline."""
    if not parts:
        raise AnnotationMalformed(place=place)
    drawn = tuple(_polygon(label, part, place, size) for part in parts)
    if all(one.lost for one in drawn):
        return [drawn[0]]
    return [outline_of(label, Annotated(*size, drawn).whole())]


def _polygon(label: str, part: object, place: str, size: tuple[int, int]) -> Outline:
    flat = [coordinate_at(value, place) for value in list_at(part, place)]
    if len(flat) < 6 or len(flat) % 2:
        raise AnnotationMalformed(place=place)
    return polygon(label, list(zip(flat[::2], flat[1::2], strict=True)), size)


def _mask_of(told: Mapping[str, Any], place: str) -> Mask:
    at = f"{place}." if place else ""
    sides = list_at(told.get("size"), f"{at}size")
    if len(sides) != 2:
        raise AnnotationMalformed(place=f"{at}size")
    height, width = (side_at(side, f"{at}size") for side in sides)
    check_size(height, width)
    counts = told.get("counts")
    runs = (
        counts_of_text(counts, f"{at}counts")
        if isinstance(counts, str)
        else list_at(counts, f"{at}counts")
    )
    return mask_of_counts(runs, height, width, f"{at}counts")


def _annotation(number: int, one: Outline, annotated: Annotated, category: int) -> dict[str, Any]:
    height, width = one.mask.shape
    mask = np.zeros((annotated.height_px, annotated.width_px), np.bool_)
    mask[one.top : one.top + height, one.left : one.left + width] = one.mask
    return {
        "id": number,
        "image_id": 1,
        "category_id": category,
        "segmentation": run_lengths_of(mask),
        "area": int(one.mask.sum()),
        "bbox": [one.left, one.top, width, height],
        "iscrowd": 0,
    }
