"""The store: one database and the files beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import URL, make_url

from skin_core.domain.engine import LayerStore
from skin_core.errors import StoreMisplaced
from skin_core.settings import Settings
from skin_core.storage.causes import disk_errors
from skin_core.storage.database import Database
from skin_core.storage.figures import Figures
from skin_core.storage.files import FileStore
from skin_core.storage.schema import bring_up_to_date
from skin_core.storage.sweep import is_misplaced, sweep_unsettled

PRIVATE = 0o700  # patients: the owner's eyes only


@dataclass(frozen=True, slots=True)
class Store:
    """Where everything is kept; one for the whole process, shared by all threads.

    on_erasure: called after anybody or anything was erased, so that nobody keeps a copy.
    figures: measured on its photos.
    """

    database: Database
    files: FileStore
    on_erasure: list[Callable[[], None]] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)

    def read(self, key: str) -> bytes:
        """The bytes of a photo, thumbnail or layer. Raises: FileDamaged."""
        return self.files.read(key)

    def layers(self, owner: str) -> LayerStore:
        """Where the arrays of an analysis go; owner: the draft's or the patient's id."""
        return self.files.scope(owner)

    @contextmanager
    def erasing(self) -> Iterator[None]:
        """Tell those who keep copies when the block has ended, also where it failed half-way."""
        try:
            yield
        finally:
            for forget in (self.figures.forget, *self.on_erasure):
                forget()

    def close(self) -> None:
        """Give back what the store holds open."""
        self.database.close()


def database_address(settings: Settings) -> URL:
    """Where the database is: as set, else a file in the home, whatever its folders are called."""
    if settings.database_url:
        return make_url(settings.database_url)
    return URL.create("sqlite", database=str(settings.database_file))


def open_store(settings: Settings) -> Store:
    """The store of this installation, made, migrated and swept where needed.

    Raises: StoreMisplaced, StoreLocked, StoreFull, StoreError.
    """
    with disk_errors():
        settings.home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        settings.files.mkdir(mode=PRIVATE, exist_ok=True)
    store = Store(Database(database_address(settings)), FileStore(settings.files))
    bring_up_to_date(store.database)
    if is_misplaced(store.database, store.files):
        store.close()
        raise StoreMisplaced
    sweep_unsettled(store.database, store.files)
    return store
