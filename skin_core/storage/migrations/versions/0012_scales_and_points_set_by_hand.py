"""Scales that the clinician told by hand, and points that lay two photos over each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

POINTS = "laid_points"


def upgrade() -> None:
    """Neither was kept before."""
    scales = sa.Column("scales", sa.Text, nullable=False, server_default="[]")
    op.add_column("clinician_assessments", scales)
    op.create_table(
        POINTS,
        sa.Column("before_id", sa.String(32), nullable=False),
        sa.Column("after_id", sa.String(32), nullable=False),
        sa.Column("before_key", sa.String(160), nullable=False),
        sa.Column("after_key", sa.String(160), nullable=False),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("set_at", sa.String(32), nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("before_id", "after_id", name=f"pk_{POINTS}"),
        _of_case("before_id"),
        _of_case("after_id"),
    )
    op.create_index(f"ix_{POINTS}_after_id", POINTS, ["after_id"])


def _of_case(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["cases.case_id"], name=f"fk_{POINTS}_{column}", ondelete="CASCADE"
    )
