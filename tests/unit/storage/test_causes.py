"""Every failure of database and disk is one of ours, and says what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import exc

from skin_core.errors import (
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreOutOfReach,
    StoreReadOnly,
)
from skin_core.settings import Settings
from skin_core.storage.causes import DISK, database_errors, disk_errors, of_database
from skin_core.storage.store import open_store


class Told(Exception):
    """A driver's error: SQLite tells a number, PostgreSQL an SQLSTATE."""

    def __init__(self, number: int | None = None, state: str | None = None) -> None:
        super().__init__("value that is no one's business")
        self.sqlite_errorcode, self.sqlstate = number, state


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Told(sqlite3.SQLITE_BUSY_SNAPSHOT), StoreLocked),
        (Told(sqlite3.SQLITE_FULL), StoreFull),
        (Told(sqlite3.SQLITE_READONLY_DBMOVED), StoreReadOnly),
        (Told(sqlite3.SQLITE_NOTADB), StoreDamaged),
        (Told(sqlite3.SQLITE_CANTOPEN), StoreOutOfReach),
        (Told(state="53100"), StoreFull),
        (Told(state="53300"), StoreLocked),
        (Told(state="40P01"), StoreLocked),
        (Told(state="25006"), StoreReadOnly),
        (Told(state="08006"), StoreOutOfReach),
        (Told(state="3D000"), StoreOutOfReach),
        (Told(state="XX001"), StoreDamaged),
        (Told(state="22001"), StoreError),
    ],
)
def test_cause_is_told_apart(error: Told, kind: type[StoreError]) -> None:
    assert type(of_database(error)) is kind


def _kinds(parent: type[Exception]) -> list[type[Exception]]:
    return [parent, *(kind for child in parent.__subclasses__() for kind in _kinds(child))]


def test_no_failure_of_the_database_leaks() -> None:
    for kind in _kinds(exc.SQLAlchemyError):
        error = kind.__new__(kind)
        error.args, error.orig = ("patient name",), Told()  # type: ignore[attr-defined]
        with pytest.raises(StoreError) as ours, database_errors():
            raise error
        assert "patient name" not in str(ours.value)
    for kind in _kinds(sqlite3.Error):
        with pytest.raises(StoreError), database_errors():
            raise kind


def test_no_failure_of_the_disk_leaks() -> None:
    for number in errno.errorcode:
        with pytest.raises(StoreError) as ours, disk_errors():
            raise OSError(number, "reason", "/a/path")
        assert type(ours.value) is DISK.get(number, StoreError)


def test_each_bad_home_has_its_own_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(StoreOutOfReach):
        open_store(Settings(home=taken))
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "skindesk.sqlite3").write_bytes(b"not a database " * 100)
    with pytest.raises(StoreDamaged):
        open_store(Settings(home=damaged))
    newer = tmp_path / "newer"
    open_store(Settings(home=newer)).close()
    with sqlite3.connect(newer / "skindesk.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreNewer):
        open_store(Settings(home=newer))
