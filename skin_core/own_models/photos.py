"""The labelled photos that a model is tried on: a folder with a subfolder for each class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.errors import OwnFileUnreadable, OwnPhotosTooFew, PhotoError
from skin_core.imaging.frame import seen_part
from skin_core.imaging.load import load_photo
from skin_core.own_models.labels import ClassMap

FEWEST = 20
MOST = 5000
_SIDE_PX = 1024  # short side at which photos wait: no network sees more
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Photos without frames, RGB, and what each shows.

    truths: (N,) places in the labels. digest: one a photo, the same for the same picture.
    unread: files that are no photo.
    """

    photos: tuple[Pixels, ...]
    truths: NDArray[np.int64]
    digests: tuple[str, ...]
    unread: int


def read_labelled(folder: Path, known: ClassMap) -> Labelled:
    """The photos of a folder; the same picture twice counts once.

    Raises: OwnFileUnreadable, ClassUnknown for a subfolder of no class, OwnPhotosTooFew.
    """
    if not folder.is_dir():
        raise OwnFileUnreadable(file=folder.name)
    photos: dict[str, tuple[Pixels, int]] = {}
    unread = 0
    for place in sorted(one for one in folder.iterdir() if _is_shown(one) and one.is_dir()):
        truth = known.labels.index(known.label_meant(place.name))
        for file in sorted(one for one in place.rglob("*") if _is_shown(one) and one.is_file()):
            if len(photos) == MOST:
                break
            try:
                photo = load_photo(file.read_bytes(), file.name)
            except (PhotoError, OSError):
                unread += 1
                continue
            photos.setdefault(photo.photo_id, (_kept(seen_part(photo.pixels).pixels), truth))
    truths = np.array([truth for _, truth in photos.values()], np.int64)
    if len(photos) < FEWEST or len(set(truths.tolist())) < 2:
        raise OwnPhotosTooFew(found=len(photos), least=FEWEST)
    return Labelled(tuple(one for one, _ in photos.values()), truths, tuple(photos), unread)


def _is_shown(path: Path) -> bool:
    return not path.name.startswith(".")


def _kept(photo: Pixels) -> Pixels:
    share = _SIDE_PX / min(photo.shape[:2])
    if share >= 1:
        return photo
    size = (round(photo.shape[1] * share), round(photo.shape[0] * share))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)
