"""Outlines and masks of other programs, in and out: labelme, COCO, PNG."""

from skin_core.imaging.annotations.formats import Format, format_for, read_outlines, written
from skin_core.imaging.annotations.outline import Annotated, Lost, Outline

__all__ = ["Annotated", "Format", "Lost", "Outline", "format_for", "read_outlines", "written"]
