"""The table of suggestions that were shown; `tables` tells how times and results are written."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from skin_core.storage.tables import metadata

shown_suggestions = Table(  # of a case, kept with a score or not: what was seen stays seen
    "shown_suggestions",
    metadata,
    Column(
        "case_id", String(32), ForeignKey("cases.case_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("index", String(32), primary_key=True),
    Column("place", String(64), primary_key=True),
    Column("body", Text, nullable=False),
    Column("shown_at", String(32), nullable=False),
)
