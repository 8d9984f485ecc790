"""What no export of SkinDesk holds is refused before a byte of it is used."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from skin_core.errors import (
    BundleAltered,
    BundleError,
    BundleTooLarge,
    BundleUnreadable,
    BundleUnsafe,
)
from skin_core.exchange.archive import MOST_PARTS, read_archive, write_archive
from tests.for_each import for_each

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PLAIN = {
    "manifest.json": b"{}",
    "photos/1.jpg": b"\xff\xd8photo",
    "layers/1.cams.npz": b"PK\x03\x04",
}


def zipped(name: str, data: bytes = b"x", mode: int = 0, deflated: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        part = zipfile.ZipInfo(name)
        part.external_attr = mode << 16
        part.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
        archive.writestr(part, data)
    return buffer.getvalue()


def twice() -> bytes:
    once = zipped("case.json", b"first")
    buffer = io.BytesIO(once)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("case.json", b"second")
    return buffer.getvalue()


def understated() -> bytes:
    """A part that says it has one byte, and has a million once unpacked."""
    whole = bytearray(zipped("case.json", bytes(1_000_000), deflated=True))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", whole, whole.index(mark) + place, 1)
    return bytes(whole)


def many() -> bytes:
    return write_archive({f"photos/{one}.jpg": b"" for one in range(MOST_PARTS + 1)}, NOW)


def locked() -> bytes:
    whole = bytearray(zipped("case.json"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", whole, whole.index(mark) + place, 1)
    return bytes(whole)


HOSTILE: dict[str, tuple[type[BundleError], Callable[[], bytes]]] = {
    "traversal": (BundleUnsafe, lambda: zipped("../../escaped.json")),
    "traversal inside": (BundleUnsafe, lambda: zipped("photos/../../x.jpg")),
    "absolute path": (BundleUnsafe, lambda: zipped("/etc/passwd")),
    "a path of Windows": (BundleUnsafe, lambda: zipped("C:\\x.json")),
    "a hidden file": (BundleUnsafe, lambda: zipped("photos/.htaccess")),
    "an end of a line": (BundleUnsafe, lambda: zipped("case.json\n")),
    "a folder": (BundleUnsafe, lambda: zipped("photos/")),
    "deep folders": (BundleUnsafe, lambda: zipped("a/b/c.json")),
    "a name of other letters": (BundleUnsafe, lambda: zipped("photos/사진.jpg")),
    "a symbolic link": (BundleUnsafe, lambda: zipped("case.json", b"/etc", stat.S_IFLNK | 0o777)),
    "a device": (BundleUnsafe, lambda: zipped("case.json", b"", stat.S_IFCHR | 0o666)),
    "a ZIP within": (BundleUnsafe, lambda: zipped("photos/1.jpg", zipped("x.json"))),
    "twice the same name": (BundleUnsafe, twice),
    "a bomb by ratio": (BundleTooLarge, lambda: zipped("case.json", bytes(9_000_000), 0, True)),
    "a bomb by count": (BundleTooLarge, many),
    "a bomb that understates": (BundleUnreadable, understated),
    "a password": (BundleUnreadable, locked),
    "half of it, within which is a whole one": (
        BundleUnreadable,
        lambda: write_archive({"layers/1.cams.npz": zipped("odds.npy")}, NOW)[:-40],
    ),
    "half of it": (BundleUnreadable, lambda: write_archive(PLAIN, NOW)[:150]),
    "a changed byte": (BundleUnreadable, lambda: zipped("a.json", b"abc").replace(b"abc", b"abd")),
    "nothing": (BundleUnreadable, lambda: b""),
    "no ZIP": (BundleUnreadable, lambda: b"\xff\xd8\xff\xe0 a photo"),
}


@for_each(hostile=HOSTILE)
def test_no_hostile_zip_is_read(hostile: tuple[type[BundleError], Callable[[], bytes]]) -> None:
    kind, made = hostile
    with pytest.raises(kind):
        read_archive(made())


def test_what_is_written_is_read_again_and_always_the_same() -> None:
    assert read_archive(write_archive(PLAIN, NOW)) == PLAIN
    assert write_archive(PLAIN, NOW) == write_archive(dict(PLAIN), NOW)


def test_a_part_is_named_in_letters_that_rule_no_console() -> None:
    refused = BundleAltered(part="\x1b[2J\u202e\ud800" + "x" * 500)
    assert refused.part == "?[2J??" + "x" * 114
