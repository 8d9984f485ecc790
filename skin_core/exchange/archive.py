"""Write a ZIP, and read one that somebody sent: whole, small, plain, or not at all."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime

from skin_core.errors import BundleTooLarge, BundleUnreadable, BundleUnsafe

LARGEST_MB = 400
MOST_PARTS = 500
_MB = 1_000_000
_SWELLS = 100  # times; text of a case shrinks to a tenth at best
_SMALL = 1 * _MB  # what may swell as it likes
_NAME = re.compile(r"[a-z0-9][\w-]*(\.[\w-]+)*(/[a-z0-9][\w-]*(\.[\w-]+)*)?", re.ASCII)
_LONGEST_NAME = 120
_LOCKED = 0x1
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_MAY_BE_ARCHIVE = ".npz"  # a layer: read with limits of its own
_END, _END_BYTES = b"PK\x05\x06", 22
_NOT_A_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)


def read_archive(data: bytes) -> Mapping[str, bytes]:
    """The parts of a ZIP by name; nothing is ever written to a disk.

    Raises: BundleUnreadable, BundleUnsafe, BundleTooLarge.
    """
    if len(data) > LARGEST_MB * _MB:
        raise _too_large()
    if data[-_END_BYTES:][:4] != _END:  # else a ZIP within a half one is taken for it
        raise BundleUnreadable
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            _check(listed)
            return _read(archive, listed)
    except _NOT_A_ZIP as error:  # RuntimeError: locked; NotImplementedError is one of them
        raise BundleUnreadable from error


def write_archive(parts: Mapping[str, bytes], moment: datetime) -> bytes:
    """A ZIP of these parts, the same for the same parts. moment: what they all are dated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, moment.timetuple()[:6])
            part.external_attr = (stat.S_IFREG | 0o600) << 16
            shrinks = name.endswith(".json")  # all others are compressed already
            part.compress_type = zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED
            archive.writestr(part, data)
    return buffer.getvalue()


def _check(listed: list[zipfile.ZipInfo]) -> None:
    if len(listed) > MOST_PARTS:
        raise _too_large()
    seen: set[str] = set()
    for part in listed:
        name, mode = part.orig_filename, stat.S_IFMT(part.external_attr >> 16)
        is_plain = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None
        if not is_plain or mode not in (0, stat.S_IFREG) or name.casefold() in seen:
            raise BundleUnsafe(part=name)
        if part.flag_bits & _LOCKED or part.compress_type not in _PLAIN:
            raise BundleUnreadable
        if part.file_size > max(_SMALL, _SWELLS * part.compress_size):
            raise _too_large()
        seen.add(name.casefold())
    if sum(part.file_size for part in listed) > LARGEST_MB * _MB:
        raise _too_large()


def _read(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> Mapping[str, bytes]:
    """No part gives more bytes than it says: `zipfile` stops there, and checks them."""
    parts: dict[str, bytes] = {}
    for part in listed:
        held = archive.read(part)
        if held.startswith(_ARCHIVES) and not part.filename.endswith(_MAY_BE_ARCHIVE):
            raise BundleUnsafe(part=part.filename)
        parts[part.filename] = held
    return parts


def _too_large() -> BundleTooLarge:
    return BundleTooLarge(limit_mb=LARGEST_MB, limit_parts=MOST_PARTS)
