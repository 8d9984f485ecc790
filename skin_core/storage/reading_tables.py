"""The tables of the reading room; `tables` tells how times and results are written."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from skin_core.storage.tables import metadata

_ID = String(32)
_TIME = String(32)


def _goes_with(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


reading_sets = Table(
    "reading_sets",
    metadata,
    Column("set_id", _ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("signs", Text, nullable=False),
    Column("created_at", _TIME, nullable=False),
)

reading_photos = Table(  # own files of a set, and photos of cases, which go with their case
    "reading_photos",
    metadata,
    Column("entry_id", _ID, primary_key=True),
    Column("set_id", _ID, _goes_with("reading_sets.set_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("photo_id", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", String(160), nullable=False),
    Column("case_id", _ID, _goes_with("cases.case_id"), index=True),
    Column("group_id", _ID, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("entry_id", _ID, _goes_with("reading_photos.entry_id"), primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("grades", Text, nullable=False),
    Column("read_at", _TIME, nullable=False),
)
