"""A number that grows with each change of a draft: two windows never overwrite each other."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts that stand are at their beginning."""
    op.add_column("drafts", Column("version", Integer, nullable=False, server_default="0"))
