"""What a HEIC file says of its photo that the decoder does not pass on.

ISO/IEC 23008-12 (HEIF) and 14496-12: boxes of a length, a kind and a body, some of them nested.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

# What a copy leaves that stopped: zeros, of which HEVC never codes more than two bytes in a row, or
# an erased card.
_HOLES = (bytes(16), b"\xff" * 64)
_CODED = (b"hvc1", b"hvc2")


@dataclass(frozen=True, slots=True)
class HeifPhoto:
    """The photo of a HEIC file among its pictures.

    is_turned: the file itself says which way is up, so that an Exif orientation does not count.
    parts: from and to which bytes of the file its coded pixels lie, one pair for each tile.
    """

    is_turned: bool
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def read_heif(data: bytes) -> HeifPhoto:
    """The photo as the boxes describe it; nothing is known where they are damaged."""
    try:
        return _read(data)
    except (struct.error, IndexError, StopIteration, KeyError):
        return HeifPhoto(is_turned=False, parts=())


def lacks_data(data: bytes, photo: HeifPhoto) -> bool:
    """Whether part of the coded pixels is missing, or was never filled in."""
    return any(
        end > len(data) or any(data.find(hole, start, end) >= 0 for hole in _HOLES)
        for start, end in photo.parts
    )


def _read(data: bytes) -> HeifPhoto:
    top = _by_kind(data, 0, len(data))
    meta = top[b"meta"]
    inner = _by_kind(data, meta.start + 4, meta.end)
    primary = _primary(data, inner[b"pitm"])
    kinds = _item_kinds(data, inner[b"iinf"])
    tiles = _tiles(data, inner.get(b"iref"), primary) or (primary,)
    places = _places(data, inner[b"iloc"])
    parts = [part for one in tiles if kinds.get(one) in _CODED for part in places.get(one, ())]
    turned = bool({b"irot", b"imir"} & _properties(data, inner[b"iprp"], primary))
    return HeifPhoto(turned, tuple(parts))


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        stop = end if size == 0 else start + size
        if stop < start + head:
            return
        yield _Box(kind, start + head, min(stop, end))
        start = stop


def _by_kind(data: bytes, start: int, end: int) -> dict[bytes, _Box]:
    found: dict[bytes, _Box] = {}
    for box in _boxes(data, start, end):
        found.setdefault(box.kind, box)
    return found


def _primary(data: bytes, box: _Box) -> int:
    form = ">I" if data[box.start] else ">H"
    return int(struct.unpack_from(form, data, box.start + 4)[0])


def _item_kinds(data: bytes, box: _Box) -> dict[int, bytes]:
    kinds = {}
    for entry in _boxes(data, box.start + (8 if data[box.start] else 6), box.end):
        form = ">I" if data[entry.start] >= 3 else ">H"
        (item,) = struct.unpack_from(form, data, entry.start + 4)
        place = entry.start + 4 + struct.calcsize(form) + 2
        kinds[int(item)] = data[place : place + 4]
    return kinds


def _tiles(data: bytes, box: _Box | None, primary: int) -> tuple[int, ...]:
    """The items that a photo made of tiles is put together from."""
    if box is None:
        return ()
    form = "I" if data[box.start] else "H"
    width = struct.calcsize(form)
    for entry in _boxes(data, box.start + 4, box.end):
        item, count = struct.unpack_from(f">{form}H", data, entry.start)
        if entry.kind == b"dimg" and item == primary:
            return struct.unpack_from(f">{count}{form}", data, entry.start + width + 2)
    return ()


def _places(data: bytes, box: _Box) -> dict[int, list[tuple[int, int]]]:
    """From and to which bytes each item lies; items inside the boxes themselves are left out."""
    version = data[box.start]
    sizes, more = data[box.start + 4], data[box.start + 5]
    reader = _Reader(data, box.start + 6)
    found: dict[int, list[tuple[int, int]]] = {}
    for _ in range(reader.number(4 if version == 2 else 2)):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(more >> 4)
        for _ in range(reader.number(2)):
            reader.number(more & 15 if version else 0)
            start = base + reader.number(sizes >> 4)
            length = reader.number(sizes & 15)
            if method == 0:
                found.setdefault(item, []).append((start, start + length))
    return found


def _properties(data: bytes, box: _Box, item: int) -> set[bytes]:
    """The kinds of the properties that belong to an item."""
    inner = _by_kind(data, box.start, box.end)
    kinds = [one.kind for one in _boxes(data, inner[b"ipco"].start, inner[b"ipco"].end)]
    ipma = inner[b"ipma"]
    version, wide = data[ipma.start], bool(data[ipma.start + 3] & 1)
    reader = _Reader(data, ipma.start + 4)
    for _ in range(reader.number(4)):
        owner = reader.number(4 if version else 2)
        links = [reader.number(2 if wide else 1) for _ in range(reader.number(1))]
        if owner == item:
            places = (link & (0x7FFF if wide else 0x7F) for link in links)
            return {kinds[place - 1] for place in places if place}
    return set()


class _Reader:
    """Reads big-endian numbers one after another."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place

    def number(self, size: int) -> int:
        """The next number of so many bytes; 0 for none. Raises: IndexError past the end."""
        start, self._place = self._place, self._place + size
        if self._place > len(self._data):
            raise IndexError
        return int.from_bytes(self._data[start : self._place])
