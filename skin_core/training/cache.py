"""All photos decoded once into one flat file, so that no epoch decodes them again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skin_core.imaging.network_input import TRAINED_SIDE_PX
from skin_core.training.photos import Photo
from skin_core.training.prepare import prepared
from skin_core.training.refusal import Refused

SHORT_SIDE_PX = TRAINED_SIDE_PX
LONG_SIDE_PX = 320


@dataclass(frozen=True)
class PhotoCache:
    """Decoded photos, small: index with a path, get RGB uint8 (H, W, 3)."""

    pixels: NDArray[np.uint8]
    places: dict[str, tuple[int, int, int]]  # path -> offset, height, width

    def __getitem__(self, path: str) -> NDArray[np.uint8]:
        """The photo as RGB, (H, W, 3) uint8; a copy that may be written to."""
        offset, height, width = self.places[path]
        flat = self.pixels[offset : offset + height * width * 3]
        return np.array(flat.reshape(height, width, 3))


def shrink(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A copy with short side at most 208 px, the long side cropped to 320 px at the centre."""
    height, width = photo.shape[:2]
    factor = min(1.0, SHORT_SIDE_PX / min(height, width))
    if factor < 1:
        size = (max(1, round(width * factor)), max(1, round(height * factor)))
        photo = np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)
        height, width = photo.shape[:2]
    top, left = max(0, height - LONG_SIDE_PX) // 2, max(0, width - LONG_SIDE_PX) // 2
    return photo[top : top + LONG_SIDE_PX, left : left + LONG_SIDE_PX]


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """A photo file of the data folder as RGB, (H, W, 3) uint8.

    Raises: Refused naming the file.
    """
    decoded = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if decoded is None:
        what = "no picture that can be read" if path.is_file() else "there is no such file"
        raise Refused(f"{path}: {what}")
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)


def check_whole(path: Path) -> None:
    """A file ends where its picture does; OpenCV shows grey for what a damaged one lacks.

    Raises: Refused naming the file.
    """
    try:
        with Image.open(path) as picture:
            picture.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(f"{path}: no whole picture ({error})") from error


def open_cache(
    photos: Sequence[Photo],
    data: Path,
    folder: Path,
    *,
    strange: bool = False,
    prepare: Sequence[str] = (),
) -> PhotoCache:
    """The cache of exactly these photos, built in `folder` when it is not there yet.

    strange: nobody has looked through the files yet, some may end in the middle.
    prepare: what is done to each photo before it is kept (prepare.py).
    Raises: Refused naming the file that is damaged.
    """
    listed = [f"{photo.path} {_size_of(data / photo.path)}" for photo in photos]
    told = "\n".join([str(data.resolve()), *listed, *prepare])
    key = hashlib.sha256(told.encode()).hexdigest()[:12]
    flat, index = folder / f"photos-{key}.bin", folder / f"photos-{key}.npy"
    if not index.exists():
        for photo in photos if strange else ():
            check_whole(data / photo.path)
        folder.mkdir(parents=True, exist_ok=True)
        _build(photos, data, flat, index, prepare)
    places = np.load(index)
    return PhotoCache(
        np.memmap(flat, np.uint8, mode="r"),
        {
            photo.path: (int(offset), int(height), int(width))
            for photo, (offset, height, width) in zip(photos, places, strict=True)
        },
    )


def _size_of(file: Path) -> int:
    """Bytes of a file: a photo of its name in another folder, or another one, is decoded anew."""
    return file.stat().st_size if file.is_file() else 0


def _build(
    photos: Sequence[Photo], data: Path, flat: Path, index: Path, prepare: Sequence[str]
) -> None:
    places, offset = [], 0
    partial = flat.with_suffix(".part")
    with partial.open("wb") as out:
        for photo in photos:
            small = np.ascontiguousarray(prepared(shrink(read_rgb(data / photo.path)), prepare))
            places.append((offset, *small.shape[:2]))
            out.write(small.tobytes())
            offset += small.size
    partial.replace(flat)
    np.save(index, np.array(places, np.int64))
