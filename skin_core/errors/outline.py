"""Why an outline that was drawn by hand cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class OutlineError(SkinError):
    """An outline that cannot be used."""

    code = "error.outline.malformed"


class OutlineMalformed(OutlineError):
    """Its run lengths are missing, damaged or too many."""

    code = "error.outline.malformed"


@dataclass(eq=False, kw_only=True)
class OutlineSizeDiffers(OutlineError):
    """It was drawn on a picture of another shape than the photo."""

    code = "error.outline.size_differs"
    width_px: int
    height_px: int


class OutlineEmpty(OutlineError):
    """Nothing is outlined where no network outlined anything either."""

    code = "error.outline.empty"


class OutlineRejected(OutlineError):
    """The clinician found no lesion where a network outlined one: nothing is measured."""

    code = "error.outline.rejected"
