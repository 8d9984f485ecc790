"""The key under which another program had a case stored; no two cases have the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cases stored before have none: the beginning of their id tells it, as before."""
    op.add_column("cases", sa.Column("request_key", sa.String(16)))
    op.create_index("ix_cases_request_key", "cases", ["request_key"], unique=True)
