"""Why a lesion on a photo cannot be measured."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class MeasureError(SkinError):
    """A lesion that cannot be measured."""

    code = "error.measure.failed"


@dataclass(eq=False, kw_only=True)
class MaskSizeDiffers(MeasureError):
    """The mask belongs to a picture of another size. mask, photo: such as "240 × 200"."""

    code = "error.measure.size_differs"
    mask: str
    photo: str


class MaskEmpty(MeasureError):
    """Nothing is outlined."""

    code = "error.measure.empty"


class LesionFillsPhoto(MeasureError):
    """The outline reaches all four borders of the photo."""

    code = "error.measure.fills_photo"


class ScaleTwice(MeasureError):
    """A scale was told although the card is to tell it."""

    code = "error.measure.scale_twice"


class MarksTooClose(MeasureError):
    """Two marks on ruler or coin lie so close that they tell no length."""

    code = "error.measure.marks_close"


class MarksNotSet(MeasureError):
    """A mark was left where the page had put it: what lies between says nothing of the photo."""

    code = "error.measure.marks_unset"


class LengthTooShort(MeasureError):
    """No length was entered for a scale, or one too short to be read exactly enough."""

    code = "error.measure.length_short"


@dataclass(eq=False, kw_only=True)
class ScaleImpossible(MeasureError):
    """A scale in pixels a centimetre that no photo of skin has. value: as told."""

    code = "error.measure.scale"
    value: float
