"""Outlines and masks of other programs, in and out: labelme, COCO, PNG."""

from skin_core.imaging.annotations.formats import Format, format_for, read_outlines, written
from skin_core.imaging.annotations.outline import Annotated, Outline

__all__ = ["Annotated", "Format", "Outline", "format_for", "read_outlines", "written"]
