"""Files of one small picture in every format, depth, orientation and colour space."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any, Literal

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image
from PIL.Image import Exif

from skin_core.imaging.metadata import png_chunk

Pixels = NDArray[np.uint8]
Deep = NDArray[np.uint8] | NDArray[np.uint16]

WIDTH, HEIGHT = 120, 80
ORIENTATION = 0x0112
# What turns an upright picture into one that a given orientation sets upright again.
_INVERSE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def png_of(pixels: Pixels) -> bytes:
    """RGB pixels (H, W, 3) as PNG, as screenshots are kept."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def scene() -> Pixels:
    """Skin with a red corner at the upper left, RGB (80, 120, 3): no turn of it is the same."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    pixels = np.stack([190 + x * 0.3, 130 + y * 0.4, 110 + x * 0.1], 2)
    pixels += np.random.default_rng(4).normal(0, 2, pixels.shape)
    pixels[: HEIGHT // 4, : WIDTH // 4] = (200, 40, 40)
    return np.asarray(np.clip(pixels, 0, 255), np.uint8)


def turned(pixels: Deep, orientation: int) -> NDArray[Any]:
    """The pixels as a camera codes them that was held so."""
    way = _INVERSE[orientation]
    if way in (5, 6, 7, 8):
        pixels = pixels.swapaxes(0, 1)
    if way in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if way in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def exif(orientation: int) -> bytes:
    """An Exif block as cameras write it."""
    block = Exif()
    block[ORIENTATION] = orientation
    return block.tobytes()


def exif_of_type(orientation: int, kind: int, order: str = ">") -> bytes:
    """An Exif block whose orientation has another integer type. kind: 1, 3, 4, 6, 8 or 9."""
    form = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i"}[kind]
    value = struct.pack(f"{order}{form}", orientation).ljust(4, b"\x00")
    head = (b"MM\x00*" if order == ">" else b"II*\x00") + struct.pack(f"{order}IH", 8, 1)
    return head + struct.pack(f"{order}HHI", ORIENTATION, kind, 1) + value + bytes(4)


def saved(pixels: Pixels, kind: str, orientation: int = 1, **options: object) -> bytes:
    """A file that Pillow or libheif writes: JPEG, PNG, WEBP, TIFF, BMP, GIF or HEIF."""
    picture = Image.fromarray(np.asarray(turned(pixels, orientation), np.uint8))
    file = io.BytesIO()
    if kind == "HEIF":
        heif = pillow_heif.from_pillow(picture)
        heif.info["exif"] = exif(orientation)
        heif.save(file, quality=95, chroma=444, **options)
        return file.getvalue()
    if kind in ("JPEG", "WEBP"):
        options = {"quality": 95, **options}
    if kind == "GIF":
        picture = picture.quantize(255)
    if kind in ("JPEG", "PNG", "WEBP", "TIFF") and orientation != 1:
        options["exif"] = exif(orientation)
    picture.save(file, kind, **options)
    return file.getvalue()


def heic_with_exif_only(pixels: Pixels, orientation: int) -> bytes:
    """A HEIC whose Exif block says which way is up, and no box of its own does."""
    data = saved(np.asarray(turned(pixels, orientation), np.uint8), "HEIF")
    upright, other = (struct.pack(">HHIH", ORIENTATION, 3, 1, n) for n in (1, orientation))
    little = struct.pack("<HHIH", ORIENTATION, 3, 1, 1)
    if little in data:
        return data.replace(little, struct.pack("<HHIH", ORIENTATION, 3, 1, orientation))
    assert upright in data
    return data.replace(upright, other)


def deep_png(pixels: Deep, orientation: int = 1) -> bytes:
    """A PNG of 16 bits per colour or of grey."""
    coded = turned(pixels, orientation)
    png = cv2.imencode(".png", coded[..., ::-1] if coded.ndim == 3 else coded)[1].tobytes()
    return with_png_chunk(png, b"eXIf", exif(orientation).removeprefix(b"Exif\x00\x00"))


def with_png_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """The PNG with one more chunk behind its header."""
    return png[:33] + png_chunk(kind, body) + png[33:]


def with_cicp(png: bytes, primaries: int, curve: int) -> bytes:
    """The PNG with its colours coded by numbers of H.273."""
    return with_png_chunk(png, b"cICP", bytes((primaries, curve, 0, 1)))


def with_profile(png: bytes, profile: bytes) -> bytes:
    """The PNG with a colour profile."""
    return with_png_chunk(png, b"iCCP", b"p\x00\x00" + zlib.compress(profile))


def tiff(
    pages: Sequence[Deep],
    orientation: int = 1,
    kind: int = 3,
    order: Literal["<", ">"] = "<",
    more: Sequence[Sequence[tuple[int, int, int]]] = (),
    below: Deep | None = None,
) -> bytes:
    """A TIFF without compression, pages in a chain; the directories stand in front.

    kind: integer type of the orientation. more: further tags of each page, as (tag, type, value).
    below: a page that hangs under the first one (SubIFD).
    """
    every = [
        turned(page, orientation) for page in (*pages, *([below] if below is not None else []))
    ]
    size = {1: 1, 3: 2, 4: 4}
    slots, place = [], 8
    for _ in every:
        slots.append(place)
        place += 2 + 12 * 16 + 4 + 8
    directories, strips = b"", b""
    for number, page in enumerate(every):
        bits = page.dtype.itemsize * 8
        samples = page.shape[2] if page.ndim == 3 else 1
        data = page.astype(page.dtype.newbyteorder(order)).tobytes()
        tags = [(256, 4, page.shape[1]), (257, 4, page.shape[0]), (259, 3, 1)]
        tags += [(262, 3, 2 if samples == 3 else 1), (273, 4, place + len(strips))]
        tags += [(274, kind, orientation), (277, 3, samples), (278, 4, page.shape[0])]
        tags += [(279, 4, len(data)), (284, 3, 1)]
        if samples == 1:
            tags.append((258, 3, bits))
        if below is not None and number == 0:
            tags.append((330, 4, slots[-1]))
        own = {tag for tag, _, _ in (more[number] if number < len(more) else ())}
        tags = [one for one in tags if one[0] not in own]
        tags += more[number] if number < len(more) else []
        many = slots[number] + 2 + 12 * 16 + 4
        entries = {tag: _entry(order, tag, form, value, size[form]) for tag, form, value in tags}
        if samples == 3:
            entries[258] = struct.pack(f"{order}HHII", 258, 3, 3, many)
        following = slots[number + 1] if number + 1 < len(pages) else 0
        packed = b"".join(entries[tag] for tag in sorted(entries))
        directory = struct.pack(f"{order}H", len(entries)) + packed
        directory += struct.pack(f"{order}I", following)
        directory = directory.ljust(2 + 12 * 16 + 4, b"\x00")
        directories += directory + struct.pack(f"{order}HHHH", bits, bits, bits, 0)
        strips += data
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}I", 8)
    return head + directories + strips


def _entry(order: str, tag: int, form: int, value: int, size: int) -> bytes:
    packed = struct.pack(f"{order}{ {1: 'B', 2: 'H', 4: 'I'}[size] }".replace(" ", ""), value)
    return struct.pack(f"{order}HHI", tag, form, 1) + packed.ljust(4, b"\x00")
