"""Sets of photos that several readers grade, and what each of them said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SETS, PHOTOS, READINGS = "reading_sets", "reading_photos", "readings"


def upgrade() -> None:
    """None was kept before."""
    op.create_table(
        SETS,
        sa.Column("set_id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("signs", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("set_id", name=f"pk_{SETS}"),
    )
    op.create_table(
        PHOTOS,
        sa.Column("entry_id", sa.String(32), nullable=False),
        sa.Column("set_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("photo_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("case_id", sa.String(32)),
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=f"pk_{PHOTOS}"),
        _goes_with(PHOTOS, "set_id", SETS),
        _goes_with(PHOTOS, "case_id", "cases"),
    )
    op.create_index(f"ix_{PHOTOS}_set_id", PHOTOS, ["set_id"])
    op.create_index(f"ix_{PHOTOS}_case_id", PHOTOS, ["case_id"])
    op.create_table(
        READINGS,
        sa.Column("entry_id", sa.String(32), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("grades", sa.Text, nullable=False),
        sa.Column("read_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "reader", "round", name=f"pk_{READINGS}"),
        _goes_with(READINGS, "entry_id", PHOTOS),
    )


def _goes_with(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.{column}"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
