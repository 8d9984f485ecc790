"""Values out of JSON of another program, each of the kind it must have."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from skin_core.errors import AnnotationMalformed, AnnotationUnreadable

_FARTHEST_PX = 1_000_000  # of a point from the photo's corner
_LARGEST_SIDE_PX = 100_000_000

Point = tuple[float, float]


def document_of(data: bytes) -> Mapping[str, Any]:
    """The JSON object in a file. Raises: AnnotationUnreadable."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
        json.dumps(told, ensure_ascii=False).encode()  # halves of characters cannot be written
    except (ValueError, RecursionError) as error:
        raise AnnotationUnreadable from error
    if not isinstance(told, dict):
        raise AnnotationUnreadable
    return told


def table_at(value: object, place: str) -> Mapping[str, Any]:
    """A table. Raises: AnnotationMalformed."""
    if not isinstance(value, dict):
        raise AnnotationMalformed(place=place)
    return value


def list_at(value: object, place: str) -> Sequence[Any]:
    """A list. Raises: AnnotationMalformed."""
    if not isinstance(value, list):
        raise AnnotationMalformed(place=place)
    return value


def text_at(value: object, place: str) -> str:
    """A text. Raises: AnnotationMalformed."""
    if not isinstance(value, str):
        raise AnnotationMalformed(place=place)
    return value


def side_at(value: object, place: str) -> int:
    """A width or height in pixels, from 1 on. Raises: AnnotationMalformed."""
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or not isinstance(value, int | float):
        raise AnnotationMalformed(place=place)
    if not 1 <= value <= _LARGEST_SIDE_PX:
        raise AnnotationMalformed(place=place)
    return int(value)


def points_at(value: object, place: str, least: int, most: int | None = None) -> list[Point]:
    """So many points, x to the right and y down, in pixels. Raises: AnnotationMalformed."""
    told = list_at(value, place)
    if len(told) < least or (most is not None and len(told) > most):
        raise AnnotationMalformed(place=place)
    return [_point(one, f"{place}[{number}]") for number, one in enumerate(told)]


def _point(value: object, place: str) -> Point:
    told = list_at(value, place)
    if len(told) != 2:
        raise AnnotationMalformed(place=place)
    return coordinate_at(told[0], place), coordinate_at(told[1], place)


def coordinate_at(value: object, place: str) -> float:
    """Pixels from the photo's corner. Raises: AnnotationMalformed."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AnnotationMalformed(place=place)
    if not math.isfinite(value if isinstance(value, float) else 0.0) or abs(value) > _FARTHEST_PX:
        raise AnnotationMalformed(place=place)
    return float(value)
