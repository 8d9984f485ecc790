"""What Alembic runs: the steps, on the connection that the store holds open."""

from __future__ import annotations

from alembic import context

from skin_core.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite can, and a killed migration leaves the schema as it was
    render_as_batch=True,  # SQLite changes a table by rebuilding it
)
context.run_migrations()
