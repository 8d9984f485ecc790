"""The file keys that photos and analyses hold, and how they change with the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import StoredPhoto


def keys_of(photos: tuple[StoredPhoto, ...], analysis: CaseAnalysis | None) -> tuple[str, ...]:
    """Every key that is named: photos, thumbnails and layers, each once."""
    of_photos = [key for photo in photos for key in (photo.key, photo.thumbnail_key)]
    of_layers = (
        [key for photo in analysis.photos for key in photo.layers.values()] if analysis else []
    )
    return tuple(dict.fromkeys(key for key in [*of_photos, *of_layers] if key))


def rename_photo(photo: StoredPhoto, new_keys: Mapping[str, str]) -> StoredPhoto:
    """The photo with the keys of its new folder."""
    return replace(
        photo,
        key=new_keys[photo.key],
        thumbnail_key=new_keys.get(photo.thumbnail_key, ""),
    )


def rename_layers(analysis: CaseAnalysis, new_keys: Mapping[str, str]) -> CaseAnalysis:
    """The analysis with the keys of its new folder."""
    photos = tuple(
        replace(photo, layers={name: new_keys[key] for name, key in photo.layers.items()})
        for photo in analysis.photos
    )
    return replace(analysis, photos=photos)
