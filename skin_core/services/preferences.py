"""How the clinic wants it: language, country, and who stands on its papers."""

from __future__ import annotations

from dataclasses import dataclass, fields

from skin_core.reporting.country import all_countries
from skin_core.storage.preferences import read_values, save_values
from skin_core.storage.store import Store


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings that a user changes on the page.

    clinician_name, clinician_licence: of the doctor who refers and examines. country: a key of
    `country_names`, "" while none was chosen. logo: PNG or JPEG bytes, b"" for none.
    """

    language: str = ""
    clinic_name: str = ""
    clinic_address: str = ""
    clinic_phone: str = ""
    clinician_name: str = ""
    clinician_licence: str = ""
    country: str = ""
    logo: bytes = b""


WORDS = tuple(field.name for field in fields(Preferences) if field.name != "logo")


def read_preferences(store: Store) -> Preferences:
    """The stored preferences, with the defaults where none was set."""
    stored = read_values(store)
    words = {key: stored[key].decode() for key in WORDS if key in stored}
    return Preferences(**words, logo=stored.get("logo", b""))


def save_preferences(store: Store, preferences: Preferences) -> None:
    """Keep the preferences. Raises: StoreLocked, StoreFull, StoreError."""
    words = {key: str(getattr(preferences, key)).encode() for key in WORDS}
    save_values(store, {**words, "logo": preferences.logo})


def country_names(language: str) -> dict[str, str]:
    """The countries to choose from, with their names."""
    return {key: entry.name[language] for key, entry in all_countries().items()}
