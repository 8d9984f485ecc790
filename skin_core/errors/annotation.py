"""Why outlines of another program, or a mask, cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class AnnotationError(SkinError):
    """Outlines that cannot be used."""

    code = "error.annotation.unreadable"


class AnnotationUnreadable(AnnotationError):
    """The file is neither a labelme nor a COCO file nor a PNG mask, or it is damaged."""

    code = "error.annotation.unreadable"


@dataclass(eq=False, kw_only=True)
class AnnotationMalformed(AnnotationError):
    """Something is missing or impossible. place: where, such as "shapes[3].points"."""

    code = "error.annotation.malformed"
    place: str


@dataclass(eq=False, kw_only=True)
class AnnotationShapeUnknown(AnnotationError):
    """A shape of a kind that is not read."""

    code = "error.annotation.shape_unknown"
    place: str
    shape: str


@dataclass(eq=False, kw_only=True)
class AnnotationLabelMissing(AnnotationError):
    """No outline has the label that was asked for. labels: those there are."""

    code = "error.annotation.label_missing"
    label: str
    labels: str


@dataclass(eq=False, kw_only=True)
class AnnotationSeveral(AnnotationError):
    """The file is about several photos, and none or an unknown one was named."""

    code = "error.annotation.several"
    count: int
    names: str


@dataclass(eq=False, kw_only=True)
class AnnotationOutside(AnnotationError):
    """All that was drawn lies outside the photo, whose size this is."""

    code = "error.annotation.outside"
    width_px: int
    height_px: int


class AnnotationBoxOnly(AnnotationError):
    """Lesions have boxes, and none has an outline."""

    code = "error.annotation.box_only"


@dataclass(eq=False, kw_only=True)
class AnnotationTooLarge(AnnotationError):
    """More pixels than may be drawn."""

    code = "error.annotation.too_large"
    width_px: int
    height_px: int
    limit_mp: float


@dataclass(eq=False, kw_only=True)
class AnnotationFormatUnknown(AnnotationError):
    """No format belongs to the ending of a file's name."""

    code = "error.annotation.format_unknown"
    name: str


class MaskIsPhoto(AnnotationError):
    """A picture of many greys or colours where a mask of two is wanted."""

    code = "error.annotation.mask_is_photo"
