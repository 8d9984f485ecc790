"""Date of birth and telephone of a patient; dangers that were examined for and excluded."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, Text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is stored already holds nothing in them."""
    day = Column("birth_date", String(10), nullable=False, server_default="")
    op.add_column("patients", day)
    op.add_column("patients", Column("phone", Text, nullable=False, server_default=""))
    found = Column("excluded", Text, nullable=False, server_default="[]")
    op.add_column("clinician_assessments", found)
