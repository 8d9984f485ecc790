"""Layers that nobody keeps: for the command line, tests and the first look."""

from __future__ import annotations

import hashlib

from skin_core.errors import FileDamaged


class MemoryLayers:
    """A `LayerStore` in memory; the key is the SHA-256 of the bytes."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, data: bytes, media_type: str) -> str:
        """Keep the bytes and return their key."""
        key = hashlib.sha256(data).hexdigest()
        self._kept[key] = data
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key. Raises: FileDamaged."""
        if key not in self._kept:
            raise FileDamaged(digest=key)
        return self._kept[key]
