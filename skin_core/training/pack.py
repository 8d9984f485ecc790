"""python -m skin_core.training.pack FILE.tar.xz: all that is learned from, small enough to travel.

The folder it unpacks to is a data folder (SKINDESK_DATA) of the same paths: every table and outline
as it is, every photo anew as WebP, of the best quality at which all of it fits.
"""

from __future__ import annotations

import argparse
import io
import logging
import tarfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from skin_core.errors import SettingsError
from skin_core.training.cache import SHORT_SIDE_PX, read_rgb
from skin_core.training.photos import data_folder
from skin_core.training.refusal import Refused, in_one_sentence

LEARNED = (
    "clinical",
    "pad_ufes",
    "vitiligo",
    "ham10000",
    "isic2017",
    "not_skin",
    "eczema_signs",
    "acne_grade",
)
OUTLINED = ("pad_ufes", "vitiligo", "ham10000/frame", "isic2017")  # as large as their outlines
QUALITIES = (90, 80, 70, 60, 50, 40, 30, 25, 20, 15)
TRIED = 200  # photos that the quality is chosen by
HEAD = 16  # bytes that the name of a file takes, compressed
SHRINKS = {".csv": 0.25, ".png": 0.6}  # what the compression leaves of tables and outlines
_TOO_LITTLE = "--megabytes: {} photos do not fit; give more room"
log = logging.getLogger(__name__)


def pack(file: Path, megabytes: float, data: Path) -> int:
    """Write the file; the quality that was taken.

    megabytes: of a million bytes, that the file may have.
    Raises: Refused where it would not fit, or a collection is not there.
    """
    if not megabytes > 0:
        raise SettingsError(name="--megabytes", value=megabytes, allowed="more than 0")
    files = list(_files(data))
    photos = [one for one in files if one.suffix == ".webp"]
    plain = sum(_packed(one) for one in files if one.suffix != ".webp")
    quality = _quality(photos, data, megabytes * 1e6 - plain)
    partial = file.with_suffix(".part")
    _write(partial, files, data, quality)
    while partial.stat().st_size > megabytes * 1e6:  # the guess by some of the photos was too high
        quality = next((one for one in QUALITIES if one < quality), 0)
        if not quality:
            partial.unlink()
            raise Refused(_TOO_LITTLE.format(len(photos)))
        _write(partial, files, data, quality)
    partial.replace(file)
    return quality


def _write(partial: Path, files: Sequence[Path], data: Path, quality: int) -> None:
    with tarfile.open(partial, "w:xz", preset=1) as out, ThreadPoolExecutor() as helpers:
        made = helpers.map(lambda one: _bytes(one, data, quality), files)
        for one, content in zip(files, made, strict=True):
            member = tarfile.TarInfo(str(one.relative_to(data)))
            member.size = len(content)
            out.addfile(member, io.BytesIO(content))


def _files(data: Path) -> Iterator[Path]:
    for name in LEARNED:
        if not (data / name).is_dir():
            raise Refused(f"{data / name}: there is no such folder")
        yield from sorted(one for one in (data / name).rglob("*") if one.is_file())


def _quality(photos: Sequence[Path], data: Path, room: float) -> int:
    """The best quality at which all photos should fit, judged by some of each collection."""
    some = photos[:: max(1, len(photos) // TRIED)]
    for quality in QUALITIES:
        sizes = [HEAD + len(_bytes(one, data, quality)) for one in some]
        if float(np.mean(sizes)) * len(photos) <= room:
            return quality
    raise Refused(_TOO_LITTLE.format(len(photos)))


def _packed(file: Path) -> float:
    """Bytes that a table or an outline should take."""
    return HEAD + file.stat().st_size * SHRINKS.get(file.suffix, 1.0)


def _bytes(file: Path, data: Path, quality: int) -> bytes:
    """A photo, smaller, as WebP; any other file as it is."""
    if file.suffix != ".webp":
        return file.read_bytes()
    photo = read_rgb(file)
    where = str(file.relative_to(data))
    factor = SHORT_SIDE_PX / min(photo.shape[:2])
    if factor < 1 and not where.startswith(OUTLINED):
        size = (round(photo.shape[1] * factor), round(photo.shape[0] * factor))
        photo = np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)
    pixels = cv2.cvtColor(photo, cv2.COLOR_RGB2BGR)
    done, code = cv2.imencode(".webp", pixels, [cv2.IMWRITE_WEBP_QUALITY, quality])
    assert done, file
    return code.tobytes()


def main() -> None:
    """Read the command line and pack."""
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(prog="skin_core.training.pack", description=__doc__)
    parser.add_argument("file", type=Path, help="file to write, a tar compressed by xz")
    parser.add_argument("--megabytes", type=float, default=40.0, help="that it may have")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        quality = pack(given.file, given.megabytes, data_folder())
        size = given.file.stat().st_size / 1e6
        log.info("%s: %.1f MB, photos in quality %d", given.file, size, quality)


if __name__ == "__main__":
    main()
