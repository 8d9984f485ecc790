"""What the store could not do, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class StoreError(SkinError):
    """The store could not do what was asked."""

    code = "error.store.failed"


class StoreNewer(StoreError):
    """The database was made by a later version of SkinDesk."""

    code = "error.store.newer"


class StoreDamaged(StoreError):
    """The database file is damaged, or is no database."""

    code = "error.store.damaged"


class StoreReadOnly(StoreError):
    """The disk or the folder may not be written to."""

    code = "error.store.read_only"


class StoreOutOfReach(StoreError):
    """The folder or the database server cannot be reached or opened."""

    code = "error.store.out_of_reach"


class StoreMisplaced(StoreError):
    """Photos lie beside a database that knows nobody: it is an empty one, or another."""

    code = "error.store.misplaced"


class StoreLocked(StoreError):
    """Another process keeps the database for too long."""

    code = "error.store.locked"


class StoreFull(StoreError):
    """No space is left on the disk."""

    code = "error.store.full"


class CaseNotFound(StoreError):
    """No such case, patient or draft."""

    code = "error.store.not_found"


class DraftChanged(StoreError):
    """Another window changed the draft meanwhile; nothing of it was overwritten."""

    code = "error.store.draft_changed"


class DraftSaved(StoreError):
    """Another window made the draft a case, or threw it away."""

    code = "error.store.draft_saved"


@dataclass(eq=False, kw_only=True)
class FileDamaged(StoreError):
    """A stored file is missing or differs from its digest."""

    code = "error.store.file_damaged"
    digest: str
