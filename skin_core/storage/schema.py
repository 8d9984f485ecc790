"""Bring a database to the newest schema when it is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from skin_core.errors import StoreNewer
from skin_core.storage.database import Database
from skin_core.storage.reading_tables import readings
from skin_core.storage.suggestion_tables import shown_suggestions

NEWEST = "0015"  # the last file of migrations/versions; a test holds them together
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def bring_up_to_date(database: Database) -> None:
    """Make the tables, or migrate those of an older version; at once where nothing is to do.

    Raises: StoreLocked, StoreFull, StoreNewer for a database of a later version, StoreError.
    """
    with database.reading() as connection:
        if _revision(connection) == NEWEST:
            return
    with database.writing() as connection:  # one process migrates, the others wait
        revision = _revision(connection)
        if revision is None:
            _create(connection)
        elif revision != NEWEST:
            _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()


def _create(connection: Connection) -> None:
    # The same tables as all migrations make one by one (tested), without importing Alembic: a first
    # start is half a second faster.
    for table in (readings, shown_suggestions):  # of one metadata, with all other tables
        table.metadata.create_all(connection)
    connection.execute(text(f"CREATE TABLE {_VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text(f"INSERT INTO {_VERSION_TABLE} VALUES (:new)"), {"new": NEWEST})


def _upgrade(connection: Connection) -> None:
    from alembic import command  # imported only where there is something to migrate
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # made by a later version of SkinDesk
        raise StoreNewer from error
