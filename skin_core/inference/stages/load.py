"""LOAD: bytes to an upright sRGB photo without metadata."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.photo import Photo
from skin_core.imaging.load import load_photo
from skin_core.inference.stages.work import Bench, PhotoWork


def load(work: PhotoWork, bench: Bench) -> PhotoWork:
    """The photo, as it was decoded when it was dropped or from its file now. Raises: PhotoError."""
    source = work.source
    if isinstance(source, Photo):
        return replace(work, photo=source)
    photo = load_photo(source.data, source.name, bench.options.upload_limit_mb)
    return replace(work, photo=photo)
