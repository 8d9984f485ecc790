"""Which format a file has, and the same outlines in another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from skin_core.errors import AnnotationFormatUnknown, AnnotationUnreadable
from skin_core.imaging.annotations.coco import (
    LABEL,
    data_set_of,
    is_data_set,
    is_run_lengths,
    read_data_set,
    read_run_lengths,
    run_lengths_of,
)
from skin_core.imaging.annotations.labelme import labelme_of, read_labelme
from skin_core.imaging.annotations.mask_png import PNG_START, mask_of_png, png_of_mask
from skin_core.imaging.annotations.outline import Annotated, outline_of
from skin_core.imaging.annotations.told import document_of


class Format(StrEnum):
    """How outlines are written. RLE and RLE_PLAIN: one mask, compressed or as a list."""

    PNG = "png"
    LABELME = "labelme"
    COCO = "coco"
    RLE = "rle"
    RLE_PLAIN = "rle_plain"


_ENDINGS = {".png": Format.PNG, ".json": Format.COCO}


def format_for(name: str) -> Format:
    """The format that belongs to a file's name. Raises: AnnotationFormatUnknown."""
    try:
        return _ENDINGS[PurePath(name).suffix.lower()]
    except KeyError as error:
        raise AnnotationFormatUnknown(name=PurePath(name).name[:80]) from error


def read_outlines(data: bytes, image: str | None = None) -> Annotated:
    """The outlines in a file, recognised by what is in it.

    image: which photo of a COCO data set of several. Raises: AnnotationError and its kinds.
    """
    if data.startswith(PNG_START):
        mask = mask_of_png(data)
        height, width = mask.shape
        return Annotated(height, width, (outline_of(LABEL, mask),))
    found = _of_document(document_of(data), image)
    found.check_kept()
    return found


def _of_document(told: Mapping[str, Any], image: str | None) -> Annotated:
    if is_run_lengths(told):
        return read_run_lengths(told)
    if is_data_set(told):
        return read_data_set(told, image)
    if "shapes" in told:
        return read_labelme(told)
    raise AnnotationUnreadable


def written(annotated: Annotated, wanted: Format) -> bytes:
    """The bytes of a file of outlines; PNG and run lengths hold all of them as one mask."""
    match wanted:
        case Format.PNG:
            return png_of_mask(annotated.whole())
        case Format.LABELME:
            return labelme_of(annotated)
        case Format.COCO:
            return data_set_of(annotated)
        case Format.RLE | Format.RLE_PLAIN:
            compress = wanted is Format.RLE
            return json.dumps(run_lengths_of(annotated.whole(), compress)).encode()
