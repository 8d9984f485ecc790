"""The store: one database and the files beside it."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from skin_core.domain.engine import LayerStore
from skin_core.errors import StoreError, StoreFull
from skin_core.settings import Settings
from skin_core.storage.database import Database
from skin_core.storage.files import FileStore
from skin_core.storage.schema import bring_up_to_date
from skin_core.storage.sweep import sweep_unsettled


@dataclass(frozen=True, slots=True)
class Store:
    """Where everything is kept; one for the whole process, shared by all threads."""

    database: Database
    files: FileStore

    def read(self, key: str) -> bytes:
        """The bytes of a photo, thumbnail or layer. Raises: FileDamaged."""
        return self.files.read(key)

    def layers(self, owner: str) -> LayerStore:
        """Where the arrays of an analysis go; owner: the draft's or the patient's id."""
        return self.files.scope(owner)

    def close(self) -> None:
        """Give back what the store holds open."""
        self.database.close()


def open_store(settings: Settings) -> Store:
    """The store of this installation, made, migrated and swept where needed.

    Raises: StoreLocked, StoreFull, StoreError.
    """
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)  # patients: owner only
        settings.files.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise (StoreFull if error.errno == errno.ENOSPC else StoreError)() from error
    store = Store(Database(settings.database_url), FileStore(settings.files))
    bring_up_to_date(store.database)
    sweep_unsettled(store.database, store.files)
    return store
