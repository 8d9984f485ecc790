"""What was answered in a case before a correction; and the diseases that an answer leaves open."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "fact_corrections"
SUMMARIES = sa.table("case_summaries", sa.column("case_id"), sa.column("likely"))


def upgrade() -> None:
    """Nothing was kept of earlier corrections; the diseases stand in the results."""
    op.create_table(
        TABLE,
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("corrected_at", sa.String(32), nullable=False),
        sa.Column("corrected_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "version", name=f"pk_{TABLE}"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=f"fk_{TABLE}_case_id", ondelete="CASCADE"
        ),
    )
    likely = sa.Column("likely", sa.Text, nullable=False, server_default="")
    op.add_column("case_summaries", likely)
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT case_id, body FROM analyses ORDER BY version")).all()
    for case_id, body in rows:
        result = json.loads(body)
        within = set(result.get("prediction_set", ()))
        ranked = (one["label"] for one in result.get("differential", ()))
        labels = " ".join(label for label in ranked if label in within)
        is_it = SUMMARIES.c.case_id == case_id
        connection.execute(sa.update(SUMMARIES).where(is_it).values(likely=labels))
