"""The key that is made on the Settings page for other programs; only its digest is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256

from skin_core.settings import Settings
from skin_core.storage.preferences import read_values, save_values
from skin_core.storage.store import Store

_KEPT = "api_key_sha256"
_BYTES = 24  # of a key


def digest_of(key: str) -> str:
    """What is kept and compared instead of a key."""
    return sha256(key.encode()).hexdigest()


def make_key(store: Store) -> str:
    """A new key, told this once; the one before it ends. Raises: StoreError and its kinds."""
    key = secrets.token_urlsafe(_BYTES)
    save_values(store, {_KEPT: digest_of(key).encode()})
    return key


def take_key_back(store: Store) -> None:
    """The key that was made here opens nothing any more. Raises: StoreError and its kinds."""
    save_values(store, {_KEPT: b""})


def kept_digest(store: Store) -> str:
    """The digest of the key that was made here; "" without one. Raises: StoreError."""
    return read_values(store).get(_KEPT, b"").decode()


def is_on(settings: Settings, store: Store) -> bool:
    """Whether any program may ask. Raises: StoreError."""
    return settings.api_open or bool(settings.api_keys) or bool(kept_digest(store))
