"""Lesions that the clinician outlined by hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody had drawn any."""
    outlines = sa.Column("outlines", sa.Text, nullable=False, server_default="[]")
    op.add_column("clinician_assessments", outlines)
