"""Which page of a TIFF file is the photo, and whether all of it is there.

Raw files of cameras and image pyramids are TIFF files too: a small picture may stand first.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skin_core.errors import PhotoRaw, PhotoTruncated
from skin_core.imaging.jpeg_scans import END
from skin_core.imaging.orientation import UPRIGHT

_WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC, _SUB_PAGES = 256, 257, 259, 262, 330
_STARTS, _LENGTHS = 273, 279
_SUBFILE, _ORIENTATION, _DNG_VERSION = 254, 274, 50706
_SENSOR = frozenset((32803, 34892))  # photometric: colour filter array, linear raw
_NONE = 1  # compression
_SIZES = {1: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 13: 4}  # types: bytes of one value
_PLAIN_BYTES = 7  # type
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I"}
_MOST_PAGES = 1000
_SHORTEST_HOLE = 512  # bytes: what disks and downloads leave out is no smaller
_JPEG_TABLES = 347  # what all parts of a page are decoded by, a small JPEG file of its own
_UNWRITTEN = (b"\x00", b"\xff")  # of a new file, and of an erased card
_ABRUPT = 32  # bytes of a row: a shorter dark end may be in the photo
_SHORTEST_ABRUPT = 6  # bytes of one that stands below quite other tones
_OTHER_TONE = 64


@dataclass(frozen=True, slots=True)
class Page:
    """One directory of a TIFF. number: in the chain of pages, -1 where it hangs below another.

    values: integer values by tag. orientation_at: where in the file its value stands, and its
    integer type; None where the page says nothing of it.
    """

    number: int
    values: Mapping[int, Sequence[int]]
    orientation_at: tuple[int, int] | None

    @property
    def area(self) -> int:
        """Pixels of the page."""
        return self._one(_WIDTH) * self._one(_HEIGHT)

    @property
    def is_sensor_data(self) -> bool:
        """Whether it holds what a camera's sensor saw, or belongs to such a file."""
        return _DNG_VERSION in self.values or self._one(_PHOTOMETRIC) in _SENSOR

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture in its own right: no smaller copy, no mask."""
        return not self._one(_SUBFILE) & 5

    def _one(self, tag: int) -> int:
        return (self.values.get(tag) or (0,))[0]


def photo_page(data: bytes) -> Page:
    """The page that is the photo: the largest, the first of several.

    Raises: PhotoRaw where the photo is sensor data, or hangs below another page; PhotoTruncated
    where the list of pages lay behind the end of the file.
    """
    pages = _pages(data)
    if data[8:10] == b"CR" or any(page.is_sensor_data for page in pages):
        raise PhotoRaw
    photos = [page for page in pages if page.is_photo] or pages
    if not photos:
        raise PhotoTruncated
    largest = max(photos, key=lambda page: page.area)
    if largest.number < 0:
        raise PhotoRaw
    return largest


def without_orientation(data: bytes, page: Page) -> bytes:
    """The same file with the page's orientation set to upright."""
    if page.orientation_at is None:
        return data
    place, kind = page.orientation_at
    order = "<" if data[:2] == b"II" else ">"
    value = struct.pack(f"{order}{_FORMS[kind]}", UPRIGHT)
    return data[:place] + value + data[place + len(value) :]


def lacks_rows(data: bytes, page: Page) -> bool:
    """Whether the last rows of a page are missing, or, without compression, not filled in."""
    starts, lengths = page.values.get(_STARTS, ()), page.values.get(_LENGTHS, ())
    if any(a + n > len(data) for a, n in zip(starts, lengths, strict=False)):
        return True
    if (tables := page.values.get(_JPEG_TABLES)) and END not in bytes(tables):
        return True
    height = (page.values.get(_HEIGHT) or (0,))[0]
    if tuple(page.values.get(_COMPRESSION, ())) != (_NONE,) or not height or not starts:
        return False
    rows = b"".join(data[a : a + n] for a, n in zip(starts, lengths, strict=False))
    return ends_in_a_hole(rows, len(rows) // height)


def ends_in_a_hole(rows: bytes, row_bytes: int) -> bool:
    """Whether plain pixels turn to what nobody wrote in the middle of a row, and stay so.

    A black bar or white margin is no hole: it begins with a row, or the row before ends so too.
    """
    return any(_ends_in(fill, rows, row_bytes) for fill in _UNWRITTEN)


def _ends_in(fill: bytes, rows: bytes, row_bytes: int) -> bool:
    filled = len(rows.rstrip(fill))
    if row_bytes <= 0 or len(rows) - filled < max(_SHORTEST_HOLE, row_bytes):
        return False
    column = filled % row_bytes
    left = row_bytes - column
    if not column or left < _SHORTEST_ABRUPT:
        return False
    above = rows[filled - row_bytes : filled - column]
    if left >= _ABRUPT:
        return bool(above[-8:].strip(fill))
    others = sum(abs(tone - fill[0]) > _OTHER_TONE for tone in above)
    return 2 * others > left and fill not in above[-3:]


def _pages(data: bytes) -> list[Page]:
    order = "<" if data[:2] == b"II" else ">"
    found: list[Page] = []
    try:
        (place,) = struct.unpack_from(f"{order}I", data, 4)
        while place and len(found) < _MOST_PAGES:
            page, following = _page(data, place, order, len(found))
            found.append(page)
            place = following if following > 0 else 0
        below = [place for page in found for place in page.values.get(_SUB_PAGES, ())]
        found += [_page(data, place, order, -1)[0] for place in below[:_MOST_PAGES]]
    except struct.error:
        pass  # a damaged directory: what was found before it counts
    return found


def _page(data: bytes, place: int, order: str, number: int) -> tuple[Page, int]:
    values: dict[int, Sequence[int]] = {}
    orientation_at = None
    (count,) = struct.unpack_from(f"{order}H", data, place)
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        tag, kind, many = struct.unpack_from(f"{order}HHI", data, entry)
        if kind not in _SIZES or not many:
            values.setdefault(tag, ())
            continue
        start = entry + 8
        if many * _SIZES[kind] > 4:
            (start,) = struct.unpack_from(f"{order}I", data, entry + 8)
        if tag == _ORIENTATION and kind in _FORMS:
            orientation_at = start, kind
        if kind == _PLAIN_BYTES:
            values[tag] = data[start : start + many]
        else:
            values[tag] = struct.unpack_from(f"{order}{many}{_FORMS[kind]}", data, start)
    (following,) = struct.unpack_from(f"{order}I", data, place + 2 + 12 * count)
    return Page(number, values, orientation_at), int(following)
