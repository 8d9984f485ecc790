"""SkinDesk whose store fails while a file in its home says how: the page then shows what it does.

Run as `python -m tests.browser.faulty`. The causes are raised where the database and the disk raise
them, so that everything above is as in a clinic.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from skin_core.storage.causes import database_errors
from skin_core.storage.database import Database
from skin_core.ui.server import main

FAULT = "fault"
SLOW, SLOW_S = "slow", 0.6  # an old disk
OF_DATABASE = {
    "full": sqlite3.SQLITE_FULL,
    "read_only": sqlite3.SQLITE_READONLY,
    "locked": sqlite3.SQLITE_BUSY,
    "damaged": sqlite3.SQLITE_CORRUPT,
}
OF_DISK = {"full": errno.ENOSPC, "read_only": errno.EROFS}


def fault() -> str:
    """The cause that holds now, or ""."""
    path = Path(os.environ["SKINDESK_HOME"]) / FAULT
    return path.read_text() if path.exists() else ""


def failing(whole: Callable[..., Any], causes: tuple[str, ...]) -> Callable[..., Any]:
    """A transaction of the database that fails at its start."""

    @contextmanager
    def transaction(database: Database) -> Iterator[Any]:
        with database_errors():
            if (cause := fault()) == SLOW:
                time.sleep(SLOW_S)
            elif cause in causes:
                error = sqlite3.OperationalError(cause)
                error.sqlite_errorcode = OF_DATABASE[cause]
                raise error
        with whole(database) as connection:
            yield connection

    return transaction


def synced(sync: Callable[[int], None]) -> Callable[[int], None]:
    """A disk that takes nothing."""

    def sync_or_fail(handle: int) -> None:
        if number := OF_DISK.get(fault()):
            raise OSError(number, os.strerror(number))
        sync(handle)

    return sync_or_fail


if __name__ == "__main__":
    Database.writing = failing(Database.writing, tuple(OF_DATABASE))  # type: ignore[method-assign]
    Database.reading = failing(Database.reading, ("damaged",))  # type: ignore[method-assign]
    os.fsync = synced(os.fsync)  # type: ignore[assignment]
    sys.exit(main())
