"""Suggestions of networks that were shown on the form of a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SHOWN = "shown_suggestions"


def upgrade() -> None:
    """Those that were kept with scores stand there; of others nothing was kept."""
    op.create_table(
        SHOWN,
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("index", sa.String(32), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("shown_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "index", "place", name=f"pk_{SHOWN}"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=f"fk_{SHOWN}_case_id", ondelete="CASCADE"
        ),
    )
