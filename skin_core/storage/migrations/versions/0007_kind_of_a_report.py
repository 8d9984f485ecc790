"""What a paper is stood behind its language: "en-let" was a letter in English."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

REPORTS = sa.table("reports", sa.column("kind"), sa.column("language"))
KINDS = {"-let": "letter", "-pat": "patient"}


def upgrade() -> None:
    """Each frozen paper keeps its bytes; only what it is called by moves."""
    kind = sa.Column("kind", sa.String(16), nullable=False, server_default="report")
    op.add_column("reports", kind)
    for slot, name in KINDS.items():
        language = sa.func.replace(REPORTS.c.language, slot, "")
        is_it = REPORTS.c.language.endswith(slot)
        op.execute(sa.update(REPORTS).where(is_it).values(kind=name, language=language))
