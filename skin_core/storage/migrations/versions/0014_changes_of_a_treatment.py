"""What was told of a treatment before each change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was kept of earlier changes."""
    changes = sa.Column("changes", sa.Text, nullable=False, server_default="[]")
    op.add_column("treatments", changes)
