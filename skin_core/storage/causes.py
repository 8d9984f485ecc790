"""What databases and disks call their failures, and what each means to a clinic."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from skin_core.errors import (
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreOutOfReach,
    StoreReadOnly,
)

Cause = type[StoreError]

SQLITE: dict[int, Cause] = {  # by the low byte: SQLITE_BUSY_SNAPSHOT is a SQLITE_BUSY
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_AUTH: StoreReadOnly,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_FORMAT: StoreDamaged,
    sqlite3.SQLITE_CANTOPEN: StoreOutOfReach,
    sqlite3.SQLITE_IOERR: StoreOutOfReach,
    sqlite3.SQLITE_PROTOCOL: StoreLocked,
}
POSTGRESQL: dict[str, Cause] = {  # by the longest beginning of the SQLSTATE
    "08": StoreOutOfReach,  # connection
    "28": StoreOutOfReach,  # who may connect
    "3D": StoreOutOfReach,  # no such database
    "53": StoreLocked,  # too many connections, memory
    "53100": StoreFull,
    "54": StoreError,
    "55P03": StoreLocked,
    "57": StoreOutOfReach,  # shutting down
    "57014": StoreLocked,  # cancelled after waiting
    "40": StoreLocked,  # serialisation, deadlock
    "25006": StoreReadOnly,
    "42501": StoreReadOnly,  # no privilege
    "58": StoreOutOfReach,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
}
DISK: dict[int, Cause] = {
    errno.ENOSPC: StoreFull,
    errno.EDQUOT: StoreFull,
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.ENOTDIR: StoreOutOfReach,
    errno.EEXIST: StoreOutOfReach,  # a file where the folder should be
    errno.ENOENT: StoreOutOfReach,
    errno.EIO: StoreOutOfReach,
    errno.ESTALE: StoreOutOfReach,  # a network disk that went away
    errno.EBUSY: StoreLocked,
}


@contextmanager
def database_errors() -> Iterator[None]:
    """Every failure of the database as one of ours; none leaks unmapped."""
    try:
        yield
    except exc.TimeoutError as error:  # every connection of the pool is taken
        raise StoreLocked from error
    except exc.DBAPIError as error:
        raise of_database(error.orig) from error
    except sqlite3.Error as error:
        raise of_database(error) from error
    except exc.SQLAlchemyError as error:
        raise StoreError from error


@contextmanager
def disk_errors() -> Iterator[None]:
    """Every failure of the disk as one of ours."""
    try:
        yield
    except OSError as error:
        raise DISK.get(error.errno or 0, StoreError)() from error


def of_database(error: BaseException | None) -> StoreError:
    """What a driver's error means. SQLite tells a number, PostgreSQL an SQLSTATE."""
    number = getattr(error, "sqlite_errorcode", None)
    if number is not None:
        return SQLITE.get(number & 0xFF, StoreError)()
    state = str(getattr(error, "sqlstate", None) or "")
    for length in (5, 2):
        if (cause := POSTGRESQL.get(state[:length])) and len(state) == 5:
            return cause()
    if type(error).__name__ == "OperationalError" and not state:
        return StoreOutOfReach()  # no answer from a server
    return StoreError()
