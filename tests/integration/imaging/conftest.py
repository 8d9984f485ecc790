"""Files for the tests of reading photos."""

from __future__ import annotations

import struct
import zlib

import pytest


def png_bomb(side: int = 20000) -> bytes:
    """The head of a PNG of side x side pixels; were it decoded, 400 MB would be made."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(side + 1) * 50)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def bomb() -> bytes:
    return png_bomb()


@pytest.fixture
def wide_profile() -> bytes:
    """A display profile with primaries wider than sRGB, as phones write (Display P3)."""
    return rgb_profile("Display P3", DISPLAY_P3)


# Columns: red, green, blue in XYZ adapted to D50.
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)


def rgb_profile(name: str, primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """An ICC 2 matrix profile with gamma 2.2."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, ...]) -> bytes:
        return b"XYZ \x00\x00\x00\x00" + b"".join(fixed(v) for v in values)

    text = name.encode()
    described = b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text + bytes(1 + 78)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    tags = {
        b"desc": described + bytes(-len(described) % 4),
        b"cprt": b"text" + bytes(4) + b"none" + bytes(4),
        b"wtpt": xyz((0.9642, 1.0, 0.8249)),
        b"rXYZ": xyz(primaries[0]),
        b"gXYZ": xyz(primaries[1]),
        b"bXYZ": xyz(primaries[2]),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        place = 128 + 4 + 12 * len(tags) + len(body)
        table += tag + struct.pack(">II", place, len(data))
        body += data
    size = 128 + len(table) + len(body)
    head = struct.pack(
        ">I4s4s4s4s4s", size, b"lcms", b"\x02\x40\x00\x00", b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return head.ljust(128, b"\x00") + table + body
