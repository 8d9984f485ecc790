"""Treatments of a lesion, and the day on which it is to be seen again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TREATMENTS, REVIEWS = "treatments", "reviews"


def upgrade() -> None:
    """None was kept before."""
    op.create_table(
        TREATMENTS,
        sa.Column("treatment_id", sa.String(32), nullable=False),
        sa.Column("lesion_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("dose", sa.Text, nullable=False),
        sa.Column("sessions", sa.Integer, nullable=False),
        sa.Column("started_on", sa.String(10), nullable=False),
        sa.Column("ended_on", sa.String(10), nullable=False),
        sa.Column("entered_at", sa.String(32), nullable=False),
        sa.Column("entered_by", sa.Text, nullable=False),
        sa.Column("withdrawn_at", sa.String(32), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("treatment_id", name=f"pk_{TREATMENTS}"),
        _of_lesion(TREATMENTS),
    )
    op.create_index(f"ix_{TREATMENTS}_lesion_id", TREATMENTS, ["lesion_id"])
    op.create_table(
        REVIEWS,
        sa.Column("lesion_id", sa.String(32), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("set_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("lesion_id", name=f"pk_{REVIEWS}"),
        _of_lesion(REVIEWS),
    )
    op.create_index(f"ix_{REVIEWS}_due_on", REVIEWS, ["due_on"])


def _of_lesion(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["lesion_id"], ["lesions.lesion_id"], name=f"fk_{table}_lesion_id", ondelete="CASCADE"
    )
