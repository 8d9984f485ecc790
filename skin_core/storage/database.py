"""The engine, its transactions, and the one place where database errors become ours."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine, event

from skin_core.errors import StoreLocked
from skin_core.storage.causes import database_errors

BUSY_TIMEOUT_MS = 5_000  # for another process
LINE_TIMEOUT_S = 30.0  # for other threads of this one, which are short and in turn


class Database:
    """One engine for all threads; every call takes its own connection and gives it back."""

    def __init__(self, url: str | URL) -> None:
        self.engine = create_engine(url)
        # SQLite lets one writer in at a time: waiting in line here is fair, polling there is not.
        self._line = threading.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            event.listen(self.engine, "connect", _set_pragmas)
            event.listen(self.engine, "begin", _begin)

    @property
    def place(self) -> str:
        """Where it is, without a password: a file, or the address of a server."""
        url = self.engine.url
        return str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store. Raises: StoreLocked, StoreError."""
        with database_errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the writer's place from its start; all of it or nothing.

        Raises: StoreLocked, StoreFull, StoreError.
        """
        engine = self.engine.execution_options(is_writing=True)
        with self._in_line(), database_errors(), engine.begin() as connection:
            yield connection

    def is_sound(self) -> bool:
        """Whether the database finds its own pages and indexes in order."""
        with self.reading() as connection:
            if not self.is_sqlite:
                return True  # a server watches over its own pages
            return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"

    def forget_erased(self) -> None:
        """Empty the write-ahead log, which still holds pages of what was just erased."""
        if self.is_sqlite:
            with database_errors(), self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                if isinstance(raw, sqlite3.Connection):
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        if self._line is None:
            yield
            return
        if not self._line.acquire(timeout=LINE_TIMEOUT_S):
            raise StoreLocked
        try:
            yield
        finally:
            self._line.release()


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours: see _begin
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",  # what was shown as saved survives a power cut
        "secure_delete = ON",  # what was erased leaves no bytes in free pages
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
