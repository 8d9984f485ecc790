"""What was known of a patient before it was corrected."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String, Text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "patient_corrections"


def upgrade() -> None:
    """Nothing was kept of earlier corrections."""
    op.create_table(
        TABLE,
        Column("patient", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("corrected_at", String(32), nullable=False),
        Column("corrected_by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("code", Text, nullable=False),
        Column("birth_year", Integer),
        Column("birth_date", String(10), nullable=False),
        Column("sex", String(16), nullable=False),
        PrimaryKeyConstraint("patient", "version", name=f"pk_{TABLE}"),
        ForeignKeyConstraint(
            ["patient"], ["patients.number"], name=f"fk_{TABLE}_patient", ondelete="CASCADE"
        ),
    )
