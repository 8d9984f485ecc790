"""Severity indices that were kept with a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "scores"


def upgrade() -> None:
    """None was kept before."""
    op.create_table(
        TABLE,
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("index", sa.String(32), nullable=False),
        sa.Column("entered", sa.Text, nullable=False),
        sa.Column("total", sa.Float, nullable=False),
        sa.Column("band", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "version", name=f"pk_{TABLE}"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=f"fk_{TABLE}_case_id", ondelete="CASCADE"
        ),
    )
