"""The lesion of a photo as a clinician drew it, and whose outline counts."""

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


def outline_of(drawn: tuple[DrawnOutline, ...], photo_id: str) -> DrawnOutline | None:
    """What was drawn on that photo; None where nothing was."""
    return next((one for one in drawn if one.photo_id == photo_id), None)
