"""The lesion of a photo as a clinician drew it, whose outline counts, and a scale by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutlinedBy(StrEnum):
    """Who drew an outline."""

    NETWORK = "network"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """What a clinician drew around the lesion of one photo; the network's stays beside it.

    width_px, height_px: of the mask, which has the photo's shape and is smaller. runs: run lengths
    as COCO writes them, down the columns. at: ISO 8601 with offset. by: the clinician's name as
    Settings knew it then, "" where it was not entered.
    """

    photo_id: str
    width_px: int
    height_px: int
    runs: str
    at: str
    by: str = ""


class ScaledBy(StrEnum):
    """What a scale was read from."""

    RULER = "ruler"
    COIN = "coin"
    WIDTH = "width"  # of the whole photo, as it was entered


@dataclass(frozen=True, slots=True)
class HandScale:
    """How large what a photo shows is, as a clinician told it; a scale card comes before it.

    length_mm: between the two ends, or of the photo's width. ends: two places in shares of the
    photo's width and height; () for the width. at: ISO 8601 with offset. by: the clinician's name
    as Settings knew it then, "" where it was not entered.
    """

    photo_id: str
    scaled_by: ScaledBy
    length_mm: float
    ends: tuple[tuple[float, float], ...]
    at: str
    by: str = ""


def scale_of(scales: tuple[HandScale, ...], photo_id: str) -> HandScale | None:
    """The scale that was told for that photo; None where none was."""
    return next((one for one in scales if one.photo_id == photo_id), None)


def outline_of(drawn: tuple[DrawnOutline, ...], photo_id: str) -> DrawnOutline | None:
    """What was drawn on that photo; None where nothing was."""
    return next((one for one in drawn if one.photo_id == photo_id), None)
