"""How the clinic wants it: language, and what stands on top of a report."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.storage.preferences import read_values, save_values
from skin_core.storage.store import Store


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings that a user changes on the page. logo: PNG or JPEG bytes, b"" for none."""

    language: str = "en"
    clinic_name: str = ""
    clinic_address: str = ""
    logo: bytes = b""


def read_preferences(store: Store) -> Preferences:
    """The stored preferences, with the defaults where none was set."""
    stored = read_values(store)
    words = {
        key: stored[key].decode()
        for key in ("language", "clinic_name", "clinic_address")
        if key in stored
    }
    return Preferences(**words, logo=stored.get("logo", b""))


def save_preferences(store: Store, preferences: Preferences) -> None:
    """Keep the preferences. Raises: StoreLocked, StoreFull, StoreError."""
    save_values(
        store,
        {
            "language": preferences.language.encode(),
            "clinic_name": preferences.clinic_name.encode(),
            "clinic_address": preferences.clinic_address.encode(),
            "logo": preferences.logo,
        },
    )
